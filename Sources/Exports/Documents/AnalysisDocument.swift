package import Vocabulary

/// Everything `analyze` found out about one capture, and its JSON form (docs/reference/json.md).
package struct AnalysisDocument: Sendable {
    package var input = ""
    package var counts = CaptureCounts()
    package var first: Timestamp?
    package var last: Timestamp?
    package var linkTypes: [LinkType] = []
    /// Distinct outer 5-tuples, and those seen inside tunnels.
    package var flows: UInt64 = 0
    package var tunnelledFlows: UInt64 = 0
    package var dnsQueries: UInt64 = 0
    package var dnsResponses: UInt64 = 0
    /// Counted stops of the decoder, in a stable order.
    package var malformed: [(stop: Stop, count: UInt64)] = []
    /// What could not be seen: drops, evictions, a file that was cut off. Name and number, in a stable order.
    package var losses: [(name: String, count: UInt64)] = []
    /// Sentences about what could not be read, such as where a file was cut off.
    package var notices: [String] = []
    /// Live interfaces, each with what came to it and what was lost of that; for people, not in the JSON form.
    package var interfaces: [InterfaceSummary] = []
    package var incidents: [Incident] = []
    package var hosts: [HostSummary] = []
    package var elapsedSeconds = 0.0
    package var workers = 1

    package init() {}

    /// What one live interface gave.
    package struct InterfaceSummary: Sendable {
        package var name: String
        /// Frames that came to the socket, those that were lost there included.
        package var received: UInt64
        package var read: UInt64
        package var droppedByInterface: UInt64
        package var lostInRing: UInt64

        package init(
            name: String, received: UInt64, read: UInt64, droppedByInterface: UInt64, lostInRing: UInt64
        ) {
            self.name = name
            self.received = received
            self.read = read
            self.droppedByInterface = droppedByInterface
            self.lostInRing = lostInRing
        }
    }

    /// What one host did in the capture.
    package struct HostSummary: Sendable {
        package var address: IPAddress
        package var mac: MACAddress
        package var name: String
        package var isHome: Bool
        package var sentPackets: UInt64
        package var sentBytes: UInt64
        package var receivedPackets: UInt64
        package var receivedBytes: UInt64
        package var flows: UInt64

        package init(
            address: IPAddress, mac: MACAddress, name: String, isHome: Bool, sentPackets: UInt64, sentBytes: UInt64,
            receivedPackets: UInt64, receivedBytes: UInt64, flows: UInt64
        ) {
            self.address = address
            self.mac = mac
            self.name = name
            self.isHome = isHome
            self.sentPackets = sentPackets
            self.sentBytes = sentBytes
            self.receivedPackets = receivedPackets
            self.receivedBytes = receivedBytes
            self.flows = flows
        }
    }

    /// The whole document. All but `timing` is the same for the same capture, byte for byte.
    package func json(indentation: Int? = 2) -> String {
        var writer = JSONWriter(indentation: indentation)
        writer.object { document in
            capture(&document)
            document.array("incidents") { list in incidents.forEach { list.incident($0) } }
            document.array("hosts") { list in hosts.forEach { host($0, &list) } }
            document.object("timing") {
                $0.field("elapsed_seconds", elapsedSeconds)
                $0.field("packets_per_second", elapsedSeconds > 0 ? Double(counts.packets) / elapsedSeconds : 0)
                $0.field("workers", workers)
            }
        }
        return writer.text
    }

    /// One line of JSON an incident, for tools that read lines.
    package var incidentLines: [String] {
        incidents.map { incident in
            var writer = JSONWriter()
            writer.incident(incident)
            return writer.text
        }
    }

    private func capture(_ document: inout JSONWriter) {
        document.object("capture") { capture in
            capture.field("input", input)
            capture.field("packets", counts.packets)
            capture.field("bytes", counts.bytes)
            if let first { capture.field("first", first.description) } else { capture.null("first") }
            if let last { capture.field("last", last.description) } else { capture.null("last") }
            capture.field("link_type", linkTypes.map(\.name).joined(separator: ","))
            capture.object("counts") {
                for (name, count) in counts.named { $0.field(name, count) }
            }
            capture.field("flows", flows)
            capture.object("tunnelled") { $0.field("flows", tunnelledFlows) }
            capture.object("dns") {
                $0.field("queries", dnsQueries)
                $0.field("responses", dnsResponses)
            }
            capture.array("malformed") { list in
                for (stop, count) in malformed {
                    list.object {
                        $0.field("layer", "\(stop.layer)")
                        $0.field("reason", "\(stop.reason)")
                        $0.field("count", count)
                    }
                }
            }
            capture.object("losses") { for (name, count) in losses { $0.field(name, count) } }
            capture.field("notices", notices)
        }
    }

    private func host(_ host: HostSummary, _ list: inout JSONWriter) {
        list.object {
            $0.field("address", host.address.description)
            if host.mac != .none { $0.field("mac", host.mac.description) }
            $0.field("name", ifPresent: host.name)
            $0.field("home", host.isHome)
            $0.field("sent_packets", host.sentPackets)
            $0.field("sent_bytes", host.sentBytes)
            $0.field("received_packets", host.receivedPackets)
            $0.field("received_bytes", host.receivedBytes)
            $0.field("flows", host.flows)
        }
    }
}

extension CaptureCounts {
    /// The counts by the names of the contract, in its order.
    package var named: [(String, UInt64)] {
        [
            ("packets", packets), ("ipv4", ipv4), ("ipv6", ipv6), ("arp", arp), ("tcp", tcp), ("udp", udp),
            ("icmp", icmp), ("icmpv6", icmpv6), ("unsupported", unsupported),
        ]
    }
}

extension LinkType {
    /// The name people know, else `link-N`.
    package var name: String {
        switch self {
        case .ethernet: "ethernet"
        case .bsdLoopback, .openBSDLoopback: "loopback"
        case .ppp, .pppHDLC: "ppp"
        case .pppoe: "pppoe"
        case .rawIP, .rawIPv4, .rawIPv6: "raw-ip"
        case .linuxCooked: "linux-cooked"
        case .linuxCooked2: "linux-cooked-2"
        default: "link-\(rawValue)"
        }
    }
}
