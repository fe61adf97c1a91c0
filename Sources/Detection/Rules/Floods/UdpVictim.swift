import Vocabulary

/// The unanswered UDP one host was sent lately.
struct UdpVictim {
    struct Limits {
        let second: Int
        let manySources: Int
    }

    let victim: IPAddress
    /// Events are unanswered packets, settled are answers.
    private var count: FloodCount
    private var sources = SourceTally()
    private var sourcePorts = PortTally()
    private var ports = PortSet()
    private var payload: UInt64 = 0
    private var answers: UInt64 = 0

    init(_ victim: IPAddress, carried: UInt32, at time: Timestamp) {
        self.victim = victim
        count = FloodCount(carried: carried, at: time)
    }

    mutating func advance(to now: Timestamp) -> Bool { count.advance(to: now) }

    mutating func receive(_ flow: FlowSnapshot, _ packets: UInt32, isNew: Bool) {
        if count.isStale(at: flow.lastSeen, after: 30) { self = UdpVictim(victim, carried: 0, at: flow.lastSeen) }
        count.add(packets, at: flow.lastSeen)
        payload += UInt64(flow.initiator.deltaPayload)
        sources.add(flow.key.initiator, amount: UInt64(packets))
        sourcePorts.add(flow.key.initiatorPort, amount: UInt64(packets))
        ports.insert(flow.key.responderPort)
        if isNew { count.note(flow: flow.id) }
    }

    mutating func answer() {
        count.settle()
        answers += 1
    }

    mutating func judge(_ limits: Limits, grace: Int64, knows: (IPAddress, IPAddress) -> Bool) -> Finding? {
        let sum = count.sum(seconds: 1, grace: grace)
        let rate = sum.events - sum.settled
        let many = sources.distinct >= 50
        var threshold = many ? limits.manySources : limits.second
        guard rate >= threshold, sum.settled * 4 <= sum.events, !isScan else { return nil }
        let named = sources.senders(share: 0.1, atLeast: 50)
        if !named.isEmpty, named.allSatisfy({ knows($0, victim) }) {
            threshold *= 10
            guard rate >= threshold else { return nil }
        }
        guard count.speaks() else { return nil }
        return finding(rate, threshold: threshold, named: named)
    }

    mutating func conclude(_ limits: Limits, knows: (IPAddress, IPAddress) -> Bool) -> Finding? {
        if let finding = judge(limits, grace: 0, knows: knows) { return finding }
        guard count.concludes() else { return nil }
        let sum = count.sum(seconds: 1)
        return finding(
            max(sum.events - sum.settled, 0), threshold: limits.second,
            named: sources.senders(share: 0.1, atLeast: 50))
    }

    /// Few sources, about a packet a port, little in it: a port scan.
    private var isScan: Bool {
        sources.distinct <= 4 && ports.count >= 20 && count.total < 4 * UInt64(ports.count)
            && payload < 128 * max(count.total, 1)
    }

    private func finding(_ rate: Int, threshold: Int, named: [IPAddress]) -> Finding {
        let distinct = sources.distinct
        let common = sourcePorts.leader
        let isReflection = distinct >= 10 && common.share >= 0.8 && common.port < 49_152 && ports.count > 4
        let isSpoofed = !isReflection && distinct >= 32 && Double(count.total) / Double(distinct) < 8
        let attackers = isReflection || isSpoofed ? [] : named
        var evidence = [
            Evidence("unanswered_packets_per_second", count: rate, threshold: Double(threshold)),
            Evidence("packets", count: count.total),
            Evidence("payload_bytes", count: payload),
            Evidence("answers", count: answers),
            Evidence("distinct_sources", count: distinct),
            Evidence("distinct_ports", count: ports.count),
            Evidence("ports", .list(ports.lowest(10).map(String.init))),
        ]
        if isReflection {
            evidence.append(Evidence("reflector_port", count: common.port))
            evidence.append(
                Evidence("reflectors", .list(sources.senders(share: 0, atLeast: 1).prefix(16).map(\.description))))
        }
        if isSpoofed { evidence.append(Evidence("sources", text: "spoofed")) }
        let from =
            attackers.count == 1
            ? "\(attackers[0]) floods"
            : isReflection
                ? "Reflectors flood"
                : isSpoofed ? "Spoofed sources flood" : "Several sources flood"
        return Finding(
            detection: .udpFlood, summary: "\(from) \(victim) with UDP",
            severity: rate >= 10 * threshold ? .critical : .high,
            confidence: min(0.97, 0.7 + 0.05 * Double(rate) / Double(max(threshold, 1))),
            techniques: [isReflection ? "T1498.002" : "T1498.001"], attackers: attackers.map(Party.address),
            victims: [.address(victim)], evidence: evidence, flows: count.flows, firstSeen: count.firstSeen,
            lastSeen: count.lastSeen)
    }
}
