import Vocabulary

/// Data carried in DNS names and answers.
struct DNSTunnelExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        let under = facts.name("domain").map { " under \($0)" } ?? " under one domain"
        var lines = ["\(facts.attacker) carries data in DNS\(under)."]
        if let queries = facts.count("queries"), let names = facts.count("distinct_names") {
            lines.append(
                "It made \(Figures.counted(queries, "query", "queries")) for \(Figures.counted(names, "distinct name"))\(facts.within("seconds"))."
            )
        }
        if let up = facts.measure("information_bytes"), let down = facts.measure("answer_bytes") {
            lines.append(
                "The names hold about \(Figures.bytes(up)) of information and the answers \(Figures.bytes(down)).")
        }
        if let length = facts.measure("mean_name_length") {
            lines.append("A name has \(Figures.decimals(length, 1)) characters in the mean.")
        }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        "A program on that machine talks with whoever holds the domain by way of your resolver, past the firewall: to take data out, or to "
            + "receive orders."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "Refuse \(domain(facts) ?? "the domain") on your resolver, then find the program on \(facts.attacker) that asks for it."
    }

    func harmless(_ facts: EventFacts) -> String {
        "Security products and some content networks ask DNS for verdicts in long names, and a few VPNs of travellers tunnel on purpose. "
            + "Look up who holds the domain."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        var steps: [PlaybookStep] = []
        if let domain = domain(facts) {
            steps.append(
                PlaybookStep(
                    phase: .contain,
                    action:
                        "On the resolver, answer nothing under \(domain) any more (unbound; with dnsmasq: address=/\(domain)/).",
                    commands: ["unbound-control local_zone \(Command.quoted(domain)) always_nxdomain"]))
        }
        steps += facts.cutOff()
        if let client = facts.attackerAddresses.first {
            steps.append(
                PlaybookStep(
                    phase: .investigate,
                    action: "Look at the questions that still come, and on \(client) for the program behind them.",
                    commands: [
                        "timeout 600 tcpdump -ni any -c 50 \(Command.quoted("host \(client) and port 53"))", "ss -uanp",
                    ]))
        }
        steps += facts.trace()
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action:
                    "Remove the program and what starts it; set the machine up anew when it is unclear how it came there. Assume that what "
                    + "the machine could read has left."))
        steps.append(
            PlaybookStep(
                phase: .recover,
                action: "Let machines ask your own resolver only: drop DNS to anybody else at the gateway."))
        return steps + [facts.release()]
    }

    private func domain(_ facts: EventFacts) -> String? {
        facts.text("domain").flatMap { WireText.isHostName($0) ? $0.lowercased() : nil }
    }
}
