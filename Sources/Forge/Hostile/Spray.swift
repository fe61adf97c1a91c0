/// What somebody sends who wants to fill our tables: one kind of thing, never twice the same.
package enum Spray: String, Sendable, CaseIterable {
    /// SYNs and datagrams, each from another source, to another destination in half of the cases.
    case addresses
    /// One pair of hosts, every pair of ports.
    case ports
    /// Questions for names that nobody registered, and answers that give them to addresses nobody has.
    case dnsNames = "dns-names"
    /// First parts of fragmented datagrams whose rest never comes, and later parts of others.
    case fragments
    /// TLS client hellos, half of them unfinished, each for another server name.
    case serverNames = "server-names"
    /// ARP and DHCP, each from another card.
    case cards
    /// First bytes of streams that are no protocol, and segments behind a hole.
    case streamHeads = "stream-heads"
    /// Packets in packets in packets, each with other addresses inside.
    case tunnels
    /// Refused log-ins, each by another client to another server.
    case logins
    /// Whole port scans, each by another attacker of another victim: incidents.
    case incidents

    /// The table this kind fills first, by its gauge's name.
    package var table: String {
        switch self {
        case .addresses, .ports: "flows"
        case .dnsNames: "dns-tunnel.profiles"
        case .fragments: "wire.fragments"
        case .serverNames, .streamHeads: "wire.streams"
        case .cards: "home.learnt"
        case .tunnels: "flows"
        case .logins: "brute-force.tallies"
        case .incidents: "incidents.open"
        }
    }
}
