import Forge
import Vocabulary

@testable import Hunting

/// A store of flows in memory that answers the hunter as the real one does.
struct FlowBook: HuntingStore {
    let flows: [FlowRecord]

    /// Ids as the store gives them: by their ends.
    init(_ flows: [FlowRecord]) {
        self.flows = flows.enumerated().map { place, flow in
            var stored = flow
            stored.id = UInt64(place + 1)
            return stored
        }
    }

    func talks(_ query: TalkQuery, _ body: @escaping @Sendable ([TalkSum]) throws -> Void) async throws -> TalkCoverage
    {
        struct Key: Hashable {
            let key: FlowKey
            let hour: Int64
        }
        var sums: [Key: TalkSum] = [:]
        var coverage = TalkCoverage()
        coverage.files = 1
        for flow in flows where query.since.map({ flow.end >= $0 }) ?? true {
            coverage.flows += 1
            coverage.first = min(coverage.first ?? flow.start, flow.start)
            coverage.last = max(coverage.last ?? flow.end, flow.end)
            var plain = flow.key
            plain.initiatorPort = 0
            let key = Key(key: plain, hour: flow.end.second / 3600)
            let carried: UInt64 = flow.packetsIn > 0 ? 1 : 0
            var sum =
                sums[key]
                ?? TalkSum(
                    source: plain.initiator, destination: plain.responder, port: plain.responderPort,
                    transport: plain.transport, service: flow.service, direction: flow.direction, hour: key.hour,
                    flows: 0, failed: 0, carried: 0, bytesOut: 0, bytesIn: 0, first: flow.start, last: flow.end)
            sum.flows += 1
            sum.carried += carried
            sum.failed += 1 - carried
            sum.bytesOut += flow.bytesOut
            sum.bytesIn += flow.bytesIn
            sum.first = min(sum.first, flow.start)
            sum.last = max(sum.last, flow.end)
            if let name = flow.name { sum.name = max(sum.name ?? name, name) }
            sums[key] = sum
        }
        try body(Array(sums.values))
        return coverage
    }

    func lookups(_ query: TalkQuery, _ body: @escaping @Sendable ([NameSum]) throws -> Void) async throws {
        for flow in flows where flow.service == .dns {
            guard let name = flow.name else { continue }
            try body([
                NameSum(
                    source: flow.key.initiator, name: name, flows: 1, bytesOut: flow.bytesOut, bytesIn: flow.bytesIn,
                    first: flow.start, last: flow.end)
            ])
        }
    }

    /// Newest first.
    func find(_ query: FlowQuery) -> [FlowRecord] {
        Array(
            flows.reversed().lazy.filter { flow in
                (query.since.map { flow.end >= $0 } ?? true)
                    && query.search.terms.allSatisfy { term in
                        switch term.criterion {
                        case .address(.source, let blocks): blocks.contains { $0.contains(flow.key.initiator) }
                        case .address(.destination, let blocks): blocks.contains { $0.contains(flow.key.responder) }
                        case .port(.destination, let ranges):
                            ranges.contains { $0.contains(UInt64(flow.key.responderPort)) }
                        case .name(let words): words.contains { flow.name?.lowercased().contains($0) ?? false }
                        default: false
                        }
                    }
            }.prefix(query.page.limit))
    }

    func hunter(journal: HuntJournal? = nil, places: (any PlaceLookup)? = nil, tell: @escaping Hunter.Teller) -> Hunter
    {
        Hunter(
            store: self, find: { find($0) }, journal: journal, places: places, now: { EventBook.now }, tell: tell)
    }

    /// What every mission finds, by mission.
    func found(_ missions: [String] = MissionCatalog.all.map { $0.card.name }, places: (any PlaceLookup)? = nil)
        async throws -> [String: [Finding]]
    {
        let ground = HuntingGround(
            picture: try await hunter { _, _ in nil }.picture(), places: places, find: { find($0) })
        var found: [String: [Finding]] = [:]
        for name in missions {
            guard let mission = MissionCatalog.named(name) else { continue }
            let result = try await mission.hunt(ground, MissionOptions(mission.card))
            if !result.findings.isEmpty { found[name] = result.findings }
        }
        return found
    }

    /// Three weeks of the office, with what somebody does in it.
    static func weeks(_ seed: UInt64, _ attack: (inout ForgedHistory) -> Void = { _ in }) -> FlowBook {
        var history = ForgedHistory(seed: seed, start: EventBook.ago(21 * 86_400 + 43_200))
        history.live()
        attack(&history)
        return FlowBook(history.sorted)
    }
}
