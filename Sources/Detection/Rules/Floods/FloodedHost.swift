import Vocabulary

/// The SYNs, or the segments of unknown connections, one host was sent lately.
struct FloodedHost {
    enum Kind { case openings, segments }

    struct Limits {
        let second: Int
        let ten: Int
        let completed: Double
    }

    let victim: IPAddress
    private let kind: Kind
    private var ring = RateRing()
    private var sources = SourceTally()
    private var ports = PortSet()
    private var growth = Growth()
    private var epoch: Timestamp
    private var epochSyns: UInt64 = 0
    private var total: UInt64 = 0
    private var completed: UInt64 = 0
    private var flows: [UInt64] = []
    private var firstSeen: Timestamp
    private var lastSeen: Timestamp
    /// The last packet at which it was a flood: what trickles in later is not part of it.
    private var lastFlooding: Timestamp
    private var peak: Peak?
    /// The worst moment of the flood, for the last word about it.
    private struct Peak {
        let count: Int
        let threshold: Int
        let seconds: Double
        var excess: Double { Double(count) / Double(max(threshold, 1)) }
    }
    /// Seconds after which what comes is another flood.
    private static let pause = 300.0

    init(_ victim: IPAddress, _ kind: Kind, carried: UInt32, at time: Timestamp) {
        self.victim = victim
        self.kind = kind
        epoch = time
        firstSeen = time
        lastSeen = time
        lastFlooding = time
        _ = ring.advance(to: time)
        ring.add(events: carried)
        total = UInt64(carried)
    }

    /// A flood was told, and is over for so long that what comes now is no part of it.
    func isPast(_ now: Timestamp) -> Bool {
        growth.reported > 0 && now.seconds(since: lastFlooding) > Self.pause
    }

    mutating func beginAnew(at now: Timestamp) { self = FloodedHost(victim, kind, carried: 0, at: now) }

    mutating func advance(to now: Timestamp) -> Bool { ring.advance(to: now) }

    @inline(__always)
    mutating func open(_ flow: FlowSnapshot) {
        if flow.firstSeen.seconds(since: lastSeen) > 30, growth.reported == 0 {
            self = FloodedHost(victim, kind, carried: 0, at: flow.firstSeen)
        }
        if abs(flow.firstSeen.seconds(since: epoch)) > 10, growth.reported == 0 {
            epoch = flow.firstSeen
            epochSyns = 0
            sources = SourceTally()
            ports = PortSet()
        }
        ring.add(events: 1)
        total += 1
        epochSyns += 1
        sources.add(flow.key.initiator)
        ports.insert(flow.key.responderPort)
        if flows.count < 32 { flows.append(flow.id) }
        lastSeen = max(lastSeen, flow.firstSeen)
    }

    mutating func complete() {
        ring.add(settled: 1)
        completed += 1
    }

    /// SYNs sent again within one flow: a source that repeats its five numbers.
    @inline(__always)
    mutating func repeated(_ flow: FlowSnapshot) {
        guard kind == .openings, flow.initiator.payload == 0,
            flow.state == .opening || flow.state == .answered || flow.state == .refused
        else { return }
        let again = flow.initiator.deltaPackets
        guard again > 0 else { return }
        ring.add(events: again)
        total += UInt64(again)
        epochSyns += UInt64(again)
        sources.add(flow.key.initiator, amount: UInt64(again))
        lastSeen = max(lastSeen, flow.lastSeen)
    }

    /// `grace`: quarters of a second in which the newest SYNs may still complete.
    mutating func judge(_ limits: Limits, grace: Int64) -> Finding? {
        // A capture that begins among many connections sees their segments first: they must come thicker than SYNs.
        let factor = kind == .segments ? 3 : 1
        let limits = Limits(second: limits.second * factor, ten: limits.ten * factor, completed: limits.completed)
        let one = ring.sum(quarters: 4, grace: grace)
        let ten = ring.sum(quarters: 40, grace: grace)
        let rate = one.events - one.settled
        let fast = rate >= limits.second && Double(one.settled) <= limits.completed * Double(one.events)
        let slow =
            ten.events - ten.settled >= limits.ten
            && Double(ten.settled) <= limits.completed * Double(ten.events)
        guard fast || slow, isFlood else { return nil }
        let moment =
            fast
            ? Peak(count: rate, threshold: limits.second, seconds: 1)
            : Peak(count: ten.events - ten.settled, threshold: limits.ten, seconds: 10)
        lastFlooding = lastSeen
        if moment.excess > peak?.excess ?? 0 { peak = moment }
        let unfinished = Int(clamping: total - min(total, completed))
        guard growth.speaks(max(unfinished, 1), threshold: 1) else { return nil }
        return finding(moment)
    }

    mutating func conclude(_ limits: Limits) -> Finding? {
        if let finding = judge(limits, grace: 0) { return finding }
        let unfinished = Int(clamping: total - min(total, completed))
        guard growth.concludes(unfinished), let peak else { return nil }
        return finding(peak)
    }

    /// Many SYNs on few ports, or from more sources than scan one host together. A port scan is neither.
    private var isFlood: Bool {
        let perPort = Double(epochSyns) / Double(max(ports.count, 1))
        let perSource = Double(epochSyns) / Double(max(sources.distinct, 1))
        return perPort >= 8 || (sources.distinct >= 100 && perSource <= 4)
    }

    private func finding(_ moment: Peak) -> Finding {
        let (count, threshold) = (moment.count, moment.threshold)
        let distinct = sources.distinct
        let isSpoofed = distinct >= 32 && Double(sources.total) / Double(distinct) < 8
        let named = isSpoofed ? [] : sources.senders(share: 0.05, atLeast: 20)
        let shown = ports.lowest(10).map(String.init)
        var evidence = [
            Evidence(
                kind == .openings ? "unfinished_openings" : "unfounded_segments", count: count,
                threshold: Double(threshold)),
            Evidence("window_seconds", measure: moment.seconds),
            Evidence(kind == .openings ? "syn_packets" : "segments", count: total),
            Evidence("handshakes_completed", count: completed),
            Evidence("distinct_sources", count: distinct),
            Evidence("distinct_ports", count: ports.count),
            Evidence("ports", .list(shown)),
        ]
        if isSpoofed { evidence.append(Evidence("sources", text: "spoofed")) }
        let from = named.count == 1 ? "\(named[0])" : isSpoofed ? "Spoofed sources" : "Several sources"
        return Finding(
            detection: .synFlood,
            summary:
                "\(from) flood\(named.count == 1 ? "s" : "") \(victim) with \(kind == .openings ? "connection openings" : "TCP segments of no connection")",
            severity: count >= 10 * threshold ? .critical : .high,
            confidence: min(0.98, 0.75 + 0.05 * Double(count) / Double(max(threshold, 1))),
            techniques: ["T1498.001", "T1499.001"], attackers: named.map(Party.address), victims: [.address(victim)],
            evidence: evidence, flows: flows, firstSeen: firstSeen, lastSeen: lastFlooding)
    }
}
