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
            packets = flow.responder.deltaPackets
            bytes = flow.responder.deltaBytes
        } else {
            if flow.key.transport == .icmpv6 {
                guard type != 0, !(130...143).contains(type) else { return nil }
                kind = type == 128 ? .question : type < 128 ? .error : .other
            } else {
                kind = [8, 13, 15, 17].contains(type) ? .question : [3, 4, 5, 11, 12].contains(type) ? .error : .other
            }
            (sender, victim) = (flow.key.initiator, flow.key.responder)
            packets = flow.initiator.deltaPackets
            bytes = flow.initiator.deltaBytes
        }
        guard packets > 0 else { return nil }
    }
}

/// The ICMP one host or group was sent lately.
struct IcmpVictim {
    private let victim: IPAddress
    private var ring = RateRing()
    private var senders = SourceTally()
    private var kinds = InlineArray<4, UInt64>(repeating: 0)
    private var packets: UInt64 = 0
    private var bytes: UInt64 = 0
    private var excused: UInt64 = 0
    private var growth = Growth()
    private var flows: [UInt64] = []
    private var firstSeen: Timestamp
    private var lastSeen: Timestamp

    init(_ victim: IPAddress, carried: UInt32, at time: Timestamp) {
        self.victim = victim
        firstSeen = time
        lastSeen = time
        _ = ring.advance(to: time)
        ring.add(events: carried)
        packets = UInt64(carried)
    }

    mutating func advance(to now: Timestamp) -> Bool { ring.advance(to: now) }

    /// An error was about a packet that had been sent.
    mutating func excuse() {
        ring.add(settled: 1)
        excused += 1
    }

    mutating func receive(_ blow: IcmpBlow, _ flow: FlowSnapshot, isNew: Bool) {
        if flow.lastSeen.seconds(since: lastSeen) > 30, growth.reported == 0 {
            self = IcmpVictim(victim, carried: 0, at: flow.lastSeen)
        }
        ring.add(events: blow.packets)
        packets += UInt64(blow.packets)
        bytes += UInt64(blow.bytes)
        kinds[Int(blow.kind.rawValue)] += UInt64(blow.packets)
        senders.add(blow.sender, amount: UInt64(blow.packets))
        lastSeen = max(lastSeen, flow.lastSeen)
        if isNew, flows.count < 32 { flows.append(flow.id) }
    }

    mutating func judge(_ threshold: Int) -> Finding? {
        let sum = ring.sum(quarters: 4, grace: 0)
        let rate = sum.events - sum.settled
        guard rate >= threshold, sum.settled * 2 <= sum.events,
            growth.speaks(Int(clamping: packets), threshold: 1)
        else { return nil }
        return finding(rate, threshold: threshold)
    }

    mutating func conclude(_ threshold: Int) -> Finding? {
        if let finding = judge(threshold) { return finding }
        guard growth.concludes(Int(clamping: packets)) else { return nil }
        let sum = ring.sum(quarters: 4, grace: 0)
        return finding(max(sum.events - sum.settled, 0), threshold: threshold)
    }

    private func finding(_ rate: Int, threshold: Int) -> Finding {
        let kind = IcmpBlow.Kind.allCases.max { kinds[Int($0.rawValue)] < kinds[Int($1.rawValue)] } ?? .question
        let distinct = senders.distinct
        let isReflected = kind == .unaskedAnswer
        // Questions to everybody have a forged source: whom the answers will hit.
        let isGroup = !victim.isUnicast || victim.isV4 && victim.v4Bits & 0xFF == 0xFF
        let isSpoofed = distinct >= 32 && Double(packets) / Double(distinct) < 8
        let named =
            isReflected || isSpoofed || isGroup ? [] : senders.senders(share: 0.1, atLeast: 20).filter(\.isUnicast)
        var evidence = [
            Evidence("packets_per_second", count: rate, threshold: Double(threshold)),
            Evidence("packets", count: packets),
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
            victims: [.address(victim)], evidence: evidence, flows: flows, firstSeen: firstSeen, lastSeen: lastSeen)
    }
}
