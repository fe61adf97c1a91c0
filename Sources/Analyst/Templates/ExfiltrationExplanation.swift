import Vocabulary

/// Much goes out and little comes back.
struct ExfiltrationExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        let name = facts.name("server_name").map { " (\($0))" } ?? ""
        let port = facts.count("port").map { " on port \($0)" } ?? ""
        var lines: [String] = []
        if let sent = facts.measure("bytes_sent") {
            lines.append(
                "\(facts.attacker) sent \(Figures.bytes(sent)) to \(facts.victim)\(name)\(port)\(facts.within("seconds"))."
            )
        } else {
            lines.append("\(facts.attacker) sent much to \(facts.victim)\(name).")
        }
        if let received = facts.measure("bytes_received") { lines.append("It received \(Figures.bytes(received)).") }
        if let before = facts.measure("busiest_hour_before_bytes"), before > 0 {
            lines.append("Its busiest hour before had \(Figures.bytes(before)) in total.")
        }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        "Data left the network in an amount or a manner that is not this machine's habit. What it was cannot be read from encrypted packets; "
            + "assume the most valuable thing the machine could reach."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "Ask the person who works on \(facts.attacker) about this upload; if nobody knows of it, block \(facts.victim) now."
    }

    func harmless(_ facts: EventFacts) -> String {
        "A backup to a new service, a video or a large mail sent out, a cloud share that was just set up. The owner of the machine will know."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        var steps: [PlaybookStep] = []
        if let far = facts.victimAddresses.first {
            steps.append(EventFacts.cutOff(from: far))
            steps.append(
                PlaybookStep(
                    phase: .investigate,
                    action: "On \(facts.attacker), see which program talks to \(far), if it still does.",
                    commands: [Command.sockets(with: far)]))
            steps.append(
                PlaybookStep(
                    phase: .investigate, action: "See who else sent data to \(far), and since when.",
                    commands: [Command.flows(of: far, since: "30d")]))
        }
        steps += facts.trace()
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action:
                    "Remove what sent it, close the account or key it used, and find out which files it read: that decides whom to tell."
            ))
        steps.append(
            PlaybookStep(
                phase: .recover,
                action: "Tell whoever must know by law or contract about lost data, with the times and amounts above."))
        return steps + [facts.release()]
    }
}
