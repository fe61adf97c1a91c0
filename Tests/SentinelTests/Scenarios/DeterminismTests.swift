import Capture
import Exports
import Exports
import Forge
import Foundation
import Sentinel
import TestKit
import Testing
import Vocabulary

/// The same capture gives the same findings, byte for byte, however it is read.
@Suite struct DeterminismTests {
    /// Several attacks, in one file: each scenario in its turn, shifted by an hour.
    static func capture() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("netsentinel-\(UUID().uuidString).pcap")
        var writer = PcapWriter(to: ByteCollector())
        var shift = 0.0
        for (scenario, knobs) in [
            ("vertical-scan", ["background": "60"]), ("syn-flood", ["duration": "3"]), ("arp-spoof", [:]),
            ("brute-force", ["count": "40"]), ("dns-tunnel", ["duration": "60"]), ("icmp-sweep", [:]),
        ] as [(String, [String: String])] {
            let found = try ScenarioCatalog.find(scenario)
            var turned = Knobs(found.card)
            for (name, value) in knobs { try turned.set(name, value) }
            for frame in found.make(knobs: turned, seed: 7) {
                var late = frame
                late.timestamp = frame.timestamp.advanced(bySeconds: shift)
                writer.write(late)
            }
            shift += 3600
        }
        writer.finish()
        try Data(writer.sink.bytes).write(to: url)
        return url
    }

    static func incidents(_ url: URL, workers: Int) throws -> [String] {
        var analysis = Analysis(input: url.path, settings: DetectionSettings())
        analysis.workers = workers
        return try analysis.run(stop: StopSignal()).incidentLines
    }

    @Test func `one, two and four workers find the same`() throws {
        let url = try Self.capture()
        defer { try? FileManager.default.removeItem(at: url) }
        let one = try Self.incidents(url, workers: 1)
        #expect(one.count >= 4)
        #expect(try Self.incidents(url, workers: 2) == one)
        #expect(try Self.incidents(url, workers: 4) == one)
        #expect(try Self.incidents(url, workers: 1) == one)
    }

    @Test func `a replay finds what reading finds`() throws {
        let url = try Self.capture()
        defer { try? FileManager.default.removeItem(at: url) }
        let replay = Guard(.file(url.path, .times(100_000)), settings: DetectionSettings())
        let replayed = try replay.run(stop: StopSignal()).incidentLines
        #expect(try replayed == Self.incidents(url, workers: 1))
    }

    @Test(arguments: [1, 2, 7, 31])
    func `chunks of any size find the same`(_ chunk: Int) throws {
        let knobs = Knobs(VerticalScan.card).with(["background": 120])
        let whole = try Trial.run(VerticalScan.self, knobs: knobs)
        #expect(!whole.findings.isEmpty)
        #expect(try Trial.run(VerticalScan.self, knobs: knobs, chunk: chunk).findings == whole.findings)
    }
}
