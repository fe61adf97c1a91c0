import Vocabulary

/// All leases are asked for, so that none is left.
struct DHCPStarvationExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        var lines: [String] = []
        let who = facts.finding.attackers.isEmpty ? "Somebody" : facts.attacker
        if let crossed = facts.crossed {
            let kind =
                crossed.name == "forged_clients"
                ? "forged client" : crossed.name == "alike_clients" ? "alike client" : "client"
            lines.append(
                "\(who) asks for leases in the name of \(Figures.counted(crossed.count, kind))\(facts.within("window_seconds"))."
            )
        } else {
            lines.append("\(who) asks for leases in the name of other clients.")
        }
        if let requests = facts.count("requests") { lines.append("\(Figures.counted(requests, "request")) came.") }
        if let refusals = facts.count("refusals"), refusals > 0 {
            lines.append("The server answered with \(Figures.counted(refusals, "refusal")).")
        }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        "When the pool is empty, new machines get no address. Often it prepares the way for a second, false DHCP server."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "See how many leases the DHCP server has left, and find the switch port the requests come from."
    }

    func harmless(_ facts: EventFacts) -> String {
        "Many machines that start at once: a classroom, a power cut, a test of virtual machines."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        let servers =
            facts.victimAddresses.isEmpty
            ? "the DHCP server" : "the DHCP server \(facts.list(facts.victimAddresses.prefix(2)))"
        return [
            PlaybookStep(
                phase: .contain,
                action:
                    "Find the switch port with many hardware addresses and shut it; allow few addresses a port (port security)."
            ),
            PlaybookStep(
                phase: .investigate,
                action: "Look at the requests: the frames' sources tell the port even where the clients are invented.",
                commands: [
                    "timeout 600 tcpdump -nei any -c 50 'udp and (port 67 or port 68)'",
                    "journalctl -u isc-dhcp-server -u dnsmasq -u kea-dhcp4-server --since -1h",
                ]),
            PlaybookStep(
                phase: .eradicate,
                action: "Remove the machine or program behind that port, and release the invented leases on \(servers)."
            ),
            PlaybookStep(
                phase: .recover, action: "Turn on DHCP snooping, and watch for a second DHCP server.",
                commands: ["netsentinel incidents --search dhcp"]),
        ]
    }
}

/// A second DHCP server gives out itself as router or name server.
struct RogueDHCPExplanation: Explanation {
    func claims(_ facts: EventFacts) -> [String] {
        var lines = ["\(facts.attacker) answers DHCP requests on a link that another server serves."]
        if let known = facts.finding.victims.first { lines.append("The known server is \(known).") }
        let routers = Self.addresses(facts, "offered_routers")
        let names = Self.addresses(facts, "offered_name_servers")
        if !routers.isEmpty { lines.append("It offers \(routers.joined(separator: ", ")) as router.") }
        if !names.isEmpty { lines.append("It offers \(names.joined(separator: ", ")) as name server.") }
        return lines
    }

    func meaning(_ facts: EventFacts) -> String {
        "Machines that take its offer send their traffic, or their questions for names, where it says. Whoever runs it can read and "
            + "redirect them."
    }

    func firstStep(_ facts: EventFacts) -> String {
        "Find \(facts.attacker) and unplug it; then let machines renew their leases."
    }

    func harmless(_ facts: EventFacts) -> String {
        "A home router or access point plugged in with the wrong socket, a virtual network bridged by mistake, or a planned second server."
    }

    func steps(_ facts: EventFacts) -> [PlaybookStep] {
        var steps: [PlaybookStep] = []
        if let mac = facts.text("server_link_address").flatMap({ MACAddress($0) }) {
            steps.append(
                PlaybookStep(
                    phase: .contain,
                    action:
                        "Find the switch port of \(mac) and shut it: packets between neighbours do not pass the gateway.",
                    commands: ["ip neigh show | grep -iF \(mac)"]))
        }
        steps.append(
            PlaybookStep(
                phase: .investigate, action: "See who answers, and which machines took an address from it.",
                commands: ["timeout 600 tcpdump -nvei any -c 20 'udp and (port 67 or port 68)'"]))
        steps += facts.trace()
        steps.append(
            PlaybookStep(
                phase: .eradicate,
                action:
                    "Remove the server. On machines that took its offer renew the lease and check that router and name server are yours."
            ))
        steps.append(
            PlaybookStep(
                phase: .recover,
                action: "Turn on DHCP snooping on the switches, so that only the known server's port may offer."))
        return steps
    }

    private static func addresses(_ facts: EventFacts, _ name: String) -> [String] {
        Array(facts.list(name).compactMap { IPAddress($0)?.description }.prefix(3))
    }
}
