package import Vocabulary

/// Data carried in the payloads of pings.
package struct ICMPTunnel: DetectionRule {
    package static let card = RuleCard(
        name: "icmp-tunnel", title: "ICMP tunnel",
        summary: """
            The echo payloads between two hosts are not what ping programs send: they change from packet to packet, their sizes \
            vary, or the reply carries something else than the request. A reply must return the request byte for byte (RFC 792).
            """,
        detections: [.icmpTunnel], techniques: ["T1095", "T1048.003"], severity: .high,
        options: [
            CardOption("odd_payloads", 12, 5...1000, "payloads", "Changing payloads that no ping program sends"),
            CardOption(
                "mirrored_payloads", 24, 5...1000, "payloads", "The same, where all have one size and are only returned"
            ),
            CardOption(
                "decoyed_payloads", 40, 5...1000, "payloads", "The same, where the sender does it to many hosts"),
        ],
        blindSpots: [
            "Data hidden in the time stamp of an otherwise ordinary ping, or in its timing, is not seen.",
            "Only the first 512 echoes of a flow are looked at.",
            "A monitor that fills its pings with random bytes looks the same when it sends many.",
        ],
        rationale: """
            Big pings, path-MTU probing, traceroute and monitoring use payloads that count, repeat or carry a time stamp before \
            such bytes, and get them back unchanged.
            """)
    package static let interests: EventKinds = [.echo]

    private typealias Key = HostPair
    private var traces = BoundedTable<Key, EchoTrace>(capacity: 4096)
    /// To how many hosts a sender sends odd payloads: decoys.
    private var spread = BoundedTable<IPAddress, DistinctCount>(capacity: 1024)
    private let least: Int
    private let mirrored: Int
    private let decoyed: Int

    package init(settings: RuleSettings) {
        least = Int(settings["odd_payloads"])
        mirrored = Int(settings["mirrored_payloads"])
        decoyed = Int(settings["decoyed_payloads"])
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard case .echo(let echo) = event.detail else { return }
        let key = Key(client: event.flow.key.initiator, server: event.flow.key.responder)
        guard key.client != key.server, key.server.isUnicast else { return }
        let odd = !echo.isOrdinary
        let targets =
            odd
            ? spread.update(key.client, default: DistinctCount()) { seen in
                seen.add(key.server.high ^ DistinctCount.mix(key.server.low))
                return seen.count
            } : 0
        let (least, mirrored, decoyed) = (least, mirrored, decoyed)
        let found: Finding? = traces.update(key, default: EchoTrace(at: event.timestamp)) { trace in
            trace.observe(echo, flow: event.flow.id, at: event.timestamp)
            guard odd, trace.odd >= least, trace.contents.count * 2 >= trace.odd, trace.meanDensity >= 0.45 else {
                return nil
            }
            // A flood of noise is a flood.
            guard trace.seconds * 1000 >= Double(trace.odd) else { return nil }
            let speaks = trace.answered >= 3
            let varies = trace.lengths.count >= 4
            let threshold = speaks ? least : targets > 8 ? decoyed : varies ? least : mirrored
            guard trace.odd >= threshold, trace.contents.count >= min(threshold, 30) * 2 / 3,
                trace.ladder.climbs(to: trace.odd)
            else { return nil }
            return Self.finding(key, trace, threshold: threshold, targets: targets)
        }
        if let found { report.report(found) }
    }

    private static func finding(_ key: Key, _ trace: EchoTrace, threshold: Int, targets: Int) -> Finding {
        let isTwoWay = trace.answered >= 3
        return Finding(
            detection: .icmpTunnel, summary: "\(key.client) carries data in pings to \(key.server)", severity: .high,
            confidence: isTwoWay ? 0.95 : trace.lengths.count >= 4 ? 0.85 : 0.7,
            techniques: isTwoWay ? ["T1095", "T1572"] : ["T1048.003", "T1095"], attackers: [.address(key.client)],
            victims: [.address(key.server)],
            evidence: [
                Evidence("odd_payloads", count: trace.odd, threshold: Double(threshold)),
                Evidence("distinct_payloads", count: trace.contents.count),
                Evidence("payload_bytes", count: trace.oddBytes),
                Evidence("distinct_sizes", count: trace.lengths.count),
                Evidence("entropy_share", measure: (trace.meanDensity * 100).rounded() / 100),
                Evidence("replies_with_other_content", count: trace.answered),
                Evidence("replies_returned_unchanged", count: trace.mirrored),
                Evidence("hosts_sent_odd_payloads", count: targets),
                Evidence("seconds", measure: trace.seconds),
            ],
            flows: trace.flows.ids, firstSeen: trace.first, lastSeen: trace.last)
    }
}
