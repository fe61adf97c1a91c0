import Vocabulary

/// Data carried in pings.
struct ICMPTunnelExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        var lines = ["\(facts.attacker) carries data in pings to \(facts.victim)\(facts.within("seconds"))."]
        if let odd = facts.count("odd_payloads"), let bytes = facts.measure("payload_bytes") {
            lines.append("\(Figures.counted(odd, "odd payload")) came with \(Figures.bytes(bytes)).")
        }
        if let other = facts.count("replies_with_other_content"), other > 0 {
            lines.append("\(Figures.counted(other, "reply", "replies")) had other content than the question.")
        }
        if let sizes = facts.count("distinct_sizes") {
            lines.append("The payloads have \(Figures.counted(sizes, "distinct size")).")
        }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        "An ordinary ping carries the same few bytes each time and gets them back. Here each carries something else: a channel that most "
            + "firewalls let pass."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "Drop pings between \(facts.attacker) and \(facts.victim), then find the program that sends them."
    }

    func harmless(_ facts: EventFacts) -> String {
        "Some monitoring tools put times or test patterns into pings, and path-MTU tests vary their size. Ask who measures that line."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        var steps: [PlaybookStep] = []
        if let far = facts.victimAddresses.first {
            steps.append(EventFacts.cutOff(from: far))
            if let near = facts.attackerAddresses.first {
                let pings = near.isV4 ? "icmp" : "icmp6"
                steps.append(
                    PlaybookStep(
                        phase: .investigate,
                        action: "Look at what the pings carry, and on \(near) for the program that holds a raw socket.",
                        commands: [
                            "timeout 600 tcpdump -nXi any -c 20 \(Command.quoted("\(pings) and host \(near) and host \(far)"))",
                            "ss -wanp",
                        ]))
            }
        }
        steps += facts.trace()
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action: "Remove the program and what starts it; assume that what the machine could read has left."))
        steps.append(
            PlaybookStep(
                phase: .recover, action: "At the gateway, let out only pings of ordinary size and few a second."))
        return steps + [facts.release()]
    }
}
