import Vocabulary

/// Port scans, host scans, sweeps: somebody looks for what is there.
struct ScanExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        let who = facts.attacker
        switch facts.finding.detection {
        case .scanHorizontal:
            let port = facts.text("port").map { word in
                let parts = word.split(separator: " ")
                return parts.count == 2 ? "\(parts[0].uppercased()) port \(parts[1])" : "one port"
            }
            var lines = ["\(who) tried \(port ?? "one port") on one host after the other in \(facts.victim)."]
            if let failed = facts.count("failed_hosts"), let talked = facts.count("hosts_that_talked") {
                lines.append(
                    "Connections to \(Figures.counted(failed, "host")) failed; \(Figures.counted(talked, "host")) answered."
                )
            }
            return lines
        case .icmpSweep:
            guard let asked = facts.count("hosts_asked"), let answered = facts.count("hosts_that_answered") else {
                break
            }
            return [
                "\(who) pinged \(Figures.counted(asked, "host")) of \(facts.victim)\(facts.within()), and \(Figures.grouped(answered)) answered."
            ]
        case .arpSweep:
            guard let asked = facts.count("addresses_asked_for"), let answered = facts.count("answered") else { break }
            return [
                "\(who) asked the link for \(Figures.counted(asked, "address", "addresses")) of \(facts.victim)\(facts.within()), "
                    + "and \(Figures.grouped(answered)) answered."
            ]
        case .ipProtocolScan:
            guard let count = facts.count("distinct_protocols") else { break }
            return ["\(who) tried \(Figures.counted(count, "IP protocol")) of \(facts.victim)\(facts.within())."]
        default: break
        }
        return ports(facts)
    }

    private func ports(_ facts: EventFacts) -> [String] {
        guard let count = facts.count("distinct_ports") else { return ["\(facts.attacker) scanned \(facts.victim)."] }
        var lines = [
            "\(facts.attacker) scanned \(facts.victim) and tried \(Figures.counted(count, "distinct port"))\(facts.within())."
        ]
        var fates: [String] = []
        if let refused = facts.count("refused"), refused > 0 {
            fates.append("\(Figures.counted(refused, "port")) refused")
        }
        if let silent = facts.count("unanswered"), silent > 0 {
            fates.append("\(Figures.counted(silent, "port")) stayed silent")
        }
        if !fates.isEmpty { lines.append(fates.joined(separator: ", ") + ".") }
        let open = facts.list("connected_ports").compactMap { UInt16($0) }.prefix(8)
        if !open.isEmpty {
            lines.append(
                "It found and connected to \(open.count == 1 ? "port" : "ports") \(open.map(String.init).joined(separator: ", "))."
            )
        }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        "A scan harms nothing by itself. It is how an attacker learns which machines and services there are before choosing one, and "
            + "a machine of yours that scans may have been taken over."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "Find out whose machine \(facts.attacker) is and what ran on it then; if it is yours and nobody knows why it scans, isolate it."
    }

    func harmless(_ facts: EventFacts) -> String {
        "A vulnerability scanner, an inventory or monitoring tool, or an administrator looking for a machine. Ask who runs one; then "
            + "allow its address with a suppression."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        let victims = facts.victimAddresses.prefix(2)
        let open = facts.list("connected_ports").compactMap { UInt16($0) }.prefix(8)
        var steps = facts.cutOff() + facts.trace()
        if let victim = victims.first {
            steps.append(
                PlaybookStep(
                    phase: .investigate,
                    action: open.isEmpty
                        ? "On \(victim), see what listens: what the scan was after."
                        : "On \(victim), see what listens on the ports that answered (\(open.map(String.init).joined(separator: ", "))), "
                            + "and read those services' logs.",
                    commands: ["ss -tulnp"]))
        }
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action: "Close services that nobody needs, and let the rest be reached only from where they are used."))
        return steps + [facts.release()]
    }
}
