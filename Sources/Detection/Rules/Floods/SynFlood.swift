package import Vocabulary

/// More connections are opened to one host than are ever completed: SYN floods, spoofed or from one source.
///
/// State is kept for a victim only once it was sent 24 SYNs in two seconds, so a million spoofed sources cost a counter each.
/// Bounds: 1024 victims. Judged four times a second, on SYNs at least a quarter of a second old: a flood is told within the
/// second, and a flash crowd, whose handshakes complete, is not one.
package struct SynFlood: DetectionRule {
    package static let card = RuleCard(
        name: "syn-flood", title: "SYN flood",
        summary:
            "A host is sent many TCP openings a second on few ports, and hardly any handshake completes. Sources that send "
            + "many are named; where nearly every SYN has a source of its own they are called spoofed and nobody is named. "
            + "Floods of bare ACK, FIN or PSH segments of connections nobody opened are told here too, from three times the rate.",
        detections: [.synFlood], techniques: ["T1498.001", "T1499.001"], severity: .high,
        options: [
            CardOption(
                "unfinished_per_second", 100, 10...1_000_000, "SYNs", "openings without a handshake in one second"),
            CardOption("unfinished_in_ten", 500, 20...10_000_000, "SYNs", "the same in ten seconds"),
            CardOption(
                "completed_share", 0.3, 0...0.9, "share", "above this share of completed handshakes it is no flood"),
        ],
        blindSpots: [
            "A flood that completes its handshakes is a connection or HTTP flood, not this.",
            "On an asymmetric path that hides the handshakes' third packet, a flash crowd looks like a flood.",
            "A flood below fifty SYNs a second.",
            "A flood of segments inside one flow that was joined midway looks like one side of a transfer.",
        ],
        rationale:
            "100 SYN-only packets in 1 s and 500 in 10 s are NetWatch's thresholds; ntopng speaks at 256 a minute. "
            + "SYNs against completed handshakes follow the SYN-FIN CUSUM literature. Left alone: port scans (many ports, few "
            + "SYNs on each), flash crowds, clients retrying a dead server.")
    package static let interests: EventKinds = [.opened, .established, .progressed, .closed]
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { [.tcp, .silent, .notLapses] }
    package static var glances: Bool { true }

    private var victims = SiftedTable<FloodedHost>(capacity: 1024, promotion: 24)
    /// The victim looked at last, which in a flood is the next one too; -1 before the first, and when the table has changed.
    private var last = (address: IPAddress.unspecified, place: -1)
    private let limits: FloodedHost.Limits

    package init(settings: RuleSettings) {
        limits = FloodedHost.Limits(
            rate: FloodCount.Limits(
                second: Int(settings["unfinished_per_second"]), ten: Int(settings["unfinished_in_ten"])),
            completed: settings["completed_share"])
    }

    /// Between two judgements the SYNs of a victim are only counted.
    @inline(__always)
    package mutating func glance(
        _ events: Span<FlowEvent>, _ index: Int, _ context: borrowing DetectionContext
    ) -> Bool {
        guard events[index].flow.firstFlags.opens else { return true }
        let address = events[index].flow.key.responder
        if last.place < 0 || last.address != address {
            let digest = Digest.of(address)
            if let found = victims.find(digest) {
                last = (address, found)
            } else {
                guard events[index].kind == .opened else { return false }
                return isPromoted(events, index, digest)
            }
        }
        return !victims[last.place].counts(events, index, context.source)
    }

    /// A SYN to a host that is no victim yet: true when it becomes one.
    @inline(never)
    private mutating func isPromoted(_ events: Span<FlowEvent>, _ index: Int, _ digest: UInt64) -> Bool {
        let flow = events[index].flow
        return promote(digest, flow, .openings, at: events[index].timestamp) != nil
    }

    private mutating func promote(
        _ digest: UInt64, _ flow: FlowSnapshot, _ kind: FloodedHost.Kind, at time: Timestamp
    ) -> Int? {
        let place = victims.promote(digest, at: time) {
            FloodedHost(flow.key.responder, kind, carried: $0, at: flow.firstSeen)
        }
        if place != nil { last.place = -1 }
        return place
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let key = event.flow.key
        guard key.transport == .tcp else { return }
        let kind: FloodedHost.Kind
        if event.flow.firstFlags.opens {
            kind = .openings
        } else {
            // Answers (SYN-ACK, RST) are the business of `tcp-reflection`, and never their sender's fault.
            guard !event.flow.firstFlags.contains(.syn), !event.flow.firstFlags.contains(.rst),
                event.flow.initiator.packets > 0
            else { return }
            kind = .segments
        }
        let digest = Digest.of(key.responder) ^ (kind == .segments ? 0x5E6D_E27F : 0)
        if let place = victims.find(digest) {
            note(place, &event, &report)
            return
        }
        // Openings that find no victim were counted in `glance`.
        guard event.kind == .opened, kind == .segments,
            let place = promote(digest, event.flow, kind, at: event.timestamp)
        else { return }
        note(place, &event, &report)
    }

    private mutating func note(_ place: Int, _ event: inout FlowEvent, _ report: inout FindingSink) {
        if victims[place].isPast(event.timestamp) {
            if let finding = victims[place].conclude(limits) { report.report(finding) }
            victims[place].beginAnew(at: event.timestamp)
        }
        if victims[place].advance(to: event.timestamp), let finding = victims[place].judge(limits, grace: 1) {
            report.report(finding)
        }
        switch event.kind {
        case .opened:
            let source = event.flow.key.initiator
            victims[place].open(
                source, Digest.of(source), port: event.flow.key.responderPort, event.flow.id, at: event.flow.firstSeen)
        case .established: victims[place].complete()
        default:
            let flow = event.flow
            guard flow.initiator.payload == 0, FloodedHost.isUnfinished(flow.state) else { return }
            victims[place].repeated(flow.key.initiator, flow.initiator.deltaPackets, at: flow.lastSeen)
        }
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let limits = limits
        victims.conclude(&report) { $0.conclude(limits) }
    }
}
