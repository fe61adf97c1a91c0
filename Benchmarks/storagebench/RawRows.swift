internal import CSQLite
internal import Vocabulary

/// The yardstick: the same rows into the same table by SQLite's C functions alone, 10,000 in a transaction, nothing else done.
///
/// No queue, no other thread, no sums, no other database: what a program that only wrote rows would reach.
struct RawRows: ~Copyable {
    private let database: OpaquePointer
    private let statement: OpaquePointer

    /// `schema` is the text of the table that the store itself made.
    init(path: String, schema: String, columns: Int) throws {
        var opened: OpaquePointer?
        guard sqlite3_open(path, &opened) == SQLITE_OK, let database = opened else {
            throw Broken("\(path) does not open")
        }
        let setup = """
            PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4000;
            PRAGMA journal_size_limit=16777216; PRAGMA cache_size=-8000; \(schema)
            """
        guard sqlite3_exec(database, setup, nil, nil, nil) == SQLITE_OK else { throw Broken(Self.text(database)) }
        let places = (1...columns).map { "?\($0)" }.joined(separator: ",")
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v2(database, "INSERT INTO flow VALUES (\(places))", -1, &prepared, nil) == SQLITE_OK,
            let statement = prepared
        else { throw Broken(Self.text(database)) }
        self.database = database
        self.statement = statement
    }

    deinit {
        sqlite3_finalize(statement)
        sqlite3_close(database)
    }

    func write(_ flows: [FlowRecord], from dayStart: Int64, after last: inout Int64) throws {
        guard sqlite3_exec(database, "BEGIN", nil, nil, nil) == SQLITE_OK else { throw Broken(Self.text(database)) }
        for flow in flows {
            let end = flow.end.nanoseconds - dayStart
            last = max(end, last + 1)
            sqlite3_bind_int64(statement, 1, last)
            sqlite3_bind_int64(statement, 2, last - end)
            sqlite3_bind_int64(statement, 3, flow.end.nanoseconds - flow.start.nanoseconds)
            bind(4, flow.key.initiator)
            bind(5, flow.key.responder)
            sqlite3_bind_int64(statement, 6, Int64(flow.key.initiatorPort))
            sqlite3_bind_int64(statement, 7, Int64(flow.key.responderPort))
            sqlite3_bind_int64(statement, 8, Int64(flow.key.transport.rawValue))
            sqlite3_bind_int64(statement, 9, Int64(flow.service.rawValue))
            sqlite3_bind_int64(statement, 10, Int64(flow.direction.rawValue))
            sqlite3_bind_int64(statement, 11, Int64(flow.state.rawValue))
            sqlite3_bind_int64(statement, 12, Int64(flow.ending.rawValue))
            sqlite3_bind_int64(statement, 13, flow.forged ? 1 : 0)
            sqlite3_bind_int64(statement, 14, Int64(flow.packetsOut))
            sqlite3_bind_int64(statement, 15, Int64(flow.packetsIn))
            sqlite3_bind_int64(statement, 16, Int64(flow.bytesOut))
            sqlite3_bind_int64(statement, 17, Int64(flow.bytesIn))
            sqlite3_bind_text(statement, 18, flow.key.transport == .tcp ? "ShADd" : "Dd", -1, Self.copied)
            if let name = flow.name {
                sqlite3_bind_text(statement, 19, name, -1, Self.copied)
            } else {
                sqlite3_bind_null(statement, 19)
            }
            guard sqlite3_step(statement) == SQLITE_DONE else { throw Broken(Self.text(database)) }
            sqlite3_reset(statement)
        }
        guard sqlite3_exec(database, "COMMIT", nil, nil, nil) == SQLITE_OK else { throw Broken(Self.text(database)) }
    }

    private func bind(_ place: Int32, _ address: IPAddress) {
        if address.isV4 {
            sqlite3_bind_int64(statement, place, Int64(address.v4Bits))
        } else {
            _ = withUnsafeBytes(of: (address.high.bigEndian, address.low.bigEndian)) {
                sqlite3_bind_blob(statement, place, $0.baseAddress, 16, Self.copied)
            }
        }
    }

    private static func text(_ database: OpaquePointer) -> String { String(cString: sqlite3_errmsg(database)) }

    /// SQLITE_TRANSIENT.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

/// Questions to a database file, past the store.
enum Plain {
    /// First row, first column, of each statement.
    static func text(_ path: String, _ sql: String) throws -> String {
        var opened: OpaquePointer?
        defer { sqlite3_close(opened) }
        guard sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else {
            throw Broken("\(path) does not open")
        }
        sqlite3_busy_timeout(opened, 5000)
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        guard sqlite3_prepare_v2(opened, sql, -1, &statement, nil) == SQLITE_OK, sqlite3_step(statement) == SQLITE_ROW,
            let text = sqlite3_column_text(statement, 0)
        else { throw Broken("\(path): \(opened.map { String(cString: sqlite3_errmsg($0)) } ?? "no answer")") }
        return String(cString: text)
    }
}
