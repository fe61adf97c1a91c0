import Foundation
import Sentinel
import Testing

@Suite struct LogFileTests {
    private let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("netsentinel-\(UUID().uuidString)").path

    private func read() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func `lines are held back and written whole`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("old".utf8).write(to: URL(fileURLWithPath: path))
        let file = try LogFile(path)
        #expect(try read() == "")
        file.write(line: Array("one".utf8))
        file.pause()
        #expect(try read() == "")
        file.close()
        file.close()
        #expect(try read() == "one\n")
        #expect(file.lost == 0)
    }

    @Test func `who reads along sees a second when it is over`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try LogFile(path, isLive: true)
        file.write(line: Array("one".utf8))
        file.pause()
        #expect(try read() == "one\n")
        file.close()
    }

    @Test func `a full disk is said once, and its lines are counted`() throws {
        var said: [String] = []
        let file = try LogFile("/dev/full", complain: { said.append($0) })
        let line = [UInt8](repeating: 0x61, count: 1000)
        for _ in 0..<200 { file.write(line: line) }
        file.close()
        #expect(file.lost == 200)
        #expect(said.count == 2)
        #expect(said.first?.contains("No space left on device") == true)
        #expect(said.last == "200 lines could not be written to /dev/full.")
    }

    @Test func `a pipe whose reader went away is said once, and its lines are counted`() throws {
        signal(SIGPIPE, SIG_IGN)
        #expect(mkfifo(path, 0o600) == 0)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let reader = Process()
        reader.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        reader.arguments = ["head", "-n", "1", path]
        let pipe = Pipe()
        reader.standardOutput = pipe
        try reader.run()
        var said: [String] = []
        let file = try LogFile(path, isLive: true, complain: { said.append($0) })
        file.write(line: Array("one".utf8))
        file.pause()
        #expect(try pipe.fileHandleForReading.readToEnd() == Data("one\n".utf8))
        reader.waitUntilExit()
        for _ in 0..<3 {
            file.write(line: Array("more".utf8))
            file.pause()
        }
        file.close()
        #expect(file.lost == 3)
        #expect(said.count == 2)
        #expect(said.first?.contains("Broken pipe") == true)
    }

    @Test func `a file that cannot be opened is an error that says what to do`() {
        let error = #expect(throws: SentinelError.self) { try LogFile("/proc/netsentinel/eve.json") }
        #expect(error?.message.contains("/proc/netsentinel/eve.json") == true)
        #expect(error?.message.contains("--out") == true)
    }
}
