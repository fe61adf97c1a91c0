import GRDB
import Testing
import Vocabulary

@testable import Storage

@Suite struct MainSchemaTests {
    @Test func `the folder of the first released program is brought up to date with all that is in it`() async throws {
        let folder = TestFolder()
        try FirstSchema.write(folder.path)
        let store = try folder.store()
        let record = try #require(try await store.incident("INC-1"))
        #expect(record.incident.status == .acknowledged)
        #expect(record.triage?.by == "ada")
        #expect(record.notes.map(\.text) == ["looked at it"])
        #expect(try await store.alert("ALERT-60")?.finding.evidence.first?.value == .count(16))
        #expect(try await store.flows(ofIncident: "INC-1", limit: 5).map(\.name) == ["example.org"])
        #expect(try await store.flows(FlowQuery(search: SearchExpression("10.0.0.2 tag:scan"))).items.count == 1)
        #expect(try await store.traffic(TrafficQuery()).map(\.packets) == [9])
        var top = TopQuery()
        top.by = .service
        #expect(try await store.top(top).map(\.key) == ["tls"])
        #expect(try await store.host(IPAddress(10, 0, 0, 2))?.peers.map(\.address) == [IPAddress(93, 184, 216, 34)])
        #expect(try await store.setting("config") == "{}")
        let token = try await store.token(hash: [7, 7], now: Sample.start)
        #expect(token?.role == .admin)
        #expect(token?.scopes == [])
        #expect(try await store.suppressions().map(\.detection) == [.dga])
        // And it goes on: into the same file, after what is there.
        try await store.whileRunning { await $0.keep(Sample.flows([Sample.flow(1)])) }
        #expect(try await store.flows(FlowQuery()).items.map(\.name) == ["host1.example", "example.org"])
    }

    @Test func `an old folder that was brought up to date has the tables of a new one`() async throws {
        let (old, new) = (TestFolder(), TestFolder())
        try FirstSchema.write(old.path)
        func tables(_ store: Store) async throws -> [String] {
            try await store.main.read { database in
                try String.fetchAll(
                    database, sql: "SELECT name || ': ' || sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
            }
        }
        let (migrated, made) = (try await tables(old.store()), try await tables(new.store()))
        #expect(migrated == made)
        #expect(made.count > 25)
    }
}
