import Foundation

/// Standard output and standard error: data on the one, everything said to a person on the other.
enum Console {
    /// Writes a line of data. A reader that went away ends the program quietly, as it does any filter.
    static func print(_ line: String) { write(line + "\n", to: .standardOutput) }

    static func say(_ line: String) { write(line + "\n", to: .standardError) }

    /// Rewrites the last line of a terminal; nothing in a pipe.
    static func progress(_ line: String) {
        guard isTerminal(STDERR_FILENO) else { return }
        write("\r\u{1B}[K" + line, to: .standardError)
    }

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Colours for standard output, where they are wanted and can be shown.
    static func ink(noColor: Bool) -> Ink {
        let refused = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return Ink(isOn: !noColor && !refused && isTerminal(STDOUT_FILENO))
    }

    private static func write(_ text: String, to handle: FileHandle) {
        do { try handle.write(contentsOf: Data([UInt8](text.utf8))) } catch { exit(1) }
    }
}

/// The end of the process, with a status that `ArgumentParser` has no name for.
enum Exit {
    static func now(_ status: Int32) -> Never { exit(status) }
}
