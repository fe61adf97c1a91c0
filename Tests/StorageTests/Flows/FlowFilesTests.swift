import GRDB
import Testing
import Vocabulary

@testable import Storage

@Suite struct FlowFilesTests {
    @Test func `flows of many days at once lie in the files of their days, and few files are open`() async throws {
        let store = try TestFolder().store { $0.flowsPerFile = 5 }
        try await store.whileRunning { store async throws in
            // Day after day and round again: files are closed in between, and the next part goes on.
            let flows = (0..<42).map { Sample.flow($0, at: Double($0 % 7) * 86_400) }
            for start in stride(from: 0, to: 42, by: 14) {
                await store.keep(Sample.flows(Array(flows[start..<start + 14])))
            }
            let found = try await store.flows(FlowQuery(search: SearchExpression(), page: PageRequest(limit: 500)))
                .items
            #expect(found.count == 42)
            #expect(Set(found.map(\.id)).count == 42)
            #expect(found.map(\.id) == found.map(\.id).sorted(by: >))
            let open = try await store.main.read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM segment WHERE state = 0") ?? .max
            }
            #expect(open <= FlowFiles.mostOpen)
        }
    }

    @Test func `files that an earlier run left open are closed and indexed`() async throws {
        let folder = TestFolder()
        let begin = Timestamp(nanoseconds: 1_790_000_000_000_000_000)
        folder.turn(to: begin)
        try await folder.store().whileRunning { await $0.keep(Sample.flows([Sample.flow(1)])) }
        folder.turn(to: begin.advanced(bySeconds: 7200))
        let again = try folder.store()
        try await again.whileRunning { store async throws in
            folder.turn(to: begin.advanced(bySeconds: 7300))
            await store.keep(Sample.flows([Sample.flow(2, at: 86_400)]))
            await store.keepUp(Retention(days: 50_000))
            #expect(try await store.flowReader.segments().map(\.isSealed) == [false, true])
            // The day may go on all the same.
            await store.keep(Sample.flows([Sample.flow(3)]))
            #expect(try await store.flows(FlowQuery()).items.count == 3)
        }
    }
}
