package import Vocabulary

/// Services answer a host that never asked: UDP reflection and amplification, fast, or low and slow.
///
/// Bounds: 1024 victims, each kept from 16 unasked answers in ten seconds on. The reflectors are abused machines: they stand in the
/// evidence, never among the attackers.
package struct AmplificationFlood: DetectionRule {
    package static let card = RuleCard(
        name: "amplification-flood", title: "UDP amplification",
        summary:
            "A host receives answers of DNS, NTP, memcached and the like, fragments included, in flows in which it never "
            + "asked anything.",
        detections: [.udpFlood], techniques: ["T1498.002"], severity: .high,
        options: [
            CardOption("answers_per_second", 200, 20...10_000_000, "packets", "unasked answers in one second"),
            CardOption(
                "answers_in_ten", 100, 10...10_000_000, "packets", "unasked answers in ten seconds from `reflectors`"),
            CardOption("reflectors", 10, 1...10_000, "hosts", "different senders that make a slow flood"),
        ],
        blindSpots: [
            "Near the reflector, where the forged questions are seen, the exchange looks like a conversation.",
            "On an asymmetric path that hides a host's questions, all answers look unasked.",
            "Services that are not in the list of amplifiers (`udp-flood` sees them at higher rates).",
        ],
        rationale:
            "The list of protocols is US-CERT TA14-017A's. A handful of unasked answers is normal (a capture that begins "
            + "midway, answers that come late); a hundred in ten seconds from ten servers is not, unless the host asks as much."
    )
    package static let interests: EventKinds = [.opened, .progressed, .closed]
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { [.udp, .silent] }

    private var victims = SiftedTable<AmplifiedVictim>(capacity: 1024, promotion: 16, period: 10)
    private let limits: AmplifiedVictim.Limits

    package init(settings: RuleSettings) {
        limits = AmplifiedVictim.Limits(
            rate: FloodCount.Limits(
                second: Int(settings["answers_per_second"]), ten: Int(settings["answers_in_ten"])),
            reflectors: Int(settings["reflectors"]))
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let key = event.flow.key
        guard key.transport == .udp else { return }
        guard let answer = UnaskedAnswer(&event.flow) else {
            // A question of its own to such a service: what comes back is asked for.
            if event.kind == .opened, event.flow.initiator.packets > 0, Amplifier(port: key.responderPort) != nil,
                let place = victims.find(Digest.of(key.initiator))
            {
                victims[place].ask()
            }
            return
        }
        guard answer.packets > 0 else { return }
        let digest = Digest.of(answer.victim)
        let found = victims.find(digest)
        // A fragment says nothing of its service: alone it makes nobody a victim.
        guard found != nil || !answer.isFragment,
            let place = found
                ?? victims.promote(
                    digest, adding: answer.packets, at: event.timestamp,
                    make: { AmplifiedVictim(answer.victim, carried: $0 - answer.packets, at: event.flow.firstSeen) })
        else { return }
        if victims[place].advance(to: event.timestamp), let finding = victims[place].judge(limits) {
            report.report(finding)
        }
        victims[place].receive(answer, event.flow, isNew: event.kind == .opened)
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let limits = limits
        victims.conclude(&report) { $0.conclude(limits) }
    }
}

/// Packets of a service to somebody who said nothing in that flow.
struct UnaskedAnswer {
    let victim: IPAddress
    let reflector: IPAddress
    let port: UInt16
    let packets: UInt32
    let bytes: UInt32
    /// Later parts of packets whose first part was not seen: of no port, counted only for a victim that is known.
    let isFragment: Bool

    /// The flow is lent where it lies, and stays as it is.
    @inline(__always)
    init?(_ flow: inout FlowSnapshot) {
        let key = flow.key
        if flow.initiator.packets == 0, Amplifier(port: key.responderPort) != nil {
            self.init(
                victim: key.initiator, reflector: key.responder, port: key.responderPort, flow.responder,
                isFragment: false)
        } else if flow.responder.packets == 0, Amplifier(port: key.initiatorPort) != nil,
            Amplifier(port: key.responderPort) == nil
        {
            self.init(
                victim: key.responder, reflector: key.initiator, port: key.initiatorPort, flow.initiator,
                isFragment: false)
        } else if flow.responder.packets == 0, key.initiatorPort == 0, key.responderPort == 0 {
            self.init(victim: key.responder, reflector: key.initiator, port: 0, flow.initiator, isFragment: true)
        } else {
            return nil
        }
        // Local groups are answered to by design (SSDP, mDNS); a service that answers to a routed group was deceived.
        guard victim.isUnicast || victim.isRoutedGroup else { return nil }
    }

    private init(
        victim: IPAddress, reflector: IPAddress, port: UInt16, _ side: FlowSnapshot.Side, isFragment: Bool
    ) {
        self.victim = victim
        self.reflector = reflector
        self.port = port
        packets = side.deltaPackets
        bytes = side.deltaBytes
        self.isFragment = isFragment
    }
}

extension IPAddress {
    /// An IPv4 group that is neither link-local (224.0.0.0/24) nor scoped by an administrator (239.0.0.0/8).
    fileprivate var isRoutedGroup: Bool { isV4 && isMulticast && v4Bits >> 8 != 0xE0_0000 && v4Bits >> 24 != 239 }
}
