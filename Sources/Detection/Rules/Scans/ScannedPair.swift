import Vocabulary

/// What one source did to the ports of one host.
struct ScannedPair {
    /// Which threshold was crossed, with the numbers.
    struct Verdict {
        var name: String
        var count: Int
        var threshold: Int
        var seconds: Double
    }

    let source: IPAddress
    let victim: IPAddress
    var log = ContactLog<UInt16>(capacity: 128)
    var ports = PortSet()
    var growth = Growth()
    private(set) var lastVerdict = Verdict(name: "", count: 0, threshold: 0, seconds: 0)
    private var kinds = InlineArray<9, UInt32>(repeating: 0)
    private var refused: UInt64 = 0
    private var unanswered: UInt64 = 0
    private var open = PortSet()
    private var flows: [UInt64] = []
    private var firstSeen: Timestamp
    private var lastSeen: Timestamp

    init(_ source: IPAddress, _ victim: IPAddress, _ time: Timestamp) {
        self.source = source
        self.victim = victim
        firstSeen = time
        lastSeen = time
    }

    mutating func note(_ probe: Probe, _ event: inout FlowEvent, _ outcome: ContactLog<UInt16>.Outcome) {
        let port = event.flow.key.responderPort
        firstSeen = min(firstSeen, event.flow.firstSeen)
        lastSeen = max(lastSeen, event.flow.lastSeen)
        switch event.kind {
        case .opened:
            kinds[Int(probe.rawValue)] += 1
            if flows.count < 32 { flows.append(event.flow.id) }
        case .refused: refused += 1
        case .established: open.insert(port)
        default: if outcome == .failed, event.flow.responder.packets == 0 { unanswered += 1 }
        }
        // A bare ACK may belong to a connection older than the capture: only its failure counts.
        if outcome == .pending, probe == .ack || probe == .maimon { return }
        ports.insert(port)
        if growth.reported == 0 { log.note(port, outcome, at: event.flow.lastSeen) }
    }

    mutating func judge(_ limit: PortScan.Thresholds, at now: Timestamp) -> Verdict? {
        if growth.reported > 0 {
            guard growth.speaks(ports.count, threshold: 1) else { return nil }
            lastVerdict.count = ports.count
            return lastVerdict
        }
        guard log.contacts.count >= min(limit.failed, limit.burst) else { return nil }
        let burst = log.tally(limit.burstWindow, before: now)
        let candidates = [
            check("burst_ports", burst.failed + burst.pending, limit.burst, limit.burstWindow, burst.succeeded),
            check(limit.failed, "failed_ports", limit.window, now),
            check(limit.hour, "failed_ports_in_an_hour", 3600, now),
            check(limit.day, "failed_ports_in_a_day", 86_400, now),
        ]
        guard let verdict = candidates.compactMap({ $0 }).first, growth.speaks(ports.count, threshold: 1) else {
            return nil
        }
        lastVerdict = verdict
        return verdict
    }

    private func check(_ threshold: Int, _ name: String, _ seconds: Double, _ now: Timestamp) -> Verdict? {
        guard log.contacts.count >= threshold else { return nil }
        let tally = log.tally(seconds, before: now)
        return check(name, tally.failed, threshold, seconds, tally.succeeded)
    }

    private func check(_ name: String, _ count: Int, _ threshold: Int, _ seconds: Double, _ good: Int) -> Verdict? {
        guard count >= threshold, count >= 2 * good else { return nil }
        return Verdict(name: name, count: count, threshold: threshold, seconds: seconds)
    }

    /// The kind most probes were of.
    private var kind: Probe {
        let best = Probe.allCases.max { kinds[Int($0.rawValue)] < kinds[Int($1.rawValue)] } ?? .syn
        return best == .syn && open.count > 0 ? .connect : best
    }

    /// `victims`: whom the finding tells of, this one among them; `count`: all the source has scanned so far.
    func finding(
        _ verdict: Verdict, victims: [IPAddress], of count: Int, besides others: [IPAddress]
    ) -> Finding {
        let kind = self.kind
        var evidence = [
            Evidence("scan_type", text: kind.name),
            Evidence("distinct_ports", count: ports.count),
            Evidence(verdict.name, count: verdict.count, threshold: Double(verdict.threshold)),
            Evidence("window_seconds", measure: verdict.seconds),
            Evidence("refused", count: refused),
            Evidence("unanswered", count: unanswered),
            Evidence("lowest_ports", .list(ports.lowest(20).map(String.init))),
        ]
        if count > 1 { evidence.append(Evidence("hosts_scanned", count: count)) }
        if open.count > 0 { evidence.append(Evidence("connected_ports", .list(open.lowest(20).map(String.init)))) }
        if !others.isEmpty { evidence.append(Evidence("other_sources_at_once", .list(others.map(\.description)))) }
        let decoys = others.count >= 2
        let excess = Double(ports.count) / Double(max(verdict.threshold, 1))
        let confidence = min(0.98, 0.7 + 0.1 * excess + (kind.isStealth ? 0.1 : 0)) - (decoys ? 0.2 : 0)
        let note = decoys ? "; other sources do the same at once, so some of them may be decoys" : ""
        return Finding(
            detection: .portScanVertical,
            summary:
                "\(source) scans the \(kind == .udp ? "UDP" : "TCP") ports of \(victims.count > 1 ? "many hosts" : "\(victim)")\(note)",
            severity: .medium, confidence: confidence, techniques: ["T1046"],
            attackers: ([source] + (decoys ? others : [])).sorted().map(Party.address),
            victims: victims.map(Party.address),
            evidence: evidence, flows: flows, firstSeen: firstSeen, lastSeen: lastSeen)
    }
}

/// The sources that were found scanning one host in the last minute: a real one among its decoys.
struct ScannerCrowd {
    private var members: [(source: IPAddress, time: Timestamp)] = []

    mutating func add(_ source: IPAddress, at now: Timestamp) {
        members.removeAll { $0.source == source || now.seconds(since: $0.time) > 60 }
        if members.count < 32 { members.append((source, now)) }
    }

    func others(than source: IPAddress, at now: Timestamp) -> [IPAddress] {
        members.filter { $0.source != source && now.seconds(since: $0.time) <= 60 }.map(\.source).sorted()
    }
}
