import Testing
import Vocabulary

@testable import Storage

@Suite struct StoreTrafficTests {
    @Test func `seconds are kept and summed up to minutes and hours`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            var batch = StoreBatch()
            for second in 0..<7200 {
                var point = TrafficPoint(time: Sample.start.advanced(bySeconds: Double(second)))
                point.packets = 10
                point.bytes = 1000
                point.byProtocol = .init(tcp: 900, udp: 100)
                point.byDirection = .init(inbound: 400, outbound: 600)
                point.activeFlows = UInt64(second % 60)
                point.anomalousPackets = second < 60 ? 1 : 0
                batch.traffic.append(point)
            }
            await store.keep(batch)
            var query = TrafficQuery()
            query.step = .hour
            let hours = try await store.traffic(query)
            #expect(hours.map(\.packets) == [36_000, 36_000])
            #expect(hours.first?.byProtocol.tcp == 3_240_000)
            query.step = .minute
            query.since = Sample.start.advanced(bySeconds: 61)
            query.until = Sample.start.advanced(bySeconds: 181)
            let minutes = try await store.traffic(query)
            #expect(minutes.map(\.bytes) == [60_000, 60_000, 60_000])
            #expect(minutes.map(\.activeFlows) == [59, 59, 59])
            query = TrafficQuery()
            query.step = .second
            // The newest of more than a reader takes.
            #expect(try await store.traffic(query).count == 5000)
            let history = try await store.packetHistory()
            #expect(history.count == 360)
            #expect(history.first?.totalPackets == 100)
        }
    }

    @Test func `the busiest hosts, services and ports of a time`() async throws {
        let folder = TestFolder()
        try await folder.store().whileRunning { store in
            var dns = Sample.flow(1, source: IPAddress(10, 0, 0, 9), port: 53, at: 60, bytes: 10)
            dns.key.transport = .udp
            dns.service = .dns
            await store.keep(Sample.flows([Sample.flow(1), Sample.flow(2, bytes: 5000), dns]))
        }
        let store = try folder.store()
        func top(_ by: TopQuery.Subject, since: Double? = nil) async throws -> [TopEntry] {
            var query = TopQuery()
            query.by = by
            query.since = since.map { Sample.start.advanced(bySeconds: $0) }
            query.until = since == nil ? nil : Sample.start.advanced(bySeconds: 600)
            return try await store.top(query)
        }
        #expect(try await top(.port).map(\.key) == ["tcp/443", "udp/53"])
        #expect(try await top(.port).map(\.bytes) == [18_000, 30])
        #expect(try await top(.service).map(\.key) == ["tls", "dns"])
        #expect(try await top(.host).map(\.key) == ["93.184.216.34", "10.0.0.5", "10.0.0.9"])
        #expect(try await top(.host).map(\.home) == [false, true, true])
        #expect(try await top(.service, since: 60).map(\.key) == ["dns"])
    }

    @Test func `times at the ends of what there is do no harm`() async throws {
        let store = try TestFolder().store()
        for (since, until) in [(Int64.min, Int64.max), (Int64.max, Int64.min), (Int64.min, Int64.min)] {
            var traffic = TrafficQuery()
            traffic.since = Timestamp(nanoseconds: since)
            traffic.until = Timestamp(nanoseconds: until)
            var top = TopQuery()
            (top.since, top.until) = (traffic.since, traffic.until)
            var graph = GraphQuery()
            (graph.since, graph.until) = (traffic.since, traffic.until)
            #expect(try await store.traffic(traffic).isEmpty)
            #expect(try await store.top(top).isEmpty)
            #expect(try await store.graph(graph).edges.isEmpty)
        }
    }
}
