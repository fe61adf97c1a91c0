import Capture
import Exports
import Forge
import Foundation
import Sentinel
import Testing

/// What `--out` writes about forged frames that went through the whole path, read back.
final class WaysOut {
    let folder: URL
    let document: AnalysisDocument

    init(_ frames: some Sequence<ForgedFrame>, workers: Int = 1, stop: StopSignal = StopSignal()) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("netsentinel-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let input = folder.appendingPathComponent("in.pcap")
        try Data(pcap(frames)).write(to: input)
        var analysis = Analysis(input: input.path, settings: DetectionSettings())
        analysis.workers = workers
        analysis.outputDirectory = folder.path
        document = try analysis.run(stop: stop)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func text(_ name: String) throws -> String {
        try #require(String(data: try Data(contentsOf: folder.appendingPathComponent(name)), encoding: .utf8))
    }

    /// The objects of `eve.json`, of one type.
    func eve(_ type: String? = nil) throws -> [[String: Any]] {
        try text("eve.json").split(separator: "\n").compactMap { line in
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            return type == nil || object["event_type"] as? String == type ? object : nil
        }
    }

    /// The records of a Zeek log, each by field name.
    func zeek(_ name: String) throws -> [[String: String]] {
        let lines = try text(name).split(separator: "\n", omittingEmptySubsequences: false)
        let fields = try #require(lines.first { $0.hasPrefix("#fields\t") }).split(separator: "\t").dropFirst()
        let types = try #require(lines.first { $0.hasPrefix("#types\t") }).split(separator: "\t").dropFirst()
        #expect(fields.count == types.count)
        return try lines.filter { !$0.hasPrefix("#") && !$0.isEmpty }.map { line in
            let values = line.split(separator: "\t", omittingEmptySubsequences: false)
            try #require(values.count == fields.count, "\(line)")
            return Dictionary(uniqueKeysWithValues: zip(fields.map(String.init), values.map(String.init)))
        }
    }
}

extension Tag {
    /// Runs a program that is not ours.
    @Tag static var external: Self
}

/// `scripts/eve-check.py` as a child process.
enum EVECheck {
    static let need: Comment = "Needs Python with jsonschema: scripts/setup.sh test installs it."
    static let isPossible: Bool = (try? run(["-c", "import jsonschema"]).status == 0) ?? false

    /// Its exit status and everything it said.
    static func run(on file: String, requiring types: [String] = []) throws -> (status: Int32, said: String) {
        try run([script, "--require", types.joined(separator: ","), file])
    }

    private static var script: String {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("scripts/eve-check.py").path
    }

    private static func run(_ arguments: [String]) throws -> (status: Int32, said: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-W", "ignore"] + arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(data: said, encoding: .utf8) ?? "")
    }
}
