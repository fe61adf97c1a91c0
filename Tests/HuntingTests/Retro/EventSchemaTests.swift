import GRDB
import Testing
import Vocabulary

@testable import Hunting

@Suite("EventSchema")
struct EventSchemaTests {
    @Test(arguments: EventBook.Branch.allCases)
    func `every branch is told by its columns`(_ branch: EventBook.Branch) throws {
        let book = try EventBook(branch)
        let schema = try book.queue.read { try EventSchema.of($0) }
        #expect(schema.layout == (book.isPairs ? .pairs : .remote))
        #expect(schema.hasHits == book.hasHits)
        #expect(schema.identity.contains("timestamp") == !book.hasHits)
    }

    @Test func `what was sent has no known source and a port that says nothing`() throws {
        let book = try EventBook(.main)
        try book.queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO ip_events (ip, direction, port, verdict, timestamp, hit_count)
                    VALUES ('9.9.9.9', 'TX', 51000, 'ACCEPT', '2026-11-21T11:00:00+00:00', 900), ('8.8.8.8', 'RX', 22, 'DROP',
                    '2026-11-21T11:00:00+00:00', -5)
                    """)
        }
        let rows = try book.queue.read { database in
            try Row.fetchAll(database, sql: EventSchema.of(database).events + " ORDER BY ip")
        }
        #expect(rows[0]["src"] as String? == "8.8.8.8" && rows[0]["dport"] as Int? == 22 && rows[0]["hits"] as Int == 1)
        #expect(
            rows[1]["src"] as String? == nil && rows[1]["dst"] as String? == "9.9.9.9"
                && rows[1]["dport"] as Int? == nil)
    }
}
