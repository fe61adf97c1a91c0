package import Vocabulary

/// A second DHCP server offers where another one serves, and sends clients elsewhere.
///
/// Bounds: 256 links (VLANs) with eight servers each.
package struct RogueDhcp: DetectionRule {
    package static let card = RuleCard(
        name: "rogue-dhcp", title: "Rogue DHCP server",
        summary:
            "A server that was not seen on the link before offers leases with another router or name server than the one that "
            + "serves there. Two servers that agree, and relays, are left alone.",
        detections: [.rogueDHCP], techniques: ["T1557.003"], severity: .high,
        options: [
            CardOption(
                "established_leases", 1, 1...1000, "answers", "answers of the first server before another is suspect")
        ],
        blindSpots: [
            "Where both servers first show up in one transaction, which of them is the rogue is a guess, and said with less confidence.",
            "A rogue server that forges the right server's identifier is known only by its frame address.",
        ],
        rationale:
            "T1557.003 works by the router and name servers a lease names; fail-over pairs (RFC 3074 split scopes) hand out the "
            + "same ones.")
    package static let interests: EventKinds = [.application]
    package static let facts: FactKinds = .dhcp

    private var links = DigestTable<Link>(capacity: 256)
    private let established: Int

    private struct Server {
        let address: IPAddress
        let mac: MACAddress
        var routers: [IPAddress] = []
        var names: [IPAddress] = []
        var answers = 0
        let first: Timestamp
        let firstTransaction: UInt32
        /// It served before, in a transaction that only it answered.
        var isKnown = false
        var isTold = false
    }

    private struct Link {
        var servers: [Server] = []
    }

    package init(settings: RuleSettings) { established = Int(settings["established_leases"]) }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard case .application(.dhcp(let message)) = event.detail, message.isReply,
            message.kind == .offer || message.kind == .ack, message.relay.isUnspecified,
            let address = message.serverIdentifier
        else { return }
        let mac = message.frameSource
        let place = links.place(of: DistinctCount.mix(UInt64(event.flow.vlan) + 1), default: Link())
        let index: Int
        if let known = links[place].servers.firstIndex(where: { $0.address == address && $0.mac == mac }) {
            index = known
        } else {
            guard links[place].servers.count < 8 else { return }
            links[place].servers.append(
                Server(address: address, mac: mac, first: event.timestamp, firstTransaction: message.transaction))
            index = links[place].servers.count - 1
        }
        var server = links[place].servers[index]
        server.answers += 1
        if message.transaction != server.firstTransaction, links[place].servers.count == 1 { server.isKnown = true }
        if let router = message.router, !server.routers.contains(router), server.routers.count < 4 {
            server.routers.append(router)
        }
        for name in message.dnsServers where !server.names.contains(name) && server.names.count < 8 {
            server.names.append(name)
        }
        links[place].servers[index] = server
        guard !server.isTold, index > 0, let rival = rival(of: server, among: links[place].servers.prefix(index)) else {
            return
        }
        links[place].servers[index].isTold = true
        // Where both show up in one transaction, nobody was there first: the one that names itself router is suspect, else
        // the faster one, for servers in earnest test an address before they offer it.
        let isRace = rival.firstTransaction == server.firstTransaction && !rival.isKnown
        let blamesRival =
            isRace && (rival.routers.contains(rival.address) || !server.routers.contains(server.address))
        report.report(
            blamesRival
                ? finding(rival, server, message, event, isRace: isRace)
                : finding(server, rival, message, event, isRace: isRace))
    }

    /// An earlier server whose clients are sent elsewhere.
    private func rival(of server: Server, among earlier: ArraySlice<Server>) -> Server? {
        earlier.first { other in
            guard !other.isTold, other.answers >= established else { return false }
            let differsInRouter =
                !server.routers.isEmpty && !other.routers.isEmpty
                && !server.routers.contains { other.routers.contains($0) }
            let differsInNames =
                !server.names.isEmpty && !other.names.isEmpty && !server.names.contains { other.names.contains($0) }
            let isImpostor = server.address == other.address && server.mac != other.mac && differsInRouter
            return differsInRouter || differsInNames || isImpostor
        }
    }

    private func finding(
        _ server: Server, _ rival: Server, _ message: DHCPMessage, _ event: FlowEvent, isRace: Bool
    ) -> Finding {
        var attackers: [Party] = server.address == rival.address ? [] : [.address(server.address)]
        if server.mac != .none { attackers.append(.mac(server.mac)) }
        var victims: [Party] = [.address(rival.address)]
        if message.clientMAC != .none { victims.append(.mac(message.clientMAC)) }
        return Finding(
            detection: .rogueDHCP, summary: "\(server.address) offers leases on a link that \(rival.address) serves",
            severity: .high, confidence: isRace ? 0.6 : rival.answers >= 3 ? 0.9 : 0.75, techniques: ["T1557.003"],
            attackers: attackers,
            victims: victims,
            evidence: [
                Evidence("servers_on_link", count: 2, threshold: 1),
                Evidence("answers_of_the_known_server", count: rival.answers, threshold: Double(established)),
                Evidence("offered_routers", .list(server.routers.map(\.description))),
                Evidence("offered_name_servers", .list(server.names.map(\.description))),
                Evidence("known_routers", .list(rival.routers.map(\.description))),
                Evidence("known_name_servers", .list(rival.names.map(\.description))),
                Evidence("server_link_address", text: "\(server.mac)"),
            ], flows: [event.flow.id], firstSeen: server.first, lastSeen: event.timestamp)
    }
}
