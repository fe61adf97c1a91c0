import Synchronization
import Testing
import Vocabulary

@testable import Storage

@Suite struct StoreTalksTests {
    private final class Tray: Sendable {
        let talks = Mutex<[TalkSum]>([])
        let names = Mutex<[NameSum]>([])
        let largest = Mutex(0)
    }

    private func look(_ store: Store, _ query: TalkQuery = TalkQuery()) async throws -> (Tray, TalkCoverage) {
        let tray = Tray()
        let coverage = try await store.talks(query) { sums in
            tray.talks.withLock { $0 += sums }
            tray.largest.withLock { $0 = max($0, sums.count) }
        }
        try await store.lookups(query) { sums in tray.names.withLock { $0 += sums } }
        return (tray, coverage)
    }

    @Test func `flows are summed up by who, whom, port and hour`() async throws {
        let store = try TestFolder().store { $0.flowsPerFile = 3 }
        try await store.whileRunning { store async throws in
            var refused = Sample.flow(5, at: 60)
            refused.state = .refused
            refused.packetsIn = 1
            refused.history = FlowHistory("Sr")
            var silent = Sample.flow(6, at: 60)
            (silent.packetsIn, silent.bytesIn, silent.state) = (0, 0, .opening)
            silent.history = FlowHistory("S")
            var forged = Sample.flow(7, at: 60)
            forged.forged = true
            await store.keep(
                Sample.flows([Sample.flow(1), Sample.flow(2), refused, silent, forged, Sample.flow(3, at: 3600)]))
            let (tray, coverage) = try await look(store)
            let sums = tray.talks.withLock { $0 }
            #expect(coverage.flows == 5 && coverage.files == 2)
            #expect(coverage.first == Sample.flow(1).start && coverage.last == Sample.flow(3, at: 3600).end)
            #expect(Set(sums.map(\.hour)) == [Sample.start.second / 3600, Sample.start.second / 3600 + 1])
            let all = sums.reduce(into: (flows: UInt64(0), failed: UInt64(0), carried: UInt64(0), out: UInt64(0))) {
                $0.flows += $1.flows
                $0.failed += $1.failed
                $0.carried += $1.carried
                $0.out += $1.bytesOut
            }
            #expect(all.flows == 5 && all.failed == 2 && all.carried == 3 && all.out == 5000)
            #expect(sums.allSatisfy { $0.service == .tls && $0.direction == .outbound && $0.port == 443 })
            var query = TalkQuery()
            query.since = Sample.start.advanced(bySeconds: 3000)
            #expect(try await look(store, query).1.flows == 1)
            query = TalkQuery()
            query.until = Sample.start.advanced(bySeconds: 3000)
            query.includesForged = true
            #expect(try await look(store, query).1.flows == 5)
        }
    }

    @Test func `names that were asked for are summed up by who asked`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            let flows = (0..<4).map { number in
                var flow = Sample.flow(number, port: 53)
                flow.service = .dns
                flow.name = number < 3 ? "a.example" : "b.example"
                return flow
            }
            await store.keep(Sample.flows(flows + [Sample.flow(9)]))
            let names = try await look(store).0.names.withLock { $0 }
            #expect(names.map(\.name).sorted() == ["a.example", "b.example"])
            #expect(names.first { $0.name == "a.example" }?.flows == 3)
        }
    }

    @Test func `many come in pieces, and what the reader throws ends it`() async throws {
        struct Enough: Error {}
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            await store.keep(
                Sample.flows((0..<2500).map { Sample.flow($0, destination: IPAddress(v4: 0x5D00_0000 | UInt32($0))) }))
            let (tray, coverage) = try await look(store)
            #expect(coverage.flows == 2500 && tray.largest.withLock { $0 } == 1000)
            #expect(tray.talks.withLock { $0.count } == 2500)
            await #expect(throws: Enough.self) { _ = try await store.talks(TalkQuery()) { _ in throw Enough() } }
        }
    }
}
