import Vocabulary

/// Calls home by a clock.
struct BeaconExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        let name = facts.name("server_name").map { " (\($0))" } ?? ""
        var lines: [String] = []
        if let interval = facts.measure("interval_seconds") {
            lines.append("\(facts.attacker) calls \(facts.victim)\(name) every \(Figures.duration(interval)).")
        } else {
            lines.append("\(facts.attacker) calls \(facts.victim)\(name) by a clock.")
        }
        if let calls = facts.count("arrivals") {
            lines.append("\(Figures.counted(calls, "call")) came\(facts.within()).")
        }
        if let share = facts.measure("gaps_explained") {
            lines.append("A clock explains \(Figures.decimals(share * 100, 1)) % of the gaps.")
        }
        if let bytes = facts.measure("median_bytes_sent") {
            lines.append("Each call sent about \(Figures.bytes(bytes)).")
        }
        if let clients = facts.count("clients_of_server"), clients == 1 {
            lines.append("In the network 1 client calls this server.")
        }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        "Software that was planted on a machine asks its owner for orders like this: at even intervals, in small messages of one size, to a "
            + "server that nobody else here uses."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "Find the program on \(facts.attacker) that opens these connections (below); if nobody knows it, isolate the machine."
    }

    func harmless(_ facts: EventFacts) -> String {
        "Update checks, telemetry, chat and monitoring agents keep time as well. A known program, a server of its maker, or more machines "
            + "that call the same server speak for that."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        var steps: [PlaybookStep] = []
        let far = facts.victimAddresses.first
        if let far {
            steps.append(EventFacts.cutOff(from: far))
        }
        if let near = facts.attackerAddresses.first, let far {
            let interval = max(600, Int((facts.measure("interval_seconds") ?? 600).rounded()) * 2)
            steps.append(
                PlaybookStep(
                    phase: .investigate, action: "On \(near), wait for the next call and see which program makes it.",
                    commands: [
                        "timeout \(min(interval, 86_400)) sh -c \(Command.quoted("until ss -Htunp dst \(far) | grep .; do sleep 1; done"))"
                    ]))
        }
        steps += facts.trace()
        if let far {
            steps.append(
                PlaybookStep(
                    phase: .investigate, action: "See which other machines call \(far).",
                    commands: [Command.flows(of: far, since: "30d")]))
        }
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action:
                    "Take a copy of the program for analysis, then remove it and what starts it; set the machine up anew when it is "
                    + "unclear how it came there, and change the passwords used on it."))
        return steps + [facts.release()]
    }
}
