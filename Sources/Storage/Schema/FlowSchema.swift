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

    /// How often a name may stand in a file for its flows to be listed: of the others one is always near.
    static let rareName = 64

    /// Every name once, in small letters, and the flows of rare ones: a part of a name is found without reading every flow.
    private static let sealed = [
        "CREATE INDEX flow_src ON flow (src)", "CREATE INDEX flow_dst ON flow (dst)",
        "CREATE TABLE name (number INTEGER PRIMARY KEY, name TEXT NOT NULL, flows INTEGER NOT NULL)",
        "INSERT INTO name (name, flows) SELECT lower(name), count(*) FROM flow WHERE name IS NOT NULL GROUP BY 1",
        """
        CREATE TABLE name_flow (name INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (name, id)) WITHOUT ROWID
        """,
        """
        INSERT INTO name_flow SELECT name.number, flow.id FROM flow JOIN name ON name.name = lower(flow.name)
        WHERE name.flows <= \(rareName) ORDER BY 1, 2
        """,
    ]

    /// Builds the indexes of a file that is not written any more; the answer is the greatest `lag` in it.
    static func seal(_ file: String) throws -> Int64 {
        guard StoreFolder.exists(file) else { return 0 }
        let pool = try DatabasePool(path: file, configuration: patient)
        let lag = try pool.write { database in
            if try !database.tableExists("name_flow") {
                for statement in sealed { try database.execute(sql: statement) }
            }
            return try Int64.fetchOne(database, sql: "SELECT max(lag) FROM flow") ?? 0
        }
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try pool.close()
        return lag
    }

    /// For the connection that writes: commits survive a crash of the program; power loss may take the last ones.
    static let writing = """
        PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=16777216;
        PRAGMA cache_size=-8000
        """

    /// Readers and the writer hold locks for moments.
    static var patient: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        return configuration
    }

    static func create(_ file: String) throws {
        try StoreFolder.create(file)
        // A pool turns write-ahead logging on, which stays with the file.
        let pool = try DatabasePool(path: file, configuration: patient)
        try migrator.migrate(pool)
        try pool.close()
    }
}
