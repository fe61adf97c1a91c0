import Flows
package import Vocabulary

/// Data that leaves: far more than the host ever sent before, in bulk, or slowly for hours, to one place outside.
package struct Exfiltration: DetectionRule {
    package static let card = RuleCard(
        name: "exfiltration", title: "Data leaves the network",
        summary: """
            A host of ours sends one outside address much and gets little back: more than it sent to everybody in any hour \
            before, more than 100 megabytes, or a steady stream for hours to an address without a name.
            """,
        detections: [.exfiltration], techniques: ["T1048", "T1048.003", "T1041"], severity: .medium,
        options: [
            CardOption(
                "bulk_megabytes", 100, 1...1_000_000, "MB", "Sent to one address, when the host's past is not known"),
            CardOption("sudden_megabytes", 50, 1...1_000_000, "MB", "Sent to a new address, when the past is known"),
            CardOption("sudden_factor", 10, 2...1000, "times", "So many times the host's busiest hour"),
            CardOption("slow_megabytes", 10, 1...1_000_000, "MB", "Sent slowly to an address without a name"),
            CardOption("slow_hours", 3, 1...168, "hours", "For at least so long"),
            CardOption("asymmetry", 10, 2...1000, "times", "So much more sent than received"),
        ],
        blindSpots: [
            "Uploads to a cloud service that the host uses every day are not told from its usual ones.",
            "What an outside client fetches from a server of ours is serving, and is not judged.",
            "Less than ten megabytes, or many places with a little each, stay below.",
        ],
        rationale: """
            Slips: 100 MB to one address. Calls are two-way; a speed test downloads from the same server; a backup to a NAS \
            stays inside; a usual sync is inside the host's own past.
            """)
    package static let interests: EventKinds = [.progressed, .closed]
    package static var asksAhead: Bool { true }
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { .speaking }

    private typealias Key = HostPair
    private struct Pair {
        var up: UInt64 = 0
        var down: UInt64 = 0
        var first: Timestamp
        var last: Timestamp
        /// Five-minute slices in which something was sent.
        var slices = 0
        var slice: Int64 = .min
        var flows = FlowSample()
        var service = Service.unknown
        var port: UInt16 = 0
        /// What the host sent in its busiest hour before it first spoke to this address, and how long it was known by then.
        var before: UInt64
        var age: Double
        var ladder = ReportLadder()
    }
    private struct Host {
        var first: Timestamp
        var hour: Int64
        var thisHour: UInt64 = 0
        var busiest: UInt64 = 0
    }
    private var pairs = BoundedTable<Key, Pair>(capacity: 16_384)
    private var hosts = BoundedTable<IPAddress, Host>(capacity: 4096)
    private let limits: Limits

    private struct Limits {
        let bulk, sudden, factor, slow, slowSeconds, asymmetry: Double
    }

    package init(settings: RuleSettings) {
        limits = Limits(
            bulk: settings["bulk_megabytes"] * 1e6, sudden: settings["sudden_megabytes"] * 1e6,
            factor: settings["sudden_factor"], slow: settings["slow_megabytes"] * 1e6,
            slowSeconds: settings["slow_hours"] * 3600, asymmetry: settings["asymmetry"])
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let up = UInt64(event.flow.initiator.deltaPayload)
        let down = UInt64(event.flow.responder.deltaPayload)
        guard up | down != 0, event.flow.key.responder.isGlobal, context.home.contains(event.flow.key.initiator),
            !context.home.contains(event.flow.key.responder)
        else { return }
        let now = event.flow.lastSeen
        let key = Key(client: event.flow.key.initiator, server: event.flow.key.responder)
        let hour = now.second / 3600
        let (before, age): (UInt64, Double) = hosts.update(
            key.client, default: Host(first: event.flow.firstSeen, hour: hour)
        ) { host in
            if hour > host.hour {
                host.busiest = max(host.busiest, host.thisHour)
                host.thisHour = 0
                host.hour = hour
            }
            // The past is what was sent before this flow began.
            let past = (max(host.busiest, host.thisHour), max(0, event.flow.firstSeen.seconds(since: host.first)))
            host.thisHour &+= up
            return past
        }
        let limits = limits
        let reason: Reason? = pairs.update(
            key, default: Pair(first: event.flow.firstSeen, last: now, before: before, age: age)
        ) { pair in
            pair.up &+= up
            pair.down &+= down
            pair.last = max(pair.last, now)
            if up > 0, now.second / 300 != pair.slice {
                pair.slice = now.second / 300
                pair.slices += 1
            }
            if event.flow.service != .unknown { pair.service = event.flow.service }
            pair.port = event.flow.key.responderPort
            guard Double(pair.up) >= limits.slow, Double(pair.up) >= limits.asymmetry * Double(pair.down) else {
                return nil
            }
            pair.flows.add(event.flow.id)
            return Self.reason(pair, limits)
        }
        guard let why = reason, let pair = pairs.value(for: key) else { return }
        let name = context.names.name(of: key.server)
        if why == .slow, name != nil { return }
        let climbs = pairs.change(key) { $0.ladder.climbs(to: Int(clamping: $0.up)) } ?? false
        if climbs { report.report(finding(key, pair, why, name: name ?? "")) }
    }

    @inline(__always)
    package mutating func prefetch(_ flow: FlowKey, _ kind: FlowEvent.Kind, _ step: PrefetchStep) {
        let key = Key(client: flow.initiator, server: flow.responder)
        if step == .index { pairs.prefetch(key) } else { pairs.prefetchValue(key, lines: 3) }
    }

    private enum Reason: String {
        case sudden = "far more than the host sent in any hour before, to a new address"
        case bulk = "a bulk upload; the host's past is not known"
        case slow = "a steady one-way stream for hours to an address without a name"
    }

    private static func reason(_ pair: Pair, _ limits: Limits) -> Reason? {
        let up = Double(pair.up)
        // A past of minutes is scaled up to an hour.
        let usual = Double(pair.before) * max(1, 3600 / max(pair.age, 300))
        if pair.age >= 600, up >= limits.sudden, up >= limits.factor * usual { return .sudden }
        if pair.age < 86_400, up >= limits.bulk, up >= 3 * usual { return .bulk }
        let seconds = pair.last.seconds(since: pair.first)
        if seconds >= limits.slowSeconds, up >= limits.slow, Double(pair.slices) >= seconds / 300 * 0.3 { return .slow }
        return nil
    }

    private func finding(_ key: Key, _ pair: Pair, _ reason: Reason, name: String) -> Finding {
        let isClear = pair.service == .http || pair.service == .ftp || pair.service == .smtp || pair.service == .unknown
        return Finding(
            detection: .exfiltration, summary: "\(key.client) sends much to \(key.server) and gets little back",
            severity: reason == .sudden ? .high : .medium,
            confidence: reason == .sudden ? 0.75 : reason == .bulk ? 0.55 : 0.6,
            techniques: isClear ? ["T1048.003", "T1048"] : ["T1048"], attackers: [.address(key.client)],
            victims: [.address(key.server)],
            evidence: [
                Evidence("bytes_sent", count: pair.up, threshold: threshold(reason)),
                Evidence("bytes_received", count: pair.down),
                Evidence("busiest_hour_before_bytes", count: pair.before),
                Evidence("past_seconds", measure: pair.age),
                Evidence("seconds", measure: max(0, pair.last.seconds(since: pair.first))),
                Evidence("active_slices_of_five_minutes", count: pair.slices),
                Evidence("port", count: pair.port),
                Evidence("server_name", text: name),
                Evidence("reason", text: reason.rawValue),
            ],
            flows: pair.flows.ids, firstSeen: pair.first, lastSeen: pair.last)
    }

    private func threshold(_ reason: Reason) -> Double {
        switch reason {
        case .sudden: limits.sudden
        case .bulk: limits.bulk
        case .slow: limits.slow
        }
    }
}
