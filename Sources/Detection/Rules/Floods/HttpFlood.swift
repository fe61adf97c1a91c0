import Flows
package import Vocabulary

/// One client asks one web server for the same few things again and again, or opens connections to it, faster than people do.
///
/// Requests are counted where they are in clear; where they are not, finished connections are. Bounds: 1024 pairs of client and
/// server, each kept from 32 requests or connections in two seconds on; 256 servers, from 64 requests in two seconds on.
package struct HttpFlood: DetectionRule {
    package static let card = RuleCard(
        name: "http-flood", title: "HTTP flood",
        summary:
            "A client sends a web server many requests a second for few different paths, or opens as many connections; or many "
            + "clients do so together, each below that rate, each asking for the same again and again.",
        detections: [.httpFlood], techniques: ["T1499.002"], severity: .high,
        options: [
            CardOption("requests_per_second", 100, 20...1_000_000, "requests", "requests or connections in one second"),
            CardOption("requests_in_ten", 500, 50...10_000_000, "requests", "requests or connections in ten seconds"),
            CardOption("path_share", 0.2, 0.01...1, "share", "different paths among the requests, at most"),
            CardOption(
                "shared_per_second", 200, 20...1_000_000, "requests", "requests of all to one server in one second"),
            CardOption(
                "source_per_second", 3, 0.5...1000, "requests", "what each of several sources sends at least, a second"),
        ],
        blindSpots: [
            "A flood by many clients that each send less than three requests a second, or that is encrypted.",
            "A flood by many clients in which each request is for another path.",
            "Many requests inside few encrypted connections (HTTP/2, QUIC).",
            "A large network behind one address (NAT, proxy) may reach the connection rate.",
        ],
        rationale:
            "A browser asks for a hundred different things once, over six connections a host; a flood asks for one thing "
            + "thousands of times. Rates are those of common web guards (mod_evasive: 50 a second a site, 2 a page). Left alone: a "
            + "busy site (each guest asks for different things), programs inside that post data to a collector.")
    package static let interests: EventKinds = [.application, .closed]
    package static let facts: FactKinds = .httpRequest
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { [.tcp, .silent, .notLapses] }

    package static var glances: Bool { true }

    private var pairs = SiftedTable<Pair>(capacity: 1024, promotion: 32, slots: 2048)
    private var servers = SiftedTable<FloodedServer>(capacity: 256, promotion: 64, slots: 1024)
    private let limits: FloodCount.Limits
    private let shared: FloodedServer.Limits
    private let pathShare: Double

    private struct Pair {
        let client: IPAddress
        let server: IPAddress
        let port: UInt16
        /// Events are requests, settled are connections.
        var count: FloodCount
        var paths = DistinctCount()
        var connections: UInt64 = 0
        /// Told of as one of many.
        var isNamed = false
        /// Different paths and requests of the ten seconds under way, and of those before: a crawl or a proxy that goes on for hours has
        /// asked for everything there is.
        private var latest = DistinctCount()
        private var asked = 0
        private var before = (paths: 0, asked: 0)
        private var epoch: Int64 = 0

        init(_ key: FlowKey, at time: Timestamp) {
            client = key.initiator
            server = key.responder
            port = key.responderPort
            count = FloodCount(at: time)
            epoch = time.second / 10
        }

        mutating func ask(_ path: UInt64, at time: Timestamp) {
            if time.second / 10 != epoch {
                epoch = time.second / 10
                before = (latest.count, asked)
                latest = DistinctCount()
                asked = 0
            }
            latest.add(path)
            asked += 1
            paths.add(path)
        }

        /// Paths and requests of the last twenty seconds at most.
        var recent: (paths: Int, asked: Int) { (max(latest.count, before.paths), asked + before.asked) }
    }

    package init(settings: RuleSettings) {
        limits = FloodCount.Limits(
            second: Int(settings["requests_per_second"]), ten: Int(settings["requests_in_ten"]))
        pathShare = settings["path_share"]
        shared = FloodedServer.Limits(
            second: Int(settings["shared_per_second"]), ten: 5 * Int(settings["shared_per_second"]),
            source: settings["source_per_second"])
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
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        var path: UInt64?
        if event.kind == .application {
            guard case .application(.httpRequest(let request)) = event.detail else { return }
            let asked = Self.digest(request)
            path = asked
            share(&event, request, asked, context, &report)
        }
        let key = event.flow.key
        let digest = Digest.of(key.initiator, key.responder) ^ UInt64(key.responderPort) << 20
        guard let place = pairs.place(of: digest, at: event.timestamp, make: { _ in Pair(key, at: event.timestamp) })
        else { return }
        if pairs[place].count.isStale(at: event.timestamp, after: 30) { pairs[place] = Pair(key, at: event.timestamp) }
        if pairs[place].count.advance(to: event.timestamp) {
            if isNamed(key) { pairs[place].isNamed = true }
            if let finding = judged(&pairs[place]) { report.report(finding) }
        }
        pairs[place].count.note(flow: event.flow.id)
        if let path {
            pairs[place].count.add(1, at: event.timestamp)
            pairs[place].ask(path, at: event.timestamp)
        } else {
            pairs[place].count.settle(at: event.timestamp)
            pairs[place].connections += 1
        }
    }

    /// The client was told of as one of many.
    private mutating func isNamed(_ key: FlowKey) -> Bool {
        guard let place = servers.find(Digest.of(key.responder) ^ UInt64(key.responderPort) << 20) else { return false }
        return servers[place].names(key.initiator)
    }

    /// The server's view.
    private mutating func share(
        _ event: inout FlowEvent, _ request: borrowing HTTPRequest, _ path: UInt64,
        _ context: borrowing DetectionContext, _ report: inout FindingSink
    ) {
        let key = event.flow.key
        // Programs inside post what they measure, all to one place.
        if request.contentLength ?? 0 > 0, context.home.contains(key.initiator), context.home.contains(key.responder) {
            return
        }
        let digest = Digest.of(key.responder) ^ UInt64(key.responderPort) << 20
        let now = event.timestamp
        guard let place = servers.place(of: digest, at: now, make: { _ in FloodedServer(key, at: now) }),
            let finding = servers[place].ask(key.initiator, path, flow: event.flow.id, at: now, shared)
        else { return }
        report.report(finding)
    }

    private func judged(_ pair: inout Pair) -> Finding? {
        let usesClear = pair.count.total > 0
        let (one, ten) = (pair.count.sum(seconds: 1), pair.count.sum(seconds: 10))
        guard
            let crossing = FloodCount.Crossing(
                usesClear ? one.events : one.settled, usesClear ? ten.events : ten.settled, limits)
        else { return nil }
        let recent = pair.recent
        if usesClear, Double(recent.paths) > max(pathShare * Double(recent.asked), 3) { return nil }
        guard !pair.isNamed, pair.count.speaks(of: usesClear ? pair.count.total : pair.connections) else { return nil }
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
