import Vocabulary

/// Names that a program invents to find its server.
struct DGAExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        var lines: [String] = []
        if let domains = facts.count("distinct_domains") {
            lines.append("\(facts.attacker) queried \(Figures.counted(domains, "distinct domain"))\(facts.within()).")
        } else {
            lines.append("\(facts.attacker) asked for generated domain names.")
        }
        if let random = facts.count("random_domains") {
            lines.append("\(Figures.grouped(random)) of them look random.")
        }
        if let missing = facts.count("missing_domains") {
            lines.append("\(Figures.grouped(missing)) are missing domains.")
        }
        let examples = facts.names("examples").filter(WireText.isHostName)
        if !examples.isEmpty { lines.append("Among them are \(examples.joined(separator: ", ")).") }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        "Planted software invents names by a rule that its owner knows too, and tries them until one that he registered answers: so it finds "
            + "him again after he is blocked. That it still tries means it has not reached him, or not always."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "Isolate \(facts.attacker) and find the program that asks for these names."
    }

    func harmless(_ facts: EventFacts) -> String {
        "Few things look like this. A browser probes with a handful of random single words at start; a test of a DNS product asks for many."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        var steps = facts.cutOff()
        if let client = facts.attackerAddresses.first {
            steps.append(
                PlaybookStep(
                    phase: .investigate,
                    action: "Look at the names that are asked for now: one that exists leads to the owner's server.",
                    commands: [
                        "timeout 600 tcpdump -ni any -c 100 \(Command.quoted("host \(client) and port 53"))",
                        "netsentinel hunt \(Command.quoted("host:\(client)")) --since 7d --format json",
                    ]))
        }
        steps += facts.trace()
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action:
                    "Set the machine up anew from a known state: what invents names was built to survive removal. Change the passwords "
                    + "used on it."))
        return steps + [facts.release()]
    }
}
