import Vocabulary

/// Floods of packets: SYN, UDP, ICMP, reflected answers.
struct FloodExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        let who = facts.finding.attackers.isEmpty ? nil : facts.attacker
        var lines: [String] = []
        if let answers = facts.count("unasked_answers") {
            let service = facts.text("service").map { " of \($0.uppercased())" } ?? ""
            lines.append(
                "\(facts.victim) is flooded with unasked answers\(service): \(Figures.counted(answers, "unasked answer"))\(facts.within("window_seconds"))."
            )
            if let reflectors = facts.count("reflector_count") {
                lines.append(
                    "They come from \(Figures.counted(reflectors, "reflector")), which answer to a forged source address."
                )
            }
        } else if facts.text("sources") == "spoofed" {
            lines.append("Spoofed sources flooded \(facts.victim)\(facts.within()).")
        } else if let who {
            lines.append("\(who) flooded \(facts.victim)\(facts.within()).")
        } else {
            lines.append("Several unknown sources flooded \(facts.victim)\(facts.within()).")
        }
        lines += volume(facts)
        return lines
    }

    private func volume(_ facts: EventFacts) -> [String] {
        var lines: [String] = []
        if let unfinished = facts.count("unfinished_openings") {
            lines.append(
                "At its worst \(Figures.counted(unfinished, "connection opening")) stayed unfinished\(facts.within("window_seconds"))."
            )
        }
        if let rate = facts.count("unanswered_packets_per_second") {
            lines.append("At its worst it brought \(Figures.counted(rate, "unanswered packet")) a second.")
        }
        if let rate = facts.count("packets_per_second") {
            lines.append("At its worst it brought \(Figures.counted(rate, "packet")) a second.")
        }
        if let packets = facts.count("syn_packets") ?? facts.count("packets") ?? facts.count("segments") {
            let bytes = facts.measure("bytes") ?? facts.measure("payload_bytes")
            lines.append(
                "In total \(Figures.counted(packets, "packet")) came"
                    + (bytes.map { " with \(Figures.bytes($0))" } ?? "") + ".")
        }
        if let sources = facts.count("distinct_sources"), sources > 1 {
            lines.append("They bear \(Figures.counted(sources, "source address", "source addresses")).")
        }
        if let done = facts.count("handshakes_completed") {
            lines.append("\(Figures.counted(done, "handshake")) completed.")
        }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        "The aim is that the machine or its line can serve nobody else. Addresses in a flood are easily forged: who really sends it is "
            + "often unknown, and blocking what is written there may hit bystanders."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "See whether \(facts.victim) still serves; if it does not, limit the flood before it (below), and call the provider when the line "
            + "itself is full."
    }

    func harmless(_ facts: EventFacts) -> String {
        "A load test, a backup or a burst of real visitors: those complete their connections and come from addresses that exist. Ask who "
            + "runs one."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        var steps: [PlaybookStep] = []
        if let victim = facts.victimAddresses.first {
            steps.append(
                PlaybookStep(
                    phase: .contain,
                    action: "On the gateway before \(victim), let only so much of it through. Undo: \(Command.undo)",
                    commands: [limit(facts, victim)]))
            if facts.finding.detection == .synFlood {
                steps.append(
                    PlaybookStep(
                        phase: .contain, action: "On \(victim), answer openings without keeping state for them.",
                        commands: ["sysctl -w net.ipv4.tcp_syncookies=1"]))
            }
            steps.append(
                PlaybookStep(
                    phase: .investigate,
                    action: "On \(victim), see whether connections still get through, and look at the packets.",
                    commands: ["ss -s", Command.watch(victim)]))
        }
        if !facts.attackerAddresses.isEmpty { steps += facts.cutOff() + facts.trace() }
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action:
                    "Give the provider the times and the victim's address and ask for filtering upstream; reflectors of your own "
                    + "(open resolvers, NTP monitoring, SSDP) must be closed."))
        return steps + [facts.release()]
    }

    private func limit(_ facts: EventFacts, _ victim: IPAddress) -> String {
        switch facts.finding.detection {
        case .synFlood:
            return Command.limit("tcp flags & (syn | ack) == syn", to: victim, perSecond: 200, name: "limit_syn")
        case .icmpFlood:
            return Command.limit(
                victim.isV4 ? "meta l4proto icmp" : "meta l4proto ipv6-icmp", to: victim, perSecond: 20,
                name: "limit_icmp")
        case .tcpReflectionFlood:
            return Command.limit(
                "tcp flags & (syn | ack) == (syn | ack)", to: victim, perSecond: 200, name: "limit_synack")
        default:
            let port =
                facts.text("service").flatMap { Self.ports[$0] }
                ?? facts.count("reflector_port").flatMap { UInt16(exactly: $0) }
            return Command.limit(
                port.map { "udp sport \($0)" } ?? "meta l4proto udp", to: victim, perSecond: 500, name: "limit_udp")
        }
    }

    private static let ports: [String: UInt16] = [
        "dns": 53, "ntp": 123, "ssdp": 1900, "snmp": 161, "memcached": 11_211, "chargen": 19, "ldap": 389,
    ]
}
