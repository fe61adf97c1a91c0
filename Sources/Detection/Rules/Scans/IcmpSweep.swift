package import Vocabulary

/// One source pings many hosts, most of which do not answer.
///
/// State is kept for a source only from the second host on. Bounds: 2048 sources with 128 hosts each.
package struct IcmpSweep: DetectionRule {
    package static let card = RuleCard(
        name: "icmp-sweep", title: "ICMP sweep",
        summary:
            "One source sends echo, timestamp or mask requests to many hosts and most do not answer: it looks for who is there.",
        detections: [.icmpSweep], techniques: ["T1018"], severity: .low,
        options: [
            CardOption(
                "silent_hosts", 25, 5...100_000, "hosts", "hosts that were asked and did not answer, in `window`"),
            CardOption("window", 300, 10...3600, "seconds", "the window of `silent_hosts`"),
            CardOption("hour_hosts", 50, 5...100_000, "hosts", "silent hosts in an hour"),
            CardOption("burst_hosts", 64, 10...120, "hosts", "hosts that have not answered yet, in ten seconds"),
        ],
        blindSpots: [
            "A sweep of a block in which nearly every host answers looks like a monitoring station.",
            "A sweep by a machine that also serves DHCP (such servers ping an address before they offer it).",
            "One echo to a multicast address finds all neighbours and is not a sweep.",
        ],
        rationale:
            "25 hosts in 5 minutes as Zeek's policy/misc/scan has it for failed contacts; Slips speaks at 5. Left alone: "
            + "monitoring whose hosts answer, DHCP servers that probe what they are about to offer (RFC 2131, 2.2).")
    package static let interests: EventKinds = [.opened, .echo, .closed, .application]
    package static let facts: FactKinds = .dhcp
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { [.icmp, .silent] }

    private var sieve = RepeatSieve(slots: 4096)
    private var sources = DigestTable<PingSource>(capacity: 2048)
    /// Addresses that hand out leases, the first 64.
    private var leaseServers: [IPAddress] = []
    private let limits: PingSource.Limits

    package init(settings: RuleSettings) {
        limits = PingSource.Limits(
            silent: Int(settings["silent_hosts"]), window: settings["window"], hour: Int(settings["hour_hosts"]),
            burst: Int(settings["burst_hosts"]))
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        if event.kind == .application {
            learn(event.detail)
            return
        }
        guard event.flow.key.transport == .icmp || event.flow.key.transport == .icmpv6 else { return }
        let flow = event.flow
        guard flow.isQuestion, leaseServers.isEmpty || !leaseServers.contains(flow.key.initiator)
        else { return }
        let digest = Digest.of(flow.key.initiator)
        let place: Int
        if let found = sources.find(digest) {
            place = found
        } else {
            let host = UInt32(truncatingIfNeeded: Digest.of(flow.key.responder))
            guard event.kind == .opened, sieve.observe(digest, host) != nil else { return }
            place = sources.insert(digest, PingSource(flow.key.initiator, at: flow.firstSeen))
        }
        switch event.kind {
        case .opened: sources[place].ask(flow)
        case .echo:
            guard case .echo(let echo) = event.detail, !echo.isRequest else { return }
            sources[place].settle(flow, answered: true)
            return
        default: sources[place].settle(flow, answered: flow.responder.packets > 0)
        }
        guard let finding = sources[place].judge(limits, at: event.timestamp, isOver: false) else { return }
        report.report(finding)
    }

    private mutating func learn(_ detail: FlowEvent.Detail) {
        guard case .application(.dhcp(let message)) = detail, message.isReply, let server = message.serverIdentifier,
            leaseServers.count < 64, !leaseServers.contains(server)
        else { return }
        leaseServers.append(server)
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        var last: [Finding] = []
        let limits = limits
        sources.forEach { source in
            if let finding = source.judge(limits, at: now, isOver: true) { last.append(finding) }
        }
        for finding in last { report.report(finding) }
    }
}

extension FlowSnapshot {
    /// An ICMP flow that its initiator opened with a question to one host.
    fileprivate var isQuestion: Bool {
        guard initiator.packets > 0, key.responder.isUnicast else { return false }
        return key.transport == .icmp ? [8, 13, 15, 17].contains(icmpType) : icmpType == 128
    }
}
