import Foundation
import GRDB
import Testing
import Vocabulary

@testable import Storage

@Suite struct StoreTests {
    @Test func `a second writer is refused and told why, a reader is not`() async throws {
        let folder = TestFolder()
        let store = try folder.store()
        #expect(throws: StorageError.self) { try folder.store() }
        let reader = try folder.store { $0.readOnly = true }
        try await store.whileRunning { await $0.keep(Sample.incidents(Sample.incident("INC-1"))) }
        #expect(try await reader.incident("INC-1")?.incident.id == "INC-1")
        await #expect(throws: ServiceError.self) { try await reader.setSetting("a", "1") }
        reader.append(Sample.flows([Sample.flow(1)]))
        #expect(reader.health.unwritten.flows == 1)
    }

    @Test func `a folder without a database cannot be read`() {
        #expect(throws: StorageError.self) { try TestFolder().store { $0.readOnly = true } }
    }

    @Test func `folder and files are open to their owner only`() async throws {
        let folder = TestFolder()
        let store = try folder.store()
        try await store.whileRunning { await $0.keep(Sample.flows([Sample.flow(1)])) }
        let names = try #require(FileManager.default.subpaths(atPath: folder.path))
        #expect(names.contains { $0.hasPrefix("flows/2026-01-05-000.db") })
        for name in [""] + names {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
            let rights = try #require(attributes[.posixPermissions] as? NSNumber).intValue
            #expect(rights & 0o077 == 0, "\(name) has \(String(rights, radix: 8))")
        }
    }

    @Test func `a database of a newer program is refused`() async throws {
        let folder = TestFolder()
        do { _ = try folder.store() }
        let database = try DatabaseQueue(path: folder.path + "/netsentinel.db")
        try await database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v999')") }
        try database.close()
        #expect(throws: StorageError.self) { try folder.store() }
    }

    @Test func `what waits is written when the service ends, and is there after a restart`() async throws {
        let folder = TestFolder()
        try await folder.store().whileRunning { $0.append(Sample.flows((1...50).map { Sample.flow($0) })) }
        let again = try folder.store()
        #expect(try await again.flows(FlowQuery()).items.count == 50)
        #expect(again.health.bytes > 0)
    }

    @Test func `what does not fit is counted by kind and the caller never waits`() throws {
        let store = try TestFolder().store {
            $0.waitingFlows = 10
            $0.waitingOthers = 2
        }
        store.append(Sample.flows((1...25).map { Sample.flow($0) }))
        for number in 1...5 {
            store.append(Sample.alerts(AlertRecord(streamID: UInt64(number), finding: Sample.finding())))
        }
        #expect(store.health.unwritten.flows == 15)
        #expect(store.health.unwritten.alerts == 3)
    }

    @Test func `settings are kept and replaced`() async throws {
        let store = try TestFolder().store()
        #expect(try await store.setting("config") == nil)
        try await store.setSetting("config", "{\"a\":1}")
        try await store.setSetting("config", "{\"a\":2}")
        #expect(try await store.setting("config") == "{\"a\":2}")
    }
}
