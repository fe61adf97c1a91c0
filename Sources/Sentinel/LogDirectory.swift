package import Exports
import Flows
import Foundation
package import Vocabulary

/// The folder `--out` names: `eve.json`, `conn.log`, `dns.log`, `notice.log`.
package enum LogDirectory {
    /// Creates the folder and the files; files that are there are replaced.
    package static func outputs(in path: String, home: [AddressBlock] = []) throws -> [any EventOutput] {
        let folder = URL(fileURLWithPath: path, isDirectory: true)
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
            throw SentinelError(.output, "Could not make the folder \(path). Choose another with --out.", cause: error)
        }
        func file(_ name: String) throws -> LogFile { try LogFile(folder.appendingPathComponent(name).path) }
        return [
            EVEStream(to: try file("eve.json")),
            ConnLog(to: try file("conn.log"), home: HomeNetworks(configured: home)), DNSLog(to: try file("dns.log")),
            NoticeLog(to: try file("notice.log")),
        ]
    }
}

/// A text file that is written in runs of 64 KiB. A line that cannot be written (a full disk) is counted, and said at the end.
package final class LogFile: LineSink {
    package private(set) var lost: UInt64 = 0
    private let path: String
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var waiting: UInt64 = 0
    private static let run = 65_536

    package init(_ path: String) throws {
        self.path = path
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw SentinelError(.output, "Could not write \(path). Choose another folder with --out.") }
        self.handle = handle
        buffer.reserveCapacity(Self.run + 4096)
    }

    package func write(line: String) {
        buffer.append(contentsOf: line.utf8)
        buffer.append(UInt8(ascii: "\n"))
        waiting += 1
        if buffer.count >= Self.run { flush() }
    }

    package func close() {
        flush()
        try? handle.close()
        guard lost > 0 else { return }
        FileHandle.standardError.write(Data("\(lost) lines could not be written to \(path).\n".utf8))
    }

    private func flush() {
        do { try handle.write(contentsOf: buffer) } catch { lost += waiting }
        buffer.removeAll(keepingCapacity: true)
        waiting = 0
    }
}
