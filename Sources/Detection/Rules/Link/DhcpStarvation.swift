package import Vocabulary

/// Somebody asks for leases in the name of many clients, until the server has none left.
///
/// Bounds: 256 links (VLANs), 512 clients each in a window. Relayed requests come from one frame address by nature and are
/// counted only by their number.
package struct DhcpStarvation: DetectionRule {
    package static let card = RuleCard(
        name: "dhcp-starvation", title: "DHCP starvation",
        summary:
            "Leases are asked for by many new clients in a short time, above all with client addresses that are not the frame's "
            + "own, or by clients that are all alike.",
        detections: [.dhcpStarvation], techniques: ["T1499.002", "T1498.001"], severity: .high,
        options: [
            CardOption(
                "forged_clients", 10, 3...10_000, "clients", "clients whose address is not the frame's, in a minute"),
            CardOption(
                "alike_clients", 30, 5...10_000, "clients", "nameless clients with one fingerprint, in a minute"),
            CardOption("clients", 100, 10...10_000, "clients", "clients of any kind, in a minute"),
        ],
        blindSpots: [
            "Starvation slower than its thresholds a minute.",
            "A conference hall that opens its doors may reach the number of clients.",
        ],
        rationale:
            "A client's `chaddr` is its frame's source unless a relay or a repeater stands between; gobbler, yersinia and "
            + "dhcpstarv send hundreds a second, all alike. Left alone: relays, repeaters with a few clients, offices in the morning."
    )
    package static let interests: EventKinds = [.application]
    package static let facts: FactKinds = .dhcp

    private var links = DigestTable<LeaseSeekers>(capacity: 256)
    private let limits: LeaseSeekers.Limits

    package init(settings: RuleSettings) {
        limits = LeaseSeekers.Limits(
            forged: Int(settings["forged_clients"]), alike: Int(settings["alike_clients"]),
            all: Int(settings["clients"]))
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard case .application(.dhcp(let message)) = event.detail else { return }
        let digest = DistinctCount.mix(UInt64(event.flow.vlan) + 1)
        let place = links.place(of: digest, default: LeaseSeekers(at: event.timestamp))
        links[place].note(message, event)
        if let finding = links[place].judge(limits) { report.report(finding) }
    }
}
