import Exports
import Foundation

/// A text file that is written in runs of 64 KiB, or each second of event time when somebody reads along.
///
/// What cannot be written (a full disk, a pipe whose reader went away) is said once, counted, and tried again with the next run: the
/// analysis goes on. The file always ends with a whole line. Bounds: one run of memory.
package final class LogFile: LineSink {
    package private(set) var lost: UInt64 = 0
    private let path: String
    private let handle: FileHandle
    private let isLive: Bool
    private let complain: (String) -> Void
    private var run: [UInt8] = []
    private var waiting: UInt64 = 0
    /// Bytes of whole lines in the file.
    private var written: UInt64 = 0
    private var isClosed = false
    private static let size = 65_536

    /// Replaces what is there. `complain` tells a person what went wrong.
    package init(
        _ path: String, isLive: Bool = false, complain: @escaping (String) -> Void = LogFile.say
    ) throws {
        self.path = path
        self.isLive = isLive
        self.complain = complain
        let url = URL(fileURLWithPath: path)
        do {
            // What exists is opened once: a named pipe would take the first opening and closing for the end.
            if !FileManager.default.fileExists(atPath: path) { try Data().write(to: url) }
            handle = try FileHandle(forWritingTo: url)
        } catch {
            throw SentinelError(
                .output, "Could not write \(path): \(Self.reason(error)). Choose another folder with --out.")
        }
        // A pipe cannot be emptied, and need not be.
        try? handle.truncate(atOffset: 0)
        run.reserveCapacity(Self.size + 4096)
    }

    package func write(line: [UInt8]) {
        run.append(contentsOf: line)
        run.append(UInt8(ascii: "\n"))
        waiting += 1
        if run.count >= Self.size { flush() }
    }

    package func pause() {
        if isLive { flush() }
    }

    package func close() {
        guard !isClosed else { return }
        isClosed = true
        flush()
        do { try handle.close() } catch { complain("Could not close \(path): \(Self.reason(error)).") }
        if lost > 0 { complain("\(lost) lines could not be written to \(path).") }
    }

    private func flush() {
        guard !run.isEmpty else { return }
        do {
            try handle.write(contentsOf: run)
            written += UInt64(run.count)
        } catch {
            if lost == 0 {
                complain(
                    "Could not write \(path): \(Self.reason(error)). The analysis goes on; lost lines are counted.")
            }
            lost += waiting
            // A line that was cut in two would spoil the next one. Pipes cannot take it back: nobody reads them any more.
            try? handle.truncate(atOffset: written)
        }
        run.removeAll(keepingCapacity: true)
        waiting = 0
    }

    /// The system's words for what went wrong, such as `No space left on device`.
    static func reason(_ error: any Error) -> String {
        let outer = error as NSError
        if let inner = outer.userInfo[NSUnderlyingErrorKey] as? NSError { return reason(inner) }
        var words = outer.localizedDescription
        if outer.domain == NSPOSIXErrorDomain, let code = POSIXErrorCode(rawValue: Int32(outer.code)) {
            words = POSIXError(code).localizedDescription
        }
        // Foundation says first that something went wrong, which is said already.
        if let start = words.range(of: "could not be completed. ")?.upperBound { words = String(words[start...]) }
        return words.hasSuffix(".") ? String(words.dropLast()) : words
    }

    /// To standard error.
    package static func say(_ sentence: String) {
        try? FileHandle.standardError.write(contentsOf: Data((sentence + "\n").utf8))
    }
}
