package import Vocabulary

/// One client holds many connections to a web server in which it never finishes asking: slowloris and slow posts.
///
/// A connection is stalled when the client has said something, the server has said nothing, and time goes by. Bounds: 1024 pairs of
/// client and server; stalled connections are counted as distinct flow ids, not kept.
package struct HttpSlowDoS: DetectionRule {
    package static let card = RuleCard(
        name: "http-slow-dos", title: "Slow HTTP denial of service",
        summary:
            "Many connections of one client to a web server stay open for seconds with a request that is never finished, "
            + "or trickles, and that the server therefore never answers.",
        detections: [.httpSlowDoS], techniques: ["T1499.002"], severity: .high,
        options: [
            CardOption(
                "stalled_connections", 50, 10...10_000, "connections", "stalled connections of one client in `window`"),
            CardOption(
                "stall_seconds", 5, 1...120, "seconds", "how long a connection waits before it counts as stalled"),
            CardOption("window", 300, 30...3600, "seconds", "the time in which stalled connections are counted"),
        ],
        blindSpots: [
            "Slow reading of large answers.",
            "Trickling inside TLS after the handshake.",
            "A server that is down for other reasons while a proxy keeps many requests waiting.",
        ],
        rationale:
            "Browsers open six connections a host; Apache's mod_antiloris allows ten, mod_reqtimeout gives a head 20 to 40 "
            + "seconds. Left alone: WebSockets and long polls (the server has answered before), pre-connected sockets (nothing said)."
    )
    package static let interests: EventKinds = [.pulse, .progressed, .closed]
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { .tcp }

    private var pairs = DigestTable<Pair>(capacity: 1024)
    private let threshold: Int
    private let stall: Double
    private let window: Double

    private struct Pair {
        var stalled = DistinctCount()
        var start: Timestamp
        var firstSeen: Timestamp
        var flows: [UInt64] = []
        var growth = Growth()
        var trickles: UInt64 = 0
    }

    package init(settings: RuleSettings) {
        threshold = Int(settings["stalled_connections"])
        stall = settings["stall_seconds"]
        window = settings["window"]
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard event.flow.responder.payload == 0, event.flow.key.transport == .tcp else { return }
        let flow = event.flow
        guard flow.service == .http || flow.service == .tls, flow.initiator.payload > 0, flow.responder.packets > 0,
            flow.sawOpening, flow.ending != .refused,
            event.timestamp.seconds(since: flow.firstSeen) >= stall
        else { return }
        let digest = Digest.of(flow.key.initiator, flow.key.responder) ^ UInt64(flow.key.responderPort) << 20
        let place = pairs.place(of: digest, default: Pair(start: event.timestamp, firstSeen: flow.firstSeen))
        if event.timestamp.seconds(since: pairs[place].start) > window, pairs[place].growth.reported == 0 {
            pairs[place] = Pair(start: event.timestamp, firstSeen: flow.firstSeen)
        }
        if event.kind == .pulse { pairs[place].trickles += 1 }
        pairs[place].firstSeen = min(pairs[place].firstSeen, flow.firstSeen)
        if pairs[place].stalled.add(flow.id), pairs[place].flows.count < 32 { pairs[place].flows.append(flow.id) }
        let count = pairs[place].stalled.count
        guard pairs[place].growth.speaks(count, threshold: threshold) else { return }
        report.report(
            Finding(
                detection: .httpSlowDoS,
                summary:
                    "\(flow.key.initiator) holds connections to \(flow.key.responder) open with unfinished requests",
                severity: .high, confidence: min(0.95, 0.7 + 0.002 * Double(count)), techniques: ["T1499.002"],
                attackers: [.address(flow.key.initiator)], victims: [.address(flow.key.responder)],
                evidence: [
                    Evidence("stalled_connections", count: count, threshold: Double(threshold)),
                    Evidence("stall_seconds", measure: stall),
                    Evidence("trickled_packets", count: pairs[place].trickles),
                    Evidence("port", count: flow.key.responderPort),
                ], flows: pairs[place].flows, firstSeen: pairs[place].firstSeen, lastSeen: event.timestamp))
    }
}
