import Flows
package import Vocabulary

/// Stored flows held against indicators that are new: what the rule would have said, had it known.
///
/// Bounds: `capacity` flows that hit are kept, those on top are counted only.
package struct PastMeetings: Sendable {
    private let added: IndicatorTable
    /// What was known when the flows were seen; its hits were told then.
    private let known: IndicatorTable?
    private var flows: [FlowRecord] = []
    package private(set) var looked = 0
    package private(set) var hits = 0
    package static let capacity = 20_000

    package init(added: IndicatorTable, known: IndicatorTable?) {
        self.added = added
        self.known = known
    }

    package mutating func observe(_ flow: FlowRecord) {
        looked += 1
        // What was told when it was seen is not told again.
        guard !flow.tags.contains(.threatIntel), meets(flow, added), known.map({ !meets(flow, $0) }) ?? true else {
            return
        }
        hits += 1
        if flows.count < Self.capacity { flows.append(flow) }
    }

    private func meets(_ flow: FlowRecord, _ table: IndicatorTable) -> Bool {
        table.match(flow.key.responder) != nil || table.match(flow.key.initiator) != nil
            || flow.name.map { table.match(name: $0) != nil } ?? false
    }

    /// A finding a pair of parties, dated by its flows; their ids are the store's. In order of time.
    package func findings() -> [Finding] {
        struct Trace {
            var meeting: Meeting
            var last: FlowEvent
            var direction: Direction
        }
        var order: [UInt64] = []
        var traces: [UInt64: Trace] = [:]
        for flow in flows.sorted(by: { ($0.start, $0.id) < ($1.start, $1.id) }) {
            guard let (hit, way, mark) = meeting(of: flow) else { continue }
            if traces[mark] == nil { order.append(mark) }
            let event = Self.event(flow)
            var trace =
                traces[mark]
                ?? Trace(
                    meeting: Meeting(way: way, hit: hit, first: flow.start), last: event, direction: flow.direction)
            _ = trace.meeting.observe(event)
            if flow.packetsIn > 0, flow.key.transport == .tcp, flow.state != .refused {
                var answered = event
                answered.kind = .established
                _ = trace.meeting.observe(answered)
            }
            trace.last = event
            traces[mark] = trace
        }
        return order.compactMap { traces[$0] }.map { trace in
            var finding = trace.meeting.finding(trace.last, trace.direction)
            finding.evidence.append(Evidence("found_in", text: "stored flows, after the list named it"))
            return finding
        }
    }

    private func meeting(of flow: FlowRecord) -> (hit: IndicatorHit, way: Meeting.Way, mark: UInt64)? {
        let key = flow.key
        let client = Digest.of(key.initiator)
        if let hit = added.look(up: key.responder) { return (hit, .outbound, Digest.of(key.initiator, key.responder)) }
        if let hit = added.look(up: key.initiator) { return (hit, .inbound, client) }
        guard let name = flow.name, let hit = added.look(upName: name) else { return nil }
        let way: Meeting.Way = flow.service == .dns ? .question : .serverName
        return (hit, way.naming(name), DistinctCount.mix(client ^ digest(hit.indicator.description)))
    }

    private static func event(_ flow: FlowRecord) -> FlowEvent {
        var snapshot = FlowSnapshot(key: flow.key)
        snapshot.id = flow.id
        snapshot.firstSeen = flow.start
        snapshot.lastSeen = flow.end
        return FlowEvent(order: flow.id, timestamp: flow.end, kind: .opened, flow: snapshot)
    }
}
