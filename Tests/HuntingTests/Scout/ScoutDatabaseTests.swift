import Foundation
import Testing
import Vocabulary

@testable import Hunting

@Suite("ScoutDatabase")
struct ScoutDatabaseTests {
    @Test func `alerts are listed newest first, by state, in pages`() async throws {
        let book = try EventBook(.main)
        for host in 1...5 { try book.add(source: "203.0.113.\(host)", port: 22, hits: 300, at: EventBook.ago(60)) }
        _ = try await book.run()
        let store: any ScoutStore = try ScoutDatabase(foreign: book.path, now: EventBook.now)
        var query = ScoutQuery()
        query.page.limit = 2
        let first = try await store.scoutAlerts(query, now: EventBook.now)
        #expect(first.items.map(\.id) == [5, 4])
        query.page.cursor = first.nextCursor
        #expect(try await store.scoutAlerts(query, now: EventBook.now).items.map(\.id) == [3, 2])
        query = ScoutQuery()
        query.statuses = [.snoozed]
        #expect(try await store.scoutAlerts(query, now: EventBook.now).items.isEmpty)
        let until = EventBook.ago(-60)
        #expect(try await store.setScoutStatus(4, .snoozed, until: until, now: EventBook.now)?.snoozedUntil == until)
        #expect(try await store.scoutAlerts(query, now: EventBook.now).items.map(\.id) == [4])
        // Over: new again.
        #expect(try await store.scoutAlerts(query, now: EventBook.ago(-61)).items.isEmpty)
        #expect(try await store.scoutAlert(4, now: EventBook.ago(-61))?.status == .new)
        await #expect(throws: ServiceError.self) {
            _ = try await store.setScoutStatus(4, .snoozed, until: EventBook.ago(1), now: EventBook.now)
        }
        #expect(try await store.setScoutStatus(99, .new, until: nil, now: EventBook.now) == nil)
    }

    @Test func `enrichment is kept with the alert, lookups beside it`() async throws {
        let book = try EventBook(.epsilon)
        try book.add(source: "203.0.113.1", port: 22, hits: 300, at: EventBook.ago(60))
        _ = try await book.run()
        let store: any ScoutStore = try ScoutDatabase(foreign: book.path, now: EventBook.now)
        #expect(try await store.setScoutEnrichment(1, json: "{}", now: EventBook.now)?.status == .enriched)
        #expect(try await store.scoutLookup(kind: "rdns", subject: "203.0.113.1") == nil)
        for text in ["{\"a\":1}", "{\"a\":2}"] {
            try await store.setScoutLookup(kind: "rdns", subject: "203.0.113.1", json: text, now: EventBook.now)
        }
        let found = try await store.scoutLookup(kind: "rdns", subject: "203.0.113.1")
        #expect(found?.json == "{\"a\":2}" && found?.updated == EventBook.now)
    }
}
