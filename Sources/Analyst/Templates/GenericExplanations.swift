import Vocabulary

/// An address or name that an intelligence list calls bad.
struct IntelligenceExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] { AnomalyExplanation.plainly(facts) }

    func meaning(_ facts: EventFacts) -> String {
        "Somebody else saw this address or name do harm and put it on a list. Lists age and err: the entry says what to look for, not what "
            + "happened here."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "See who began the contact and how much was said: a refused knock from outside matters little, an answered call from inside much."
    }

    func harmless(_ facts: EventFacts) -> String {
        "An address that was given to somebody else since, a shared host or proxy, a list of doubtful quality. Look the entry up at its source."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        var steps = facts.cutOff()
        for address in (facts.attackerAddresses + facts.victimAddresses).filter(\.isGlobal).prefix(2) {
            steps.append(
                PlaybookStep(
                    phase: .investigate, action: "See all that was said with \(address), by whom and since when.",
                    commands: [Command.flows(of: address, since: "30d"), Command.sockets(with: address)]))
        }
        steps += facts.trace()
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action:
                    "On machines of yours that called it, find the program that did, and remove it if nobody knows it.")
        )
        return steps + [facts.release()]
    }
}

/// What is unusual, and rules this version has no template for: told by their own words and numbers.
struct AnomalyExplanation: Explanation {
    /// Ports and log-ins are told by the evidence beside it: "ports 12" would read as the port of that number.
    func claims(_ facts: EventFacts) -> [String] {
        guard facts.finding.detection == .anomaly else { return Self.plainly(facts) }
        let subject = EventFacts.people(facts.finding.attackers) ?? EventFacts.people(facts.finding.victims)
        return Self.plainly(
            facts, summary: "The traffic of \(subject ?? "a host") is unusual",
            evidence: facts.finding.evidence.filter { !$0.name.contains("port") && !$0.name.contains("log_in") })
    }

    /// The rule's sentence and its first numbers.
    static func plainly(_ facts: EventFacts) -> [String] {
        plainly(facts, summary: facts.finding.summary, evidence: facts.finding.evidence)
    }

    private static func plainly(_ facts: EventFacts, summary: String, evidence: [Evidence]) -> [String] {
        var lines = [summary.hasSuffix(".") ? summary : summary + "."]
        let numbers = evidence.prefix(6).compactMap { item -> String? in
            let words = item.name.split(separator: "_").filter { $0 != "seconds" && $0 != "bytes" }.joined(
                separator: " ")
            guard let value = facts.measure(item.name), value.isFinite, value >= 0, value < 1e15 else { return nil }
            if item.name.contains("seconds") { return "\(words) \(Figures.duration(value))" }
            if item.name.contains("bytes") { return "\(words) \(Figures.bytes(value))" }
            return "\(words) \(Figures.plain(value))"
        }
        if !numbers.isEmpty { lines.append("The numbers: \(numbers.joined(separator: ", ")).") }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        "This is unlike what the network usually does. Unusual is not bad: it says where to look first."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "Ask what changed on \(facts.attacker) at that time: a new program, a new task, a new person."
    }

    func harmless(_ facts: EventFacts) -> String {
        "Anything done for the first time: an update, a move, a new device. If it will go on, let the baseline learn it."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        facts.cutOff() + facts.trace() + [
            PlaybookStep(
                phase: .eradicate,
                action: "When the cause is found and unwanted, remove it; else mark the incident a false positive."),
            facts.release(),
        ]
    }
}
