import Forge
import Foundation
import Testing
import Vocabulary

/// The program as its users run it: a child process, its output and its status.
@Suite struct ProgramTests {
    struct Run {
        let status: Int32
        let output: String
        let errors: String
    }

    /// The program that this build made, beside the test bundle.
    static var program: URL {
        Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
            .appendingPathComponent("netsentinel")
            ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
                "netsentinel")
    }

    static func run(_ arguments: [String], input: Data? = nil) throws -> Run {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ["NO_COLOR": "1", "PATH": "/usr/bin:/bin"]
        let output = Pipe()
        let errors = Pipe()
        let feed = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = feed
        try process.run()
        if let input { try feed.fileHandleForWriting.write(contentsOf: input) }
        try feed.fileHandleForWriting.close()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
            errors: String(decoding: said, as: UTF8.self))
    }

    static func capture(_ scenario: any Scenario.Type, _ knobs: Knobs? = nil) throws -> Data {
        var writer = PcapWriter(to: ByteCollector())
        for frame in scenario.make(knobs: knobs) { writer.write(frame) }
        writer.finish()
        return Data(writer.sink.bytes)
    }

    static func withFile<Result>(_ data: Data, _ body: (String) throws -> Result) throws -> Result {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("netsentinel-\(UUID().uuidString).pcap")
        try data.write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }

    @Test func `a scan in a file is one incident with the right parties`() throws {
        let run = try Self.withFile(Self.capture(VerticalScan.self)) {
            try Self.run(["analyze", $0, "--format", "json"])
        }
        #expect(run.status == 0)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let incidents = try #require(json["incidents"] as? [[String: Any]])
        #expect(incidents.count == 1)
        #expect(incidents.first?["detections"] as? [String] == ["port_scan_vertical", "anomaly"])
        let truth = try #require(VerticalScan.make().truth.first)
        #expect(incidents.first?["attackers"] as? [String] == truth.attackers.map(\.description))
        #expect(incidents.first?["victims"] as? [String] == truth.victims.map(\.description))
    }

    @Test func `standard input is read, whole or cut off`() throws {
        let data = try Self.capture(VerticalScan.self)
        let whole = try Self.run(["analyze", "-", "--format", "json"], input: data)
        #expect(whole.status == 0)
        let cut = try Self.run(["analyze", "-", "--format", "json"], input: data.prefix(data.count - 7))
        #expect(cut.status == 0)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(cut.output.utf8)) as? [String: Any])
        let capture = try #require(json["capture"] as? [String: Any])
        #expect((capture["notices"] as? [String])?.isEmpty == false)
    }

    @Test func `what cannot be read is a sentence and status 1`() throws {
        let missing = try Self.run(["analyze", "/nowhere/at-all.pcap"])
        #expect(missing.status == 1)
        #expect(missing.errors.contains("/nowhere/at-all.pcap"))
        let noise = try Self.withFile(Data("this is no capture at all".utf8)) { try Self.run(["analyze", $0]) }
        #expect(noise.status == 1)
        #expect(noise.output.isEmpty)
        #expect(!noise.errors.isEmpty)
    }

    @Test func `wrong usage is status 2 and names every problem`() throws {
        let run = try Self.run(["analyze", "x.pcap", "--home", "ten", "--disable", "nothing", "--allow", "1.2.3"])
        #expect(run.status == 2)
        #expect(run.errors.contains("--home ten"))
        #expect(run.errors.contains("nothing"))
        #expect(run.errors.contains("--allow 1.2.3"))
        #expect(try Self.run(["analyse"]).status == 2)
        #expect(try Self.run(["analyze", "x.pcap", "--workers", "0"]).status == 2)
    }

    @Test func `fail-on turns incidents into a status`() throws {
        let data = try Self.capture(VerticalScan.self)
        try Self.withFile(data) { path in
            let info = try Self.run(["analyze", path, "--fail-on", "info"])
            let critical = try Self.run(["analyze", path, "--fail-on", "critical"])
            #expect(info.status == 3)
            #expect(critical.status == 0)
        }
    }

    @Test func `an allowed scanner is not reported`() throws {
        let truth = try #require(VerticalScan.make().truth.first?.attackers.first)
        let run = try Self.withFile(Self.capture(VerticalScan.self)) {
            try Self.run(["analyze", $0, "--allow", "\(truth)"])
        }
        #expect(run.output.contains("No incidents."))
    }

    @Test func `a filter limits what is read`() throws {
        let run = try Self.withFile(Self.capture(VerticalScan.self)) {
            try Self.run(["analyze", $0, "--format", "json", "arp"])
        }
        let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(((json["capture"] as? [String: Any])?["counts"] as? [String: Int])?["tcp"] == 0)
        let bad = try Self.withFile(Self.capture(VerticalScan.self)) {
            try Self.run(["analyze", $0, "no such filter"])
        }
        #expect(bad.status == 1)
    }

    @Test func `a forged capture is written as asked and the same for the same seed`() throws {
        let folder = FileManager.default.temporaryDirectory
        let paths = (0..<2).map { _ in folder.appendingPathComponent("netsentinel-\(UUID().uuidString).pcap").path }
        defer { paths.forEach { try? FileManager.default.removeItem(atPath: $0) } }
        for path in paths {
            #expect(try Self.run(["simulate", "arp-sweep", "--out", path, "--seed", "9"]).status == 0)
        }
        #expect(FileManager.default.contents(atPath: paths[0]) == FileManager.default.contents(atPath: paths[1]))
        #expect(try Self.run(["simulate", "arp-sweep", "--out", paths[0], "--set", "nothing=1"]).status != 0)
        #expect(try Self.run(["simulate", "no-such-thing", "--out", paths[0]]).status != 0)
    }

    @Test func `every rule can be read in full`() throws {
        let list = try Self.run(["rules"])
        #expect(list.status == 0)
        for line in list.output.split(separator: "\n") {
            let name = String(line.prefix { $0 != " " })
            let card = try Self.run(["rules", name])
            #expect(card.output.contains("Blind spots"), "\(name)")
        }
    }
}
