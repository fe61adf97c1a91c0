package import Vocabulary

/// One client asks one web server for the same few things again and again, or opens connections to it, faster than people do.
///
/// Requests are counted where they are in clear; where they are not, finished connections are. Bounds: 1024 pairs of client and
/// server, each kept from 32 requests or connections in two seconds on.
package struct HttpFlood: DetectionRule {
    package static let card = RuleCard(
        name: "http-flood", title: "HTTP flood",
        summary:
            "A client sends a web server many requests a second for few different paths, or opens as many connections.",
        detections: [.httpFlood], techniques: ["T1499.002"], severity: .high,
        options: [
            CardOption("requests_per_second", 100, 20...1_000_000, "requests", "requests or connections in one second"),
            CardOption("requests_in_ten", 500, 50...10_000_000, "requests", "requests or connections in ten seconds"),
            CardOption("path_share", 0.2, 0.01...1, "share", "different paths among the requests, at most"),
        ],
        blindSpots: [
            "A flood by many clients, each below the rate.",
            "Many requests inside few encrypted connections (HTTP/2, QUIC).",
            "A large network behind one address (NAT, proxy) may reach the connection rate.",
        ],
        rationale:
            "A browser asks for a hundred different things once, over six connections a host; a flood asks for one thing "
            + "thousands of times. Rates are those of common web guards (mod_evasive: 50 a second a site, 2 a page).")
    package static let interests: EventKinds = [.application, .closed]
    package static let facts: FactKinds = .httpRequest
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { [.tcp, .silent, .notLapses] }

    package static var glances: Bool { true }

    private var pairs = SiftedTable<Pair>(capacity: 1024, promotion: 32, slots: 2048)
    private let limits: FloodCount.Limits
    private let pathShare: Double

    private struct Pair {
        let client: IPAddress
        let server: IPAddress
        let port: UInt16
        /// Events are requests, settled are connections.
        var count: FloodCount
        var paths = DistinctCount()
        var connections: UInt64 = 0

        init(_ key: FlowKey, at time: Timestamp) {
            client = key.initiator
            server = key.responder
            port = key.responderPort
            count = FloodCount(at: time)
        }
    }

    package init(settings: RuleSettings) {
        limits = FloodCount.Limits(
            second: Int(settings["requests_per_second"]), ten: Int(settings["requests_in_ten"]))
        pathShare = settings["path_share"]
    }

    /// Of flows that end, those count in which something was said and answered, or that were opened for nothing; a request that never ends is
    /// the slow attack's.
    @inline(__always)
    package mutating func glance(
        _ events: Span<FlowEvent>, _ index: Int, _ context: borrowing DetectionContext
    ) -> Bool {
        let service = events[index].flow.service
        let state = events[index].flow.state
        guard service == .http || service == .tls, state != .opening, state != .answered,
            events[index].flow.sawOpening, events[index].flow.responder.packets > 0,
            events[index].flow.ending != .refused
        else { return false }
        let (said, answered) = (events[index].flow.initiator.payload, events[index].flow.responder.payload)
        return answered > 0 || said == 0
    }

    package mutating func observe(
        _ event: FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        var path: UInt64?
        if event.kind == .application {
            guard case .application(.httpRequest(let request)) = event.detail else { return }
            path = Self.digest(request)
        }
        let key = event.flow.key
        let digest = Digest.of(key.initiator, key.responder) ^ UInt64(key.responderPort) << 20
        guard let place = pairs.place(of: digest, at: event.timestamp, make: { _ in Pair(key, at: event.timestamp) })
        else { return }
        if pairs[place].count.isStale(at: event.timestamp, after: 30) { pairs[place] = Pair(key, at: event.timestamp) }
        if pairs[place].count.advance(to: event.timestamp), let finding = judged(&pairs[place]) {
            report.report(finding)
        }
        pairs[place].count.note(flow: event.flow.id)
        if let path {
            pairs[place].count.add(1, at: event.timestamp)
            pairs[place].paths.add(path)
        } else {
            pairs[place].count.settle(at: event.timestamp)
            pairs[place].connections += 1
        }
    }

    private func judged(_ pair: inout Pair) -> Finding? {
        let usesClear = pair.count.total > 0
        let (one, ten) = (pair.count.sum(seconds: 1), pair.count.sum(seconds: 10))
        guard
            let crossing = FloodCount.Crossing(
                usesClear ? one.events : one.settled, usesClear ? ten.events : ten.settled, limits)
        else { return nil }
        if usesClear, Double(pair.paths.count) > max(pathShare * Double(pair.count.total), 3) { return nil }
        guard pair.count.speaks(of: usesClear ? pair.count.total : pair.connections) else { return nil }
        return finding(pair, crossing)
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let rule = self
        pairs.conclude(&report) { rule.judged(&$0) }
    }

    private func finding(_ pair: Pair, _ crossing: FloodCount.Crossing) -> Finding {
        let usesClear = pair.count.total > 0
        return Finding(
            detection: .httpFlood,
            summary: "\(pair.client) floods \(pair.server) with web \(usesClear ? "requests" : "connections")",
            severity: crossing.count >= 10 * crossing.threshold ? .critical : .high,
            confidence: min(0.95, (usesClear ? 0.75 : 0.65) + 0.05 * crossing.excess),
            techniques: ["T1499.002"], attackers: [.address(pair.client)], victims: [.address(pair.server)],
            evidence: [
                Evidence(
                    usesClear ? "requests_in_window" : "connections_in_window", count: crossing.count,
                    threshold: Double(crossing.threshold)),
                Evidence("window_seconds", measure: crossing.seconds),
                Evidence("requests", count: pair.count.total),
                Evidence("distinct_paths", count: pair.paths.count),
                Evidence("connections", count: pair.connections),
                Evidence("port", count: pair.port),
            ], flows: pair.count.flows, firstSeen: pair.count.firstSeen, lastSeen: pair.count.lastSeen)
    }

    /// The path without its query: floods vary the query to get past caches.
    private static func digest(_ request: HTTPRequest) -> UInt64 {
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in request.target.utf8.prefix(256) {
            if byte == UInt8(ascii: "?") { break }
            digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return digest
    }
}
