import GRDB
import Testing
import Vocabulary

@testable import Hunting

@Suite("EventHashes")
struct EventHashesTests {
    @Test(arguments: EventBook.Branch.allCases)
    func `every event gets a hash of its own, once`(_ branch: EventBook.Branch) async throws {
        let book = try EventBook(branch)
        for port in 1...20 { try book.add(source: "203.0.113.5", port: port, hits: 3, at: EventBook.ago(600)) }
        // Rows without a port escape the constraint: the same twice.
        for _ in 0..<2 { try book.add(source: "203.0.113.5", port: nil, at: EventBook.ago(60)) }
        _ = try await book.run()
        let rows = try book.int("SELECT count(*) FROM ip_events")
        #expect(try book.int("SELECT count(DISTINCT event_hash) FROM ip_events") == rows)
        #expect(throws: DatabaseError.self) {
            try book.queue.write { try $0.execute(sql: "UPDATE ip_events SET event_hash = 'same'") }
        }
        let before = try await book.queue.read {
            try String.fetchAll($0, sql: "SELECT event_hash FROM ip_events ORDER BY id")
        }
        try book.add(source: "203.0.113.99", port: 1, at: EventBook.ago(30))
        let notes = try await book.run().notes
        #expect(notes.contains("filled event_hash of 1 rows of ip_events"))
        let after = try await book.queue.read {
            try String.fetchAll($0, sql: "SELECT event_hash FROM ip_events ORDER BY id")
        }
        #expect(Array(after.dropLast()) == before)
        #expect(try await book.run().notes.contains { $0.contains("event_hash") } == false)
    }

    @Test func `a second table of events is brought up to date too, and what stood there twice is made anew`()
        async throws
    {
        let book = try EventBook(.epsilon)
        try book.add(source: "203.0.113.5", port: 1, at: EventBook.ago(600))
        try await book.queue.write { database in
            try database.execute(sql: "CREATE TABLE ip_events_30 AS SELECT * FROM ip_events")
            try database.execute(sql: "INSERT INTO ip_events_30 SELECT * FROM ip_events")
            try database.execute(sql: "ALTER TABLE ip_events_30 ADD COLUMN event_hash TEXT")
            try database.execute(sql: "UPDATE ip_events_30 SET event_hash = 'old'")
        }
        _ = try await book.run()
        #expect(try book.int("SELECT count(DISTINCT event_hash) FROM ip_events_30") == 2)
    }

    @Test func `no two lists of values look the same`() {
        let a = EventHashes.hash(["1".databaseValue, "23".databaseValue])
        let b = EventHashes.hash(["12".databaseValue, "3".databaseValue])
        let c = EventHashes.hash([1.databaseValue, "23".databaseValue])
        #expect(Set([a, b, c]).count == 3 && a.utf8.count == 64)
    }
}
