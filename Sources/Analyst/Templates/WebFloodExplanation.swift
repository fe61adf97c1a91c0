import Vocabulary

/// Floods of web requests, and connections held open by requests that never end.
struct WebFloodExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        if let stalled = facts.count("stalled_connections") {
            var lines = [
                "\(facts.attacker) holds \(Figures.counted(stalled, "stalled connection")) to the web server \(facts.victim) open."
            ]
            if let stall = facts.measure("stall_seconds") {
                lines.append("Each waits for more than \(Figures.duration(stall)) for the rest of its request.")
            }
            return lines
        }
        var lines = ["\(facts.attacker) flooded the web server \(facts.victim) with requests\(facts.within())."]
        if let requests = facts.count("requests_in_window") {
            lines.append(
                "At its worst it made \(Figures.counted(requests, "request"))\(facts.within("window_seconds")).")
        } else if let connections = facts.count("connections_in_window") {
            lines.append(
                "At its worst it opened \(Figures.counted(connections, "connection"))\(facts.within("window_seconds"))."
            )
        }
        if let requests = facts.count("requests"), let paths = facts.count("distinct_paths"), requests > 0 {
            lines.append(
                "In total \(Figures.counted(requests, "request")) went to \(Figures.counted(paths, "path")).")
        }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        "The web server is kept busy with requests nobody wants an answer to, until it has no room for real visitors. The connections are "
            + "complete, so the address is real."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "Block \(facts.attacker) before the web server, then see whether it serves again."
    }

    func harmless(_ facts: EventFacts) -> String {
        "A crawler, a monitoring probe set too fast, a load test, or many people behind one address. Look at the pages asked for and the "
            + "user agent in the server's log."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        var steps = facts.cutOff()
        let port = facts.count("port").flatMap { UInt16(exactly: $0) } ?? 80
        if let victim = facts.victimAddresses.first {
            steps.append(
                PlaybookStep(
                    phase: .investigate, action: "On \(victim), count the connections of port \(port) by address.",
                    commands: [
                        "ss -Htn state established \(Command.quoted("sport = :\(port)")) | awk '{print $4}' | sort | uniq -c | sort -rn | head"
                    ]))
            if let attacker = facts.attackerAddresses.first {
                steps.append(
                    PlaybookStep(
                        phase: .investigate, action: "On \(victim), read what was asked for.",
                        commands: [
                            Command.log(
                                "-u nginx -u apache2", from: facts.finding.firstSeen, to: facts.finding.lastSeen,
                                naming: attacker)
                        ]))
            }
        }
        steps += facts.trace()
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action:
                    "Limit requests and connections an address in the web server, and end requests whose head takes longer than ten "
                    + "seconds (nginx: limit_req, limit_conn, client_header_timeout)."))
        return steps + [facts.release()]
    }
}
