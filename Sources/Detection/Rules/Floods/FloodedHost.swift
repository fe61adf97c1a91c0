import Vocabulary

/// The SYNs, or the segments of unknown connections, one host was sent lately.
struct FloodedHost {
    enum Kind { case openings, segments }

    struct Limits {
        let rate: FloodCount.Limits
        let completed: Double
    }

    let victim: IPAddress
    private let kind: Kind
    private var ring = RateRing()
    private var sources = SourceTally()
    private var ports = PortSet()
    /// The port that was put in last; -1 before the first.
    private var lastPort: Int32 = -1
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
    /// The worst moment of the flood, for the last word about it.
    private var peak: FloodCount.Crossing?
    /// Nanoseconds after which what comes is another flood.
    private static let pause: Int64 = 300_000_000_000

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
    @inline(__always)
    func isPast(_ now: Timestamp) -> Bool {
        growth.reported > 0 && now.nanoseconds &- lastFlooding.nanoseconds > Self.pause
    }

    mutating func beginAnew(at now: Timestamp) { self = FloodedHost(victim, kind, carried: 0, at: now) }

    mutating func advance(to now: Timestamp) -> Bool { ring.advance(to: now) }

    /// Takes the opening or the end of a flow, whose initiator has this digest, where nothing else is due; false when it is time to judge, or for another flood.
    @inline(__always)
    mutating func counts(_ events: Span<FlowEvent>, _ index: Int, _ digest: UInt64) -> Bool {
        let now = events[index].timestamp
        guard !ring.isOver(now), !isPast(now) else { return false }
        let source = events[index].flow.key.initiator
        if events[index].kind == .opened {
            open(
                source, digest, port: events[index].flow.key.responderPort, events[index].flow.id,
                at: events[index].flow.firstSeen)
        } else if events[index].flow.initiator.deltaPackets > 0, events[index].flow.initiator.payload == 0,
            Self.isUnfinished(events[index].flow.state)
        {
            repeated(source, events[index].flow.initiator.deltaPackets, at: events[index].flow.lastSeen)
        }
        return true
    }

    @inline(__always)
    mutating func open(_ source: IPAddress, _ digest: UInt64, port: UInt16, _ flow: UInt64, at time: Timestamp) {
        if growth.reported == 0 { beginQuietly(at: time) }
        ring.add(events: 1)
        total += 1
        epochSyns += 1
        sources.add(source, digest)
        if Int32(port) != lastPort {
            note(port)
        }
        if flows.count < 32 { note(flow: flow) }
        lastSeen = max(lastSeen, time)
    }

    @inline(never)
    private mutating func note(_ port: UInt16) {
        lastPort = Int32(port)
        ports.insert(port)
    }

    @inline(never)
    private mutating func note(flow: UInt64) { flows.append(flow) }

    /// What came long before belongs to nothing, as long as nothing was told of it.
    @inline(never)
    private mutating func beginQuietly(at time: Timestamp) {
        if time.nanoseconds &- lastSeen.nanoseconds > 30_000_000_000 {
            self = FloodedHost(victim, kind, carried: 0, at: time)
        }
        if (time.nanoseconds &- epoch.nanoseconds).magnitude > 10_000_000_000 {
            epoch = time
            epochSyns = 0
            sources = SourceTally()
            ports = PortSet()
            lastPort = -1
        }
    }

    mutating func complete() {
        ring.add(settled: 1)
        completed += 1
    }

    @inline(__always)
    static func isUnfinished(_ state: TCPState) -> Bool {
        state == .opening || state == .answered || state == .refused
    }

    /// SYNs sent again within one flow that never got further: a source that repeats its five numbers.
    @inline(never)
    mutating func repeated(_ source: IPAddress, _ again: UInt32, at time: Timestamp) {
        guard kind == .openings, again > 0 else { return }
        ring.add(events: again)
        total += UInt64(again)
        epochSyns += UInt64(again)
        sources.add(source, amount: UInt64(again))
        lastSeen = max(lastSeen, time)
    }

    /// `grace`: quarters of a second in which the newest SYNs may still complete.
    mutating func judge(_ limits: Limits, grace: Int64) -> Finding? {
        // A capture that begins among many connections sees their segments first: they must come thicker than SYNs.
        let factor = kind == .segments ? 3 : 1
        let rate = FloodCount.Limits(second: limits.rate.second * factor, ten: limits.rate.ten * factor)
        guard
            let moment = FloodCount.Crossing(
                unfinished(seconds: 1, grace, limits), unfinished(seconds: 10, grace, limits), rate), isFlood
        else { return nil }
        lastFlooding = lastSeen
        if moment.excess > peak?.excess ?? 0 { peak = moment }
        let unfinished = Int(clamping: total - min(total, completed))
        guard growth.speaks(max(unfinished, 1), threshold: 1) else { return nil }
        return finding(moment)
    }

    /// Openings without a handshake; -1 where too many were completed for a flood.
    private func unfinished(seconds: Int64, _ grace: Int64, _ limits: Limits) -> Int {
        let sum = ring.sum(quarters: seconds * 4, grace: grace)
        return Double(sum.settled) <= limits.completed * Double(sum.events) ? sum.events - sum.settled : -1
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
        // Each source about once at each port: a scan that hides among decoys.
        let isScan =
            (2...64).contains(sources.distinct) && ports.count >= 4
            && epochSyns <= 2 * UInt64(ports.count * sources.distinct)
        return perPort >= 8 && !isScan || (sources.distinct >= 100 && perSource <= 4)
    }

    private func finding(_ moment: FloodCount.Crossing) -> Finding {
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
            confidence: min(0.98, 0.75 + 0.05 * moment.excess),
            techniques: ["T1498.001", "T1499.001"], attackers: named.map(Party.address), victims: [.address(victim)],
            evidence: evidence, flows: flows, firstSeen: firstSeen, lastSeen: lastFlooding)
    }
}
