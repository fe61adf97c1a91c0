import Vocabulary

/// ICMP packets from one host to another that may be part of a flood.
struct IcmpBlow {
    enum Kind: UInt8, CaseIterable {
        case question, unaskedAnswer, error, other
        var name: String {
            switch self {
            case .question: "questions"
            case .unaskedAnswer: "unasked answers"
            case .error: "errors"
            case .other: "other messages"
            }
        }
    }
    let kind: Kind
    let sender: IPAddress
    let victim: IPAddress
    let packets: UInt32
    let bytes: UInt32

    /// Nil for answers that were asked for and for neighbour discovery, which has its own life.
    init?(_ flow: FlowSnapshot) {
        let type = flow.icmpType
        if flow.initiator.packets == 0 {
            (kind, sender, victim) = (.unaskedAnswer, flow.key.responder, flow.key.initiator)
            packets = flow.burst(of: flow.responder.deltaPackets, among: flow.responder.packets)
            bytes = flow.responder.deltaBytes
        } else {
            if flow.key.transport == .icmpv6 {
                guard type != 0, !(130...143).contains(type) else { return nil }
                kind = type == 128 ? .question : type < 128 ? .error : .other
            } else {
                kind = [8, 13, 15, 17].contains(type) ? .question : [3, 4, 5, 11, 12].contains(type) ? .error : .other
            }
            (sender, victim) = (flow.key.initiator, flow.key.responder)
            packets = flow.burst(of: flow.initiator.deltaPackets, among: flow.initiator.packets)
            bytes = flow.initiator.deltaBytes
        }
        guard packets > 0 else { return nil }
    }
}

/// The ICMP one host or group was sent lately.
struct IcmpVictim {
    private let victim: IPAddress
    /// Events are packets, settled are errors about packets that had been sent.
    private var count: FloodCount
    private var senders = SourceTally()
    private var kinds = InlineArray<4, UInt64>(repeating: 0)
    private var bytes: UInt64 = 0
    private var excused: UInt64 = 0

    init(_ victim: IPAddress, carried: UInt32, at time: Timestamp) {
        self.victim = victim
        count = FloodCount(carried: carried, at: time)
    }

    mutating func advance(to now: Timestamp) -> Bool { count.advance(to: now) }

    /// An error was about a packet that had been sent.
    mutating func excuse() {
        count.settle()
        excused += 1
    }

    mutating func receive(_ blow: IcmpBlow, _ flow: FlowSnapshot, isNew: Bool) {
        if count.isStale(at: flow.lastSeen, after: 30) { self = IcmpVictim(victim, carried: 0, at: flow.lastSeen) }
        count.add(blow.packets, at: flow.lastSeen)
        bytes += UInt64(blow.bytes)
        kinds[Int(blow.kind.rawValue)] += UInt64(blow.packets)
        senders.add(blow.sender, amount: UInt64(blow.packets))
        if isNew { count.note(flow: flow.id) }
    }

    mutating func judge(_ threshold: Int) -> Finding? {
        let sum = count.sum(seconds: 1)
        let rate = sum.events - sum.settled
        guard rate >= threshold, sum.settled * 2 <= sum.events, count.speaks() else { return nil }
        return finding(rate, threshold: threshold)
    }

    mutating func conclude(_ threshold: Int) -> Finding? {
        if let finding = judge(threshold) { return finding }
        guard count.concludes() else { return nil }
        let sum = count.sum(seconds: 1)
        return finding(max(sum.events - sum.settled, 0), threshold: threshold)
    }

    private func finding(_ rate: Int, threshold: Int) -> Finding {
        let kind = IcmpBlow.Kind.allCases.max { kinds[Int($0.rawValue)] < kinds[Int($1.rawValue)] } ?? .question
        let distinct = senders.distinct
        let isReflected = kind == .unaskedAnswer
        // Questions to everybody have a forged source: whom the answers will hit.
        let isGroup = !victim.isUnicast || victim.isV4 && victim.v4Bits & 0xFF == 0xFF
        let isSpoofed = distinct >= 32 && Double(count.total) / Double(distinct) < 8
        let named =
            isReflected || isSpoofed || isGroup ? [] : senders.senders(share: 0.1, atLeast: 20).filter(\.isUnicast)
        var evidence = [
            Evidence("packets_per_second", count: rate, threshold: Double(threshold)),
            Evidence("packets", count: count.total),
            Evidence("bytes", count: bytes),
            Evidence("mostly", text: kind.name),
            Evidence("distinct_sources", count: distinct),
            Evidence("founded_errors", count: excused),
        ]
        if isReflected {
            evidence.append(
                Evidence("reflectors", .list(senders.senders(share: 0, atLeast: 1).map(\.description))))
        } else if named.isEmpty {
            evidence.append(Evidence("sources", text: "spoofed"))
        }
        let from =
            named.count == 1
            ? "\(named[0]) floods"
            : isReflected
                ? "Reflectors flood"
                : named.isEmpty ? "Spoofed sources flood" : "Several sources flood"
        return Finding(
            detection: .icmpFlood, summary: "\(from) \(victim) with ICMP \(kind.name)",
            severity: rate >= 10 * threshold ? .critical : .high,
            confidence: min(0.97, 0.7 + 0.05 * Double(rate) / Double(max(threshold, 1))),
            techniques: [isReflected ? "T1498.002" : "T1498.001"], attackers: named.map(Party.address),
            victims: [.address(victim)], evidence: evidence, flows: count.flows, firstSeen: count.firstSeen,
            lastSeen: count.lastSeen)
    }
}
