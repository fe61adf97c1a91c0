internal import GRDB

/// The tables of a flow file. No secondary index while it is written; those of `sealed` are built when it is full or over.
///
/// IPv4 addresses are integers, IPv6 addresses 16-byte blobs. `lag` is how far the id was moved on from the flow's end (nanoseconds),
/// `duration` in nanoseconds too. Small numbers stand for the cases of `Direction`, `TCPState`, `Ending` and `Service`, in the order of
/// their declaration: those must only ever be added to.
enum FlowSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { database in try database.execute(sql: v1) }
        return migrator
    }

    private static let v1 = """
        CREATE TABLE flow (
            id INTEGER PRIMARY KEY, lag INTEGER NOT NULL, duration INTEGER NOT NULL, src NOT NULL, dst NOT NULL,
            sport INTEGER NOT NULL, dport INTEGER NOT NULL, transport INTEGER NOT NULL, service INTEGER NOT NULL,
            direction INTEGER NOT NULL, state INTEGER NOT NULL, ending INTEGER NOT NULL, forged INTEGER NOT NULL,
            packets_out INTEGER NOT NULL, packets_in INTEGER NOT NULL, bytes_out INTEGER NOT NULL,
            bytes_in INTEGER NOT NULL, history TEXT NOT NULL, name TEXT
        )
        """

    static let insertion =
        "INSERT INTO flow VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"

    static let sealed = [
        "CREATE INDEX IF NOT EXISTS flow_src ON flow (src)", "CREATE INDEX IF NOT EXISTS flow_dst ON flow (dst)",
    ]

    /// For the connection that writes: commits survive a crash of the program; power loss may take the last ones.
    static let writing = """
        PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=16777216;
        PRAGMA cache_size=-8000
        """

    static func create(_ file: String) throws {
        try StoreFolder.create(file)
        // A pool turns write-ahead logging on, which stays with the file.
        let pool = try DatabasePool(path: file)
        try migrator.migrate(pool)
        try pool.close()
    }
}
