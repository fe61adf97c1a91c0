package import Vocabulary

/// A host or a link is sent ICMP at a high rate: ping floods, smurf, floods of error messages.
///
/// Bounds: 512 victims, each kept from 64 packets in two seconds on; 16,384 digests of flows that errors may rightly be about.
package struct IcmpFlood: DetectionRule {
    package static let card = RuleCard(
        name: "icmp-flood", title: "ICMP flood",
        summary:
            "ICMP packets arrive at a high rate: questions, answers nobody asked for, or errors about packets nobody sent.",
        detections: [.icmpFlood], techniques: ["T1498.001", "T1498.002"], severity: .high,
        options: [CardOption("packets_per_second", 250, 20...10_000_000, "packets", "ICMP packets in one second")],
        blindSpots: [
            "Errors about flows that were opened before the capture began count as unfounded.",
            "A flood below the rate, which hurts only weak devices.",
        ],
        rationale:
            "250 ICMP packets a second is ntopng's host check; BlackNurse (TDC-SOC, 2016) needs a few thousand errors. Left "
            + "alone: errors that answer a scan or flood (the packets they quote were seen), pings of monitors, traced routes."
    )
    package static let interests: EventKinds = [.opened, .progressed, .closed, .unreachable]
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds {
        kind == .opened ? .all : [.icmp, .silent]
    }

    package static var glances: Bool { true }

    private var victims = SiftedTable<IcmpVictim>(capacity: 512, promotion: 64, slots: 2048)
    private var quotable = [UInt32](repeating: 0, count: 16_384)
    private var asked = AskedSide()
    private let threshold: Int

    package init(settings: RuleSettings) { threshold = Int(settings["packets_per_second"]) }

    /// Of other flows only the name is kept.
    @inline(__always)
    package mutating func glance(
        _ events: Span<FlowEvent>, _ index: Int, _ context: borrowing DetectionContext
    ) -> Bool {
        let transport = events[index].flow.key.transport
        guard transport != .icmp, transport != .icmpv6 else { return true }
        guard events[index].kind == .opened else { return false }
        let digest = asked.digest(events, index)
        quotable[Int(digest & 16_383)] = UInt32(truncatingIfNeeded: digest >> 32)
        return false
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        if event.kind == .unreachable {
            guard case .unreachable(let fact) = event.detail,
                let place = victims.find(Digest.of(event.flow.key.responder))
            else { return }
            let digest = Digest.of(fact.quoted)
            if quotable[Int(digest & 16_383)] == UInt32(truncatingIfNeeded: digest >> 32) { victims[place].excuse() }
            return
        }
        guard event.flow.key.transport == .icmp || event.flow.key.transport == .icmpv6 else { return }
        let flow = event.flow
        guard let blow = IcmpBlow(flow) else { return }
        guard
            let place = victims.place(
                of: Digest.of(blow.victim), adding: blow.packets, at: event.timestamp,
                make: { IcmpVictim(blow.victim, carried: $0 - blow.packets, at: flow.firstSeen) })
        else { return }
        if victims[place].advance(to: event.timestamp), let finding = victims[place].judge(threshold) {
            report.report(finding)
        }
        victims[place].receive(blow, flow, isNew: event.kind == .opened)
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let threshold = threshold
        victims.conclude(&report) { $0.conclude(threshold) }
    }
}

/// `Digest.of` a flow, where the half of the side that is asked is remembered: in a flood it is the same again and again.
private struct AskedSide {
    private var responder = IPAddress.unspecified
    /// Port and protocol; nothing has these at first.
    private var name = UInt32.max
    private var half: UInt64 = 0

    @inline(__always)
    mutating func digest(_ events: Span<FlowEvent>, _ index: Int) -> UInt64 {
        let transport = UInt32(events[index].flow.key.transport.rawValue) << 16
        let name = UInt32(events[index].flow.key.responderPort) | transport
        let responder = events[index].flow.key.responder
        if self.name != name || self.responder != responder {
            (self.responder, self.name) = (responder, name)
            half = Digest.of(responder, name)
        }
        return half
            ^ Digest.of(events[index].flow.key.initiator, UInt32(events[index].flow.key.initiatorPort) | transport)
    }
}
