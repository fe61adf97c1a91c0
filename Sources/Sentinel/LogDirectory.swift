package import Exports
import Foundation

/// The folder `--out` names: `eve.json`, `conn.log`, `dns.log`, `notice.log`.
package enum LogDirectory {
    /// Creates the folder and the files; files that are there are replaced.
    ///
    /// `interfaces` are the names of live interfaces by number. `isLive`: what happened in a second can be read in the files
    /// when it is over. From here on writing to a pipe without a reader is an error, and no longer the end of the program.
    package static func outputs(
        in path: String, interfaces: [String] = [], isLive: Bool = false
    ) throws -> [any EventOutput] {
        signal(SIGPIPE, SIG_IGN)
        let folder = URL(fileURLWithPath: path, isDirectory: true)
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
            throw SentinelError(
                .output, "Could not make the folder \(path): \(LogFile.reason(error)). Choose another with --out.")
        }
        func file(_ name: String) throws -> LogFile {
            try LogFile(folder.appendingPathComponent(name).path, isLive: isLive)
        }
        return [
            EVEStream(to: try file("eve.json"), interfaces: interfaces), ConnLog(to: try file("conn.log")),
            DNSLog(to: try file("dns.log")), NoticeLog(to: try file("notice.log")),
        ]
    }
}
