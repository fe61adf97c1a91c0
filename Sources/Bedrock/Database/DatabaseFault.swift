internal import CSQLite

/// What SQLite could not do.
package struct DatabaseFault: Error, Sendable, CustomStringConvertible {
    /// SQLite's primary result code.
    package let code: Int32
    package let message: String

    package init(code: Int32, message: String) {
        self.code = code & 0xFF
        self.message = message
    }

    package var description: String { "\(message) (SQLite \(code))" }

    /// There is no room on the disk, or the disk refuses to take more.
    package var isFull: Bool { code == SQLITE_FULL || code == SQLITE_IOERR }
}
