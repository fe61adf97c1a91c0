package import Vocabulary

/// One source tries many IP protocols on one host.
///
/// Bounds: 1024 pairs, one bit a protocol. State begins with the second unusual protocol of a pair.
package struct ProtocolScan: DetectionRule {
    package static let card = RuleCard(
        name: "ip-protocol-scan", title: "IP protocol scan",
        summary: "One source sends packets of many different IP protocols to one host, to learn which it speaks.",
        detections: [.ipProtocolScan], techniques: ["T1046"], severity: .medium,
        options: [
            CardOption(
                "protocols", 8, 4...200, "protocols", "different protocols, TCP, UDP and ICMP apart, in `window`"),
            CardOption("window", 600, 10...86_400, "seconds", "the time in which they are counted"),
        ],
        blindSpots: ["A scan of fewer protocols than the threshold, or slower than its window."],
        rationale:
            "Real hosts speak at most a handful beside TCP, UDP and ICMP (GRE, ESP, AH, OSPF, VRRP, SCTP); nmap -sO tries all."
    )
    package static let interests: EventKinds = [.opened]
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { [.other, .silent] }

    private var sieve = RepeatSieve(slots: 1024)
    private var pairs = DigestTable<Pair>(capacity: 1024)
    private let threshold: Int
    private let window: Double

    private struct Pair {
        var seen = PortSet()
        var start: Timestamp
        var flows: [UInt64] = []
        var growth = Growth()
    }

    package init(settings: RuleSettings) {
        threshold = Int(settings["protocols"])
        window = settings["window"]
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let key = event.flow.key
        switch key.transport {
        case .tcp, .udp, .icmp, .icmpv6: return
        default: break
        }
        guard key.responder.isUnicast, event.flow.initiator.packets > 0 else { return }
        let digest = Digest.of(key.initiator, key.responder)
        let number = UInt16(key.transport.rawValue)
        let place: Int
        if let found = pairs.find(digest) {
            place = found
        } else {
            guard let earlier = sieve.observe(digest, UInt32(number)) else { return }
            place = pairs.insert(digest, Pair(start: event.timestamp))
            pairs[place].seen.insert(UInt16(truncatingIfNeeded: earlier))
        }
        if event.timestamp.seconds(since: pairs[place].start) > window, pairs[place].growth.reported == 0 {
            pairs[place] = Pair(start: event.timestamp)
        }
        pairs[place].seen.insert(number)
        if pairs[place].flows.count < 32 { pairs[place].flows.append(event.flow.id) }
        let count = pairs[place].seen.count
        guard pairs[place].growth.speaks(count, threshold: threshold) else { return }
        report.report(
            Finding(
                detection: .ipProtocolScan, summary: "\(key.initiator) tries the IP protocols of \(key.responder)",
                severity: .medium, confidence: min(0.95, 0.7 + 0.02 * Double(count)), techniques: ["T1046"],
                attackers: [.address(key.initiator)], victims: [.address(key.responder)],
                evidence: [
                    Evidence("distinct_protocols", count: count, threshold: Double(threshold)),
                    Evidence("window_seconds", measure: window),
                    Evidence("protocols", .list(pairs[place].seen.lowest(32).map(String.init))),
                ], flows: pairs[place].flows, firstSeen: pairs[place].start, lastSeen: event.timestamp))
    }
}
