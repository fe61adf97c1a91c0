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
            RuleOption("requests_per_second", 100, 20...1_000_000, "requests", "requests or connections in one second"),
            RuleOption("requests_in_ten", 500, 50...10_000_000, "requests", "requests or connections in ten seconds"),
            RuleOption("path_share", 0.2, 0.01...1, "share", "different paths among the requests, at most"),
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
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { [.tcp, .silent] }

    private var sieve = HeavySieve(slots: 2048)
    private var pairs = DigestTable<Pair>(capacity: 1024)
    private let second: Int
    private let ten: Int
    private let pathShare: Double

    private struct Pair {
        let client: IPAddress
        let server: IPAddress
        let port: UInt16
        var requests = RateRing()
        var connections = RateRing()
        var paths = DistinctCount()
        var requestCount: UInt64 = 0
        var connectionCount: UInt64 = 0
        var flows: [UInt64] = []
        var growth = Growth()
        var firstSeen: Timestamp
        var lastSeen: Timestamp
    }

    package init(settings: RuleSettings) {
        second = Int(settings["requests_per_second"])
        ten = Int(settings["requests_in_ten"])
        pathShare = settings["path_share"]
    }

    package mutating func observe(
        _ event: FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        var path: UInt64?
        if event.kind == .application {
            guard case .application(.httpRequest(let request)) = event.detail else { return }
            path = Self.digest(request)
        } else {
            // What was said and answered, or opened for nothing; a request that never ends is the slow attack's.
            let flow = event.flow
            guard flow.service == .http || flow.service == .tls, flow.sawOpening, flow.responder.packets > 0,
                flow.responder.payload > 0 || flow.initiator.payload == 0, flow.ending != .refused,
                flow.state != .opening, flow.state != .answered
            else { return }
        }
        let key = event.flow.key
        let digest = Digest.of(key.initiator, key.responder) ^ UInt64(key.responderPort) << 20
        let place: Int
        if let found = pairs.find(digest) {
            place = found
        } else {
            guard sieve.observe(digest, second: event.timestamp.second) >= 32 else { return }
            let pair = Pair(
                client: key.initiator, server: key.responder, port: key.responderPort,
                firstSeen: event.timestamp, lastSeen: event.timestamp)
            place = pairs.insert(digest, pair)
        }
        note(place, event, path, &report)
    }

    private mutating func note(_ place: Int, _ event: FlowEvent, _ path: UInt64?, _ report: inout FindingSink) {
        if event.timestamp.seconds(since: pairs[place].lastSeen) > 30, pairs[place].growth.reported == 0 {
            pairs[place] = Pair(
                client: pairs[place].client, server: pairs[place].server, port: pairs[place].port,
                firstSeen: event.timestamp, lastSeen: event.timestamp)
        }
        let isNewQuarter = pairs[place].requests.advance(to: event.timestamp)
        _ = pairs[place].connections.advance(to: event.timestamp)
        if isNewQuarter, let finding = judged(&pairs[place]) { report.report(finding) }
        pairs[place].lastSeen = max(pairs[place].lastSeen, event.timestamp)
        if pairs[place].flows.count < 32, pairs[place].flows.last != event.flow.id {
            pairs[place].flows.append(event.flow.id)
        }
        if let path {
            pairs[place].requests.add(events: 1)
            pairs[place].requestCount += 1
            pairs[place].paths.add(path)
        } else {
            pairs[place].connections.add(events: 1)
            pairs[place].connectionCount += 1
        }
    }

    private func judged(_ pair: inout Pair) -> Finding? {
        let usesClear = pair.requestCount > 0
        let ring = usesClear ? pair.requests : pair.connections
        let one = ring.sum(quarters: 4, grace: 0).events
        let tenth = ring.sum(quarters: 40, grace: 0).events
        guard one >= second || tenth >= ten else { return nil }
        if usesClear, Double(pair.paths.count) > max(pathShare * Double(pair.requestCount), 3) { return nil }
        let count = usesClear ? pair.requestCount : pair.connectionCount
        guard pair.growth.speaks(Int(clamping: count), threshold: 1) else { return nil }
        return one >= second ? finding(pair, one, second, 1) : finding(pair, tenth, ten, 10)
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        var last: [Finding] = []
        let rule = self
        pairs.forEach { pair in if let finding = rule.judged(&pair) { last.append(finding) } }
        for finding in last { report.report(finding) }
    }

    private func finding(_ pair: Pair, _ count: Int, _ threshold: Int, _ seconds: Double) -> Finding {
        let usesClear = pair.requestCount > 0
        return Finding(
            detection: .httpFlood,
            summary: "\(pair.client) floods \(pair.server) with web \(usesClear ? "requests" : "connections")",
            severity: count >= 10 * threshold ? .critical : .high,
            confidence: min(0.95, (usesClear ? 0.75 : 0.65) + 0.05 * Double(count) / Double(max(threshold, 1))),
            techniques: ["T1499.002"], attackers: [.address(pair.client)], victims: [.address(pair.server)],
            evidence: [
                Evidence(
                    usesClear ? "requests_in_window" : "connections_in_window", count: count,
                    threshold: Double(threshold)),
                Evidence("window_seconds", measure: seconds),
                Evidence("requests", count: pair.requestCount),
                Evidence("distinct_paths", count: pair.paths.count),
                Evidence("connections", count: pair.connectionCount),
                Evidence("port", count: pair.port),
            ], flows: pair.flows, firstSeen: pair.firstSeen, lastSeen: pair.lastSeen)
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
