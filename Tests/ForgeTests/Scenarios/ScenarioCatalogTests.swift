import Forge
import Foundation
import Testing
import Vocabulary

@Suite struct ScenarioCatalogTests {
    static let names = ScenarioCatalog.all.map { $0.card.name }

    /// Folder of the scenarios, found from this file's place.
    private var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/Forge/Scenarios")
            .standardized
    }

    @Test func `every scenario file has its line in the catalogue`() throws {
        var found: [String] = []
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            let cards = text.split(separator: "\n").filter {
                $0.hasPrefix("package enum ") && $0.contains(": Scenario {")
            }
            #expect(cards.count <= 1, "\(file.lastPathComponent) holds more than one scenario")
            if !cards.isEmpty { found.append(file.deletingPathExtension().lastPathComponent) }
        }
        #expect(found.sorted() == ScenarioCatalog.all.map { "\($0)" }.sorted())
        #expect(Set(Self.names).count == Self.names.count)
        #expect(Self.names == Self.names.sorted())
    }

    @Test(arguments: names)
    func `frames are well-formed, in order and bounded in number`(_ name: String) throws {
        var traffic = try ScenarioCatalog.find(name).make(seed: 7)
        var last = Timestamp(nanoseconds: 0)
        var count = 0
        var faults: [String] = []
        while count < 1500, let frame = traffic.next() {
            count += 1
            if frame.timestamp < last { faults.append("frame \(count) goes back in time") }
            last = frame.timestamp
            do { try FrameChecker.check(frame.bytes) } catch { faults.append("frame \(count): \(error)") }
            if frame.bytes.count > 1518 { faults.append("frame \(count) is too long") }
            if traffic.pendingFrames > 30_000 { faults.append("frame \(count): too many wait") }
        }
        #expect(faults.prefix(3).isEmpty)
        #expect(count > 5)
    }

    @Test(arguments: names)
    func `the same seed gives the same bytes and another seed gives others`(_ name: String) throws {
        let scenario = try ScenarioCatalog.find(name)
        func digest(_ seed: UInt64) -> UInt64 {
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for frame in scenario.make(seed: seed).prefix(700) {
                hash = (hash ^ UInt64(bitPattern: frame.timestamp.nanoseconds)) &* 0x100_0000_01B3
                for byte in frame.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            }
            return hash
        }
        #expect(digest(1) == digest(1))
        #expect(digest(1) != digest(2))
    }

    @Test(arguments: names)
    func `the card says what is in it`(_ name: String) throws {
        let scenario = try ScenarioCatalog.find(name)
        let truth = scenario.make(seed: 1).truth
        #expect(Set(truth.filter { !$0.isOptional }.map(\.detection)).isSubset(of: Set(scenario.card.detections)))
        #expect(truth.isEmpty == scenario.card.detections.isEmpty)
        #expect(!scenario.card.title.isEmpty && scenario.card.summary.hasSuffix("."))
        for knob in scenario.card.knobs + Knob.shared {
            var knobs = scenario.defaults
            try knobs.set(knob.name, knob.defaultText)
            #expect(throws: ForgeError.self) { try knobs.set(knob.name, "never") }
        }
    }

    @Test(arguments: names)
    func `every knob may stand at either end of its range`(_ name: String) throws {
        let scenario = try ScenarioCatalog.find(name)
        for knob in scenario.card.knobs {
            let ends: [String] =
                switch knob.kind {
                case .number(_, let range, _): ["\(range.lowerBound)", "\(range.upperBound)"]
                case .choice(_, let values): values
                case .flag: ["false", "true"]
                }
            for end in ends {
                var knobs = scenario.defaults
                try knobs.set(knob.name, end)
                let frames = Array(scenario.make(knobs: knobs, seed: 5).prefix(60))
                #expect(!frames.isEmpty, "\(knob.name) = \(end)")
                for frame in frames { try FrameChecker.check(frame.bytes) }
            }
        }
    }

    @Test func `an unknown name or knob is refused with what there is`() throws {
        let unknown = try #require(throws: ForgeError.self) { try ScenarioCatalog.find("vertical") }
        #expect(unknown.code == .unknownScenario && unknown.message.contains("vertical-scan"))
        var knobs = VerticalScan.defaults
        let knob = try #require(throws: ForgeError.self) { try knobs.set("speed", "3") }
        #expect(knob.code == .unknownKnob && knob.message.contains("rate"))
        let value = try #require(throws: ForgeError.self) { try knobs.set("rate", "1000000") }
        #expect(value.code == .badValue && value.message.contains("10000"))
    }
}
