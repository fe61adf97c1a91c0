import Vocabulary

/// Whom one source asked by ICMP, and who answered.
struct PingSource {
    struct Limits {
        let silent: Int
        let window: Double
        let hour: Int
        let burst: Int
    }

    private let source: IPAddress
    private var log = ContactLog<IPAddress>(capacity: 128)
    private var hosts = DistinctCount()
    private var answered = DistinctCount()
    private var growth = Growth()
    private var flows: [UInt64] = []
    private var firstSeen: Timestamp
    private var lastSeen: Timestamp

    init(_ source: IPAddress, at time: Timestamp) {
        self.source = source
        firstSeen = time
        lastSeen = time
    }

    mutating func ask(_ flow: FlowSnapshot) {
        lastSeen = max(lastSeen, flow.firstSeen)
        hosts.add(Digest.of(flow.key.responder))
        log.note(flow.key.responder, .pending, at: flow.firstSeen)
        if flows.count < 32 { flows.append(flow.id) }
    }

    mutating func settle(_ flow: FlowSnapshot, answered isAnswered: Bool) {
        log.note(flow.key.responder, isAnswered ? .succeeded : .failed, at: flow.firstSeen)
        if isAnswered { answered.add(Digest.of(flow.key.responder)) }
    }

    mutating func judge(_ limits: Limits, at now: Timestamp, isOver: Bool) -> Finding? {
        guard log.contacts.count >= min(limits.silent, limits.burst) else { return nil }
        let silent = hosts.count - answered.count
        if growth.reported > 0 {
            guard growth.speaks(silent, threshold: 1) || isOver && growth.concludes(silent) else { return nil }
            return finding(silent, threshold: limits.silent, seconds: limits.window)
        }
        let checks = [(limits.burst, 10.0, true), (limits.silent, limits.window, isOver), (limits.hour, 3600, isOver)]
        for (threshold, seconds, countsPending) in checks {
            let tally = log.tally(seconds, before: now)
            // Who was asked less than a second ago may still answer.
            let waiting = countsPending ? 0 : log.tally(1, before: now).pending
            let count = tally.failed + tally.pending - waiting
            guard count >= threshold, count >= 2 * tally.succeeded else { continue }
            guard growth.speaks(max(silent, 1), threshold: 1) else { return nil }
            return finding(count, threshold: threshold, seconds: seconds)
        }
        return nil
    }

    private func finding(_ count: Int, threshold: Int, seconds: Double) -> Finding {
        let (victims, blocks) = Swept.parties(log.contacts.map(\.target))
        return Finding(
            detection: .icmpSweep, summary: "\(source) asks many hosts by ICMP whether they are there", severity: .low,
            confidence: min(0.95, 0.7 + 0.002 * Double(hosts.count)), techniques: ["T1018"],
            attackers: [.address(source)], victims: victims,
            evidence: [
                Evidence("silent_hosts", count: count, threshold: Double(threshold)),
                Evidence("window_seconds", measure: seconds),
                Evidence("hosts_asked", count: hosts.count),
                Evidence("hosts_that_answered", count: answered.count),
                Evidence("blocks", .list(blocks)),
            ], flows: flows, firstSeen: firstSeen, lastSeen: lastSeen)
    }
}
