package import Vocabulary

/// One source tries many ports of one host: SYN, connect, FIN, NULL, Xmas, ACK and UDP scans, fast and slow.
///
/// State is kept for a pair of hosts only from the second port on. Bounds: 8192 pairs, 128 ports and times each until it
/// reports, then one bit a port; 1024 sources with
/// their fan of victims. Three windows are held against one list of contacts: minutes, an hour, a day.
package struct PortScan: DetectionRule {
    package static let card = RuleCard(
        name: "port-scan", title: "Port scan",
        summary: "One source contacts many ports of one host, and most contacts fail or look like nothing but a probe. "
            + "Conversations that carry data, answers whose question was not seen and traced routes do not count.",
        detections: [.portScanVertical], techniques: ["T1046"], severity: .medium,
        options: [
            CardOption("failed_ports", 15, 5...10_000, "ports", "ports whose contact failed, in `window`"),
            CardOption("window", 300, 10...3600, "seconds", "the window of `failed_ports`"),
            CardOption("burst_ports", 25, 5...10_000, "ports", "ports without a conversation, in `burst_window`"),
            CardOption("burst_window", 5, 1...60, "seconds", "the window of `burst_ports`"),
            CardOption("hour_ports", 25, 5...10_000, "ports", "failed ports in an hour"),
            CardOption("day_ports", 50, 5...10_000, "ports", "failed ports in a day"),
        ],
        blindSpots: [
            "A scan slower than two ports an hour, or spread over so many sources that each stays below the thresholds.",
            "Idle scans show the zombie as the source; decoys are listed together, not told from the real source.",
            "On an asymmetric path where answers are not seen, successful contacts look unanswered.",
        ],
        rationale: "15 ports of one host with failed connections in 5 minutes is Zeek's policy/misc/scan; 30 in 10 s "
            + "NetWatch; slower windows follow Snort's low/medium/high sets. Left alone: FTP passive and RPC ports, P2P, "
            + "NAT, backscatter, reply traffic after a table loss, traceroute.")
    package static let interests: EventKinds = [.opened, .established, .refused, .closed]
    package static var waitsForSecondFlow: Bool { true }
    package static var asksAhead: Bool { true }
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { [.tcp, .udp, .silent] }

    private var sieve = RepeatSieve()
    private var pairs = DigestTable<ScannedPair>(capacity: 8192)
    private var fans = DigestTable<Fan>(capacity: 1024)
    private var crowds = DigestTable<ScannerCrowd>(capacity: 512)
    private let thresholds: Thresholds

    struct Thresholds {
        let failed: Int
        let window: Double
        let burst: Int
        let burstWindow: Double
        let hour: Int
        let day: Int
    }

    package init(settings: RuleSettings) {
        thresholds = Thresholds(
            failed: Int(settings["failed_ports"]), window: settings["window"], burst: Int(settings["burst_ports"]),
            burstWindow: settings["burst_window"], hour: Int(settings["hour_ports"]), day: Int(settings["day_ports"]))
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let key = event.flow.key
        guard key.transport == .tcp || key.transport == .udp else { return }
        let digest = Digest.of(key.initiator, key.responder)
        if event.kind == .opened {
            guard let probe = Probe.opening(&event) else { return }
            open(&event, probe, digest, &report)
            return
        }
        guard let place = pairs.find(digest), let probe = Probe.opening(&event) else { return }
        let outcome: ContactLog<UInt16>.Outcome
        switch event.kind {
        case .refused: outcome = .failed
        case .established: outcome = .succeeded
        default:
            outcome = Probe.outcome(&event, at: event.timestamp)
            if outcome == .failed { pairs[place].log.settle(key.responderPort, .failed) }
        }
        pairs[place].note(probe, &event, outcome)
        judge(place, event.timestamp, &report)
    }

    @inline(__always)
    package mutating func prefetch(_ flow: FlowKey, _ kind: FlowEvent.Kind, _ step: PrefetchStep) {
        guard kind == .opened, step == .index else { return }
        sieve.prefetch(Digest.of(flow.initiator, flow.responder))
    }

    private mutating func open(
        _ event: inout FlowEvent, _ probe: Probe, _ digest: UInt64, _ report: inout FindingSink
    ) {
        let port = event.flow.key.responderPort
        let place: Int
        if let found = pairs.find(digest) {
            place = found
        } else {
            guard let earlier = sieve.observe(digest, UInt32(port)) else { return }
            place = pairs.insert(
                digest, ScannedPair(event.flow.key.initiator, event.flow.key.responder, event.timestamp))
            pairs[place].log.note(UInt16(truncatingIfNeeded: earlier), .pending, at: event.timestamp)
            pairs[place].ports.insert(UInt16(truncatingIfNeeded: earlier))
        }
        pairs[place].note(probe, &event, probe.isStealth ? .failed : .pending)
        judge(place, event.timestamp, &report)
    }

    private mutating func judge(_ place: Int, _ now: Timestamp, _ report: inout FindingSink) {
        let isFirst = pairs[place].growth.reported == 0
        guard let verdict = pairs[place].judge(thresholds, at: now) else { return }
        let (source, victim) = (pairs[place].source, pairs[place].victim)
        let crowd = crowds.place(of: Digest.of(victim), default: ScannerCrowd())
        crowds[crowd].add(source, at: now)
        let fan = fans.place(of: Digest.of(source), default: Fan())
        var victims = [victim]
        if isFirst {
            guard let told = fans[fan].next(victim) else { return }
            victims = told
        } else if fans[fan].count > 8 {
            return
        }
        let others = crowds[crowd].others(than: source, at: now)
        report.report(pairs[place].finding(verdict, victims: victims, of: fans[fan].count, besides: others))
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        var reported: [(pair: ScannedPair, hasGrown: Bool)] = []
        pairs.forEach { pair in
            guard pair.growth.reported > 0 else { return }
            let hasGrown = pair.growth.concludes(pair.ports.count)
            reported.append((pair, hasGrown))
        }
        for (pair, hasGrown) in reported {
            guard let fan = fans.find(Digest.of(pair.source)) else { continue }
            let waiting = fans[fan].flush()
            guard !waiting.isEmpty || hasGrown && fans[fan].count <= 8 else { continue }
            let victims = Set(waiting + [pair.victim]).sorted()
            report.report(pair.finding(pair.lastVerdict, victims: victims, of: fans[fan].count, besides: []))
        }
    }
}
