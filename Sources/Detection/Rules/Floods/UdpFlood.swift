package import Vocabulary

/// A host is sent UDP at a high rate that it neither asked for nor answers.
///
/// State is kept for a victim only from 128 packets in two seconds on. Bounds: 1024 victims. A conversation is no flood: packets
/// of flows that the other side answers are not counted, and queries that a server is seen answering are taken off.
package struct UdpFlood: DetectionRule {
    package static let card = RuleCard(
        name: "udp-flood", title: "UDP flood",
        summary:
            "A host receives UDP packets at a high rate in flows it does not answer. Sources that send many are named; where "
            + "sources are spoofed nobody is, and where they all send from one service port they are reflectors, not attackers.",
        detections: [.udpFlood], techniques: ["T1498.001", "T1498.002"], severity: .high,
        options: [
            CardOption("packets_per_second", 1000, 50...10_000_000, "packets", "unanswered packets in one second"),
            CardOption(
                "many_sources", 300, 20...10_000_000, "packets", "the same when they come from fifty sources or more"),
        ],
        blindSpots: [
            "On an asymmetric path every busy server looks unanswered.",
            "A one-way stream of a stranger (a camera without control connection) looks like a flood.",
            "A flood whose victim answers each packet is told only where the answers fail.",
        ],
        rationale:
            "ntopng's flow flood (256 new flows a second) and the common 1000 packets a second of router guards. Left alone: "
            + "QUIC, calls and VPNs (answered), DNS and NTP servers (their answers are read), multicast, port scans (one packet "
            + "a port).")
    package static let interests: EventKinds = [.opened, .established, .progressed, .closed, .application]
    package static let facts: FactKinds = [.dns, .polls]
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { [.udp, .silent] }

    private var victims = SiftedTable<UdpVictim>(capacity: 1024, promotion: 128)
    private var acquaintances = PairMemory()
    private let limits: UdpVictim.Limits

    package init(settings: RuleSettings) {
        limits = UdpVictim.Limits(
            second: Int(settings["packets_per_second"]), manySources: Int(settings["many_sources"]))
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        if event.kind == .established {
            acquaintances.note(event.flow.key.initiator, event.flow.key.responder)
            return
        }
        guard event.flow.key.transport == .udp, event.flow.key.responder.isUnicast else { return }
        if event.kind == .application {
            guard let place = victims.find(Digest.of(event.flow.key.responder)), event.detail.answersQuery else {
                return
            }
            victims[place].answer()
            return
        }
        receive(&event, &report)
    }

    private mutating func receive(_ event: inout FlowEvent, _ report: inout FindingSink) {
        let packets = event.flow.burst(of: event.flow.initiator.deltaPackets, among: event.flow.initiator.packets)
        guard packets > 0 else { return }
        if event.kind != .opened, event.flow.responder.packets * 20 >= event.flow.initiator.packets {
            if event.kind == .closed, event.flow.responder.packets > 0 {
                acquaintances.note(event.flow.key.initiator, event.flow.key.responder)
            }
            return
        }
        guard Amplifier(port: event.flow.key.initiatorPort) == nil else { return }
        let victim = event.flow.key.responder
        let begun = event.flow.firstSeen
        guard
            let place = victims.place(
                of: Digest.of(victim), adding: packets, at: event.timestamp,
                make: { UdpVictim(victim, carried: $0 - packets, at: begun) })
        else { return }
        if victims[place].advance(to: event.timestamp) { judge(place, grace: 1, &report) }
        victims[place].receive(event.flow, packets, isNew: event.kind == .opened)
    }

    private mutating func judge(_ place: Int, grace: Int64, _ report: inout FindingSink) {
        let friends = acquaintances
        guard let finding = victims[place].judge(limits, grace: grace, knows: { friends.contains($0, $1) }) else {
            return
        }
        report.report(finding)
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let friends = acquaintances
        let limits = limits
        victims.conclude(&report) { $0.conclude(limits, knows: { friends.contains($0, $1) }) }
    }
}

extension FlowEvent.Detail {
    /// A server's answer to a query over UDP, as far as the dissector reads such protocols.
    var answersQuery: Bool {
        guard case .application(let fact) = self else { return false }
        switch fact {
        case .dns(let message): return message.isResponse && !message.overTCP
        case .ntp(let message): return message.mode == 4
        case .snmp(let message): return message.operation == 2
        default: return false
        }
    }
}
