internal import CSQLite

/// Writes rows of one kind into an SQLite file: one prepared statement, bound by number without a box a value.
///
/// Why not GRDB here: its arguments are arrays of boxed values, which cost more than SQLite itself does for a row without secondary
/// indexes. The file's schema is made elsewhere. Not for reading. The file stays open until the writer goes away.
///
/// Safe to use: connection and statement are made in `init`, used by nobody else, and let go in `deinit` only.
@safe package struct RowWriter: ~Copyable {
    private let connection: OpaquePointer
    private let statement: OpaquePointer
    /// Sixteen bytes a place, for what is bound without SQLite's own copy.
    private let scratch: UnsafeMutableRawPointer
    private let width: Int32
    /// First trouble in binding since the last `step`.
    private var trouble: Int32 = SQLITE_OK

    /// Opens an existing file; `setup` is run first (pragmas), `insertion` is the statement with `?1`, `?2`, … in it.
    package init(path: String, setup: String, insertion: String) throws(DatabaseFault) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let database = unsafe opened else {
            unsafe sqlite3_close_v2(opened)
            throw DatabaseFault(code: code, message: "\(path) cannot be opened for writing")
        }
        unsafe sqlite3_busy_timeout(database, 5000)
        do throws(DatabaseFault) {
            try unsafe Self.run(setup, on: database)
            var prepared: OpaquePointer?
            let code = unsafe sqlite3_prepare_v2(database, insertion, -1, &prepared, nil)
            guard code == SQLITE_OK, let ready = unsafe prepared else { throw unsafe Self.fault(code, database) }
            unsafe connection = database
            unsafe statement = ready
            let places = Int(unsafe sqlite3_bind_parameter_count(ready)) + 1
            unsafe scratch = UnsafeMutableRawPointer.allocate(byteCount: places * 16, alignment: 16)
            width = Int32(clamping: places - 1)
        } catch {
            unsafe sqlite3_close_v2(database)
            throw error
        }
    }

    deinit {
        unsafe sqlite3_finalize(statement)
        unsafe sqlite3_close_v2(connection)
        unsafe scratch.deallocate()
    }

    /// Any statement that gives no rows back.
    package func execute(_ sql: String) throws(DatabaseFault) { try unsafe Self.run(sql, on: connection) }

    package mutating func bind(_ place: Int32, _ number: Int64) {
        note(unsafe sqlite3_bind_int64(statement, place, number))
    }

    package mutating func bindNull(_ place: Int32) { note(unsafe sqlite3_bind_null(statement, place)) }

    /// Sixteen bytes in network order.
    package mutating func bind(_ place: Int32, high: UInt64, low: UInt64) {
        guard let bytes = unsafe keep(high, low, at: place) else { return }
        note(unsafe sqlite3_bind_blob(statement, place, bytes, 16, nil))
    }

    /// Text of at most 16 ASCII characters, the first in the highest byte of `high`.
    package mutating func bind(_ place: Int32, asciiHigh high: UInt64, low: UInt64, count: Int32) {
        guard let bytes = unsafe keep(high, low, at: place) else { return }
        note(
            unsafe sqlite3_bind_text(
                statement, place, bytes.assumingMemoryBound(to: CChar.self), min(max(count, 0), 16), nil))
    }

    /// Where both words lie until something else is bound to this place; nil for a place that is not there.
    private mutating func keep(_ high: UInt64, _ low: UInt64, at place: Int32) -> UnsafeRawPointer? {
        guard (1...width).contains(place) else {
            trouble = SQLITE_RANGE
            return nil
        }
        let bytes = unsafe scratch + Int(place) * 16
        unsafe bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
        unsafe bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        return UnsafeRawPointer(bytes)
    }

    /// Writes the row that was bound, with this text in `place`; a NUL in it is kept.
    package mutating func step(_ place: Int32, _ text: String) throws(DatabaseFault) {
        var text = text
        // The bytes are lent for the duration of the step: no copy is made.
        let code = text.withUTF8 { bytes in
            let code = unsafe sqlite3_bind_text(
                statement, place, UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self),
                Int32(clamping: bytes.count), nil)
            return code == SQLITE_OK && trouble == SQLITE_OK ? finish() : code == SQLITE_OK ? trouble : code
        }
        unsafe sqlite3_bind_null(statement, place)
        trouble = SQLITE_OK
        guard code == SQLITE_DONE else { throw unsafe Self.fault(code, connection) }
    }

    private func finish() -> Int32 {
        let code = unsafe sqlite3_step(statement)
        unsafe sqlite3_reset(statement)
        return code
    }

    /// Writes the row that was bound; what is bound stays bound for the next one.
    package mutating func step() throws(DatabaseFault) {
        let bound = trouble
        trouble = SQLITE_OK
        guard bound == SQLITE_OK else { throw unsafe Self.fault(bound, connection) }
        let code = finish()
        guard code == SQLITE_DONE else { throw unsafe Self.fault(code, connection) }
    }

    @inline(__always)
    private mutating func note(_ code: Int32) {
        if code != SQLITE_OK, trouble == SQLITE_OK { trouble = code }
    }

    private static func run(_ sql: String, on database: OpaquePointer) throws(DatabaseFault) {
        let code = unsafe sqlite3_exec(database, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw unsafe fault(code, database) }
    }

    private static func fault(_ code: Int32, _ database: OpaquePointer) -> DatabaseFault {
        let text = unsafe sqlite3_errmsg(database).map { unsafe String(cString: $0) } ?? "no message"
        return DatabaseFault(code: code, message: text)
    }
}
