import Vocabulary

/// Somebody claims another machine's address on the link.
struct ARPSpoofExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        var lines: [String] = []
        if let who = mac(facts, "claimed_by"), let what = address(facts) {
            let holders = facts.list("held_by").filter { MACAddress($0) != nil }
            let held = holders.isEmpty ? "" : ", which belongs to \(holders.prefix(2).joined(separator: " and "))"
            lines.append("\(who) claims the address \(what)\(held).")
        } else {
            lines.append("\(facts.attacker) claims an address of \(facts.victim).")
        }
        if let crossed = facts.crossed {
            let noun = crossed.name.contains("announcement") ? "announcement" : "unasked claim"
            lines.append("\(Figures.counted(crossed.count, noun)) came\(facts.within()).")
        }
        let told = facts.list("told_to").filter { IPAddress($0) != nil }.prefix(4)
        if told.count > 1 { lines.append("It told \(told.joined(separator: ", ")).") }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        "What was meant for the claimed address goes to the claiming machine instead, which can read, change or drop it. When both ends are "
            + "told, it sits between them."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "Find the switch port of \(mac(facts, "claimed_by") ?? facts.attacker) and shut it; then clear the neighbour tables (below)."
    }

    func harmless(_ facts: EventFacts) -> String {
        "A fail-over pair, a router that was replaced, a virtual machine that moved, or an address given out twice. Compare the hardware "
            + "address with your inventory."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        var steps: [PlaybookStep] = []
        let holder = facts.list("held_by").compactMap { MACAddress($0) }.first
        if let liar = facts.text("claimed_by").flatMap({ MACAddress($0) }) {
            steps.append(
                PlaybookStep(
                    phase: .contain,
                    action:
                        "On the gateway, drop what \(liar) sends; on a managed switch shut its port. Undo: \(Command.undo)",
                    commands: [
                        "nft \(Command.quoted("table inet \(Command.table) { chain drop_liar { type filter hook prerouting priority -300; policy accept; ether saddr \(liar) counter drop; }; }"))"
                    ]))
        }
        if let claimed = facts.text("claimed_address").flatMap({ IPAddress($0) }) {
            if let holder {
                steps.append(
                    PlaybookStep(
                        phase: .contain,
                        action: "On machines that matter, fix the true holder of \(claimed) until it is over.",
                        commands: [
                            "ip neigh replace \(claimed) lladdr \(holder) nud permanent dev \"$(ip -o route get \(claimed) | sed 's/.* dev \\([^ ]*\\).*/\\1/')\""
                        ]))
            }
            steps.append(
                PlaybookStep(
                    phase: .investigate, action: "See who claims \(claimed) now.",
                    commands: [
                        "ip neigh show to \(claimed)",
                        "timeout 600 tcpdump -nei any -c 20 \(Command.quoted(claimed.isV4 ? "arp and host \(claimed)" : "icmp6 and host \(claimed)"))",
                    ]))
        }
        steps += facts.trace()
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action:
                    "Clean the claiming machine or remove it. Change passwords that passed unencrypted meanwhile, and end sessions of web "
                    + "sites that were used."))
        steps.append(
            PlaybookStep(
                phase: .recover,
                action: "Clear the neighbour tables, and turn on dynamic ARP inspection where the switches have it.",
                commands: ["ip neigh flush all", Command.undo]))
        return steps
    }

    private func mac(_ facts: EventFacts, _ name: String) -> String? {
        facts.text(name).flatMap { MACAddress($0)?.description }
    }
    private func address(_ facts: EventFacts) -> String? {
        facts.text("claimed_address").flatMap { IPAddress($0)?.description }
    }
}
