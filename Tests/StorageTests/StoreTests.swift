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
        let reader = try folder.store { $0.access = .reading }
        try await store.whileRunning { await $0.keep(Sample.incidents(Sample.incident("INC-1"))) }
        #expect(try await reader.incident("INC-1")?.incident.id == "INC-1")
        await #expect(throws: ServiceError.self) { try await reader.setSetting("a", "1") }
        reader.append(Sample.flows([Sample.flow(1)]))
        #expect(reader.health.unwritten.flows == 1)
    }

    @Test func `a folder without a database cannot be read`() {
        #expect(throws: StorageError.self) { try TestFolder().store { $0.access = .reading } }
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

    @Test func `a command makes tokens before the first start, beside the service, and the service knows them`()
        async throws
    {
        let folder = TestFolder()
        let hashes = (0..<3).map { [UInt8](repeating: UInt8($0), count: 32) }
        let before = try folder.store { $0.access = .command }
        _ = try await before.addToken(name: "first", role: .admin, scopes: [], hash: hashes[0], at: Sample.start)
        let service = try folder.store()
        try await service.whileRunning { service async throws in
            let beside = try folder.store { $0.access = .command }
            // Both write at once.
            async let writing: Void = {
                for number in 0..<50 { await service.keep(Sample.incidents(Sample.incident("INC-\(number)"))) }
            }()
            for number in 1...2 {
                _ = try await beside.addToken(
                    name: "t\(number)", role: .viewer, scopes: [], hash: hashes[number], at: Sample.start)
                _ = try await beside.audit(
                    AuditEntry(at: Sample.start, who: "root", role: nil, action: "token.create", target: "t\(number)"))
                _ = try await service.audit(
                    AuditEntry(at: Sample.start, who: "ada", role: .admin, action: "x", target: "\(number)"))
            }
            await writing
            let names = try await service.tokens().map(\.name)
            #expect(names == ["first", "t1", "t2"])
            for hash in hashes { #expect(try await service.token(hash: hash, now: Sample.start) != nil) }
            let intact = try await beside.auditIsIntact()
            #expect(intact)
            #expect(try await beside.incidents(IncidentQuery()).total == 50)
            beside.append(Sample.flows([Sample.flow(1)]))
            #expect(beside.health.unwritten.flows == 1)
            #expect(service.health.unwritten == StoreHealth.Unwritten())
        }
    }

    @Test func `a reader sees what was kept a moment ago, and again after the service has gone`() async throws {
        let folder = TestFolder()
        let service = try folder.store()
        try await service.whileRunning { service async throws in
            await service.keep(Sample.flows((1...10).map { Sample.flow($0) }))
            let reader = try folder.store { $0.access = .reading }
            #expect(try await reader.flows(FlowQuery()).items.count == 10)
            await service.keep(Sample.flows([Sample.flow(11)]))
            #expect(try await reader.flows(FlowQuery()).items.count == 11)
        }
        let later = try folder.store { $0.access = .reading }
        #expect(try await later.flows(FlowQuery(search: SearchExpression("host11.example"))).items.count == 1)
    }
}
