import Crypto
import GRDB
import Testing
import Vocabulary

@testable import Storage

@Suite struct StoreAuditTests {
    private func filled(_ folder: TestFolder) async throws -> Store {
        let store = try folder.store()
        for number in 1...5 {
            _ = try await store.audit(
                AuditEntry(at: Sample.start, who: "ada", role: .admin, action: "token.create", target: "t\(number)"))
        }
        return store
    }

    @Test func `each entry has an id and a hash, newest first, page by page`() async throws {
        let store = try await filled(TestFolder())
        let first = try await store.auditLog(PageRequest(limit: 3))
        #expect(first.items.map(\.target) == ["t5", "t4", "t3"])
        #expect(first.total == 5)
        let rest = try await store.auditLog(PageRequest(limit: 3, cursor: first.nextCursor))
        #expect(rest.items.map(\.target) == ["t2", "t1"])
        #expect(rest.nextCursor == nil)
        #expect(Set((first.items + rest.items).map(\.hash)).count == 5)
        let intact = try await store.auditIsIntact()
        #expect(intact)
    }

    @Test(arguments: [
        "UPDATE audit SET who = 'eve' WHERE id = 2", "DELETE FROM audit WHERE id = 3", "DELETE FROM audit WHERE id = 5",
        "UPDATE audit SET detail = 'x', target = 't' WHERE id = 5", "DELETE FROM audit",
    ])
    func `a log that was edited shows it`(tampering: String) async throws {
        let folder = TestFolder()
        let store = try await filled(folder)
        try await store.main.write { try $0.execute(sql: tampering) }
        let intact = try await store.auditIsIntact()
        #expect(!intact)
    }
}
