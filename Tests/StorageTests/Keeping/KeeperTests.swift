import GRDB
import Testing
import Vocabulary

@testable import Storage

@Suite struct KeeperTests {
    private static let day = 86_400.0

    private static func stream(_ time: Timestamp) -> UInt64 { UInt64(max(0, time.nanoseconds / 1000)) }

    @Test func `what is older than wanted goes, what is newer stays`() async throws {
        let folder = TestFolder()
        let begin = Timestamp(nanoseconds: 1_790_000_000_000_000_000)
        folder.turn(to: begin)
        let store = try folder.store()
        try await store.whileRunning { store async throws in
            await store.keep(Sample.flows([Sample.flow(1)]))
            await store.keep(Sample.alerts(AlertRecord(streamID: Self.stream(begin), finding: Sample.finding())))
            await store.keep(Sample.incidents(Sample.incident("INC-OLD"), from: Self.stream(begin)))
            let late = begin.advanced(bySeconds: 20 * Self.day)
            folder.turn(to: late)
            // An hour later the first file is over.
            await store.keep(Sample.flows([Sample.flow(2, at: 20 * Self.day)]))
            await store.keep(Sample.incidents(Sample.incident("INC-NEW"), from: Self.stream(late)))
            await store.keepUp(Retention(days: 30))
            #expect(try await store.flows(FlowQuery()).items.count == 2)
            folder.turn(to: begin.advanced(bySeconds: 31 * Self.day))
            await store.keepUp(Retention(days: 30))
            #expect(try await store.flows(FlowQuery()).items.map(\.name) == ["host2.example"])
            #expect(try await store.alerts(AlertQuery()).items.isEmpty)
            #expect(try await store.incident("INC-OLD") == nil)
            #expect(try await store.incident("INC-NEW") != nil)
        }
    }

    @Test func `the oldest flows go first until all fits, and their space comes back`() async throws {
        let folder = TestFolder()
        let store = try folder.store { $0.flowsPerFile = 2000 }
        try await store.whileRunning { store async throws in
            await store.keep(Sample.flows((0..<20_000).map { Sample.flow($0, at: Double($0)) }))
            await store.keepUp(Retention(days: 50_000))
            let all = folder.size
            await store.keepUp(Retention(days: 50_000, bytes: all / 2))
            #expect(folder.size <= all / 2)
            #expect(store.health.bytes <= all / 2)
            let newest = try await store.flows(FlowQuery()).items.first?.name
            #expect(newest == "host19999.example")
            let oldest = try await store.flows(FlowQuery(search: SearchExpression("host5.example"))).items
            #expect(oldest.isEmpty)
        }
    }

    @Test func `the file being written is not safe from a small limit`() async throws {
        let folder = TestFolder()
        let store = try folder.store()
        try await store.whileRunning { store async throws in
            await store.keep(Sample.flows((0..<20_000).map { Sample.flow($0) }))
            let all = folder.size
            let small = Retention(days: 50_000, bytes: all / 2)
            await store.keepUp(small)
            await store.keep(Sample.flows([Sample.flow(30_000)]))
            await store.keepUp(small)
            #expect(folder.size <= all / 2)
            await store.keep(Sample.flows([Sample.flow(30_001)]))
            #expect(try await store.flows(FlowQuery()).items.first?.name == "host30001.example")
        }
    }

    @Test func `the main database gives space back`() async throws {
        let folder = TestFolder()
        let begin = Timestamp(nanoseconds: 1_790_000_000_000_000_000)
        folder.turn(to: begin)
        let store = try folder.store()
        try await store.whileRunning { store async throws in
            for number in 0..<2000 {
                let id = Self.stream(begin) + UInt64(number)
                store.append(Sample.alerts(AlertRecord(streamID: id, finding: Sample.finding())))
            }
            await store.flush()
            await store.keepUp(Retention())
            let full = StoreFolder.size(folder.path + "/netsentinel.db")
            folder.turn(to: begin.advanced(bySeconds: 31 * Self.day))
            await store.keepUp(Retention())
            #expect(StoreFolder.size(folder.path + "/netsentinel.db") < full / 2)
        }
    }

    @Test func `a flood of made-up addresses leaves few sums behind`() async throws {
        let folder = TestFolder()
        for round in 0..<4 {
            // Each end of a service writes its sums.
            try await folder.store().whileRunning { store in
                await store.keep(
                    Sample.flows(
                        (0..<3000).map { number in
                            var flow = Sample.flow(
                                number, source: IPAddress(v4: UInt32(0x2D00_0000 + round * 10_000 + number)),
                                port: UInt16(1000 + round * 3000 + number), at: Double(round), bytes: UInt64(number))
                            flow.direction = .inbound
                            return flow
                        }))
            }
        }
        let store = try folder.store()
        await store.keepUp(Retention(days: 50_000))
        let crowded = try await store.main.read {
            try Int.fetchAll($0, sql: "SELECT count(*) FROM top GROUP BY step, kind, time ORDER BY 1")
        }
        #expect(crowded.count == 6)
        #expect(crowded.last ?? .max <= 1024)
        let hosts = try await store.hosts(HostQuery()).total ?? .max
        #expect(hosts == 4 * Rollup.strangersAtOnce + 1)
        // The busiest are those that are left.
        var query = TopQuery()
        query.by = .port
        #expect(try await store.top(query).first?.key == "tcp/3999")
    }
}
