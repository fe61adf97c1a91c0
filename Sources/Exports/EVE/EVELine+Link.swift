import Vocabulary

/// The lines about addresses being found and given on the link.
extension EVELine {
    mutating func dhcp(_ message: DHCPMessage, _ event: FlowEvent) {
        write("dhcp", at: event.timestamp, event.flow, app: "dhcp") { line in
            line.object("dhcp") { dhcp in
                dhcp.field("type", message.isReply ? "reply" : "request")
                dhcp.field("id", message.transaction)
                dhcp.field("client_mac", message.clientMAC)
                dhcp.field("assigned_ip", Self.ipv4(message.yourAddress))
                dhcp.field("client_ip", Self.ipv4(message.clientAddress))
                if message.isReply { dhcp.field("relay_ip", Self.ipv4(message.relay)) }
                if message.kind != .bootp { dhcp.field("dhcp_type", "\(message.kind)") }
                if let wanted = message.requestedAddress { dhcp.field("requested_ip", wanted) }
                if let server = message.serverIdentifier { dhcp.field("server_identifier", server) }
                if let seconds = message.leaseSeconds { dhcp.field("lease_time", seconds) }
                if let router = message.router { dhcp.field("routers", [router]) }
                if !message.dnsServers.isEmpty { dhcp.field("dns_servers", message.dnsServers) }
                dhcp.field("hostname", ifPresent: message.hostname)
                dhcp.field("vendor_class_identifier", ifPresent: message.vendorClass)
            }
        }
    }

    /// ARP, and IPv6 neighbour discovery in the same form.
    mutating func neighbor(_ fact: NeighborFact, at time: Timestamp) {
        write("arp", at: time) { line in
            if fact.vlan != 0 { line.array("vlan") { list in list.value(fact.vlan) } }
            line.object("arp") { arp in
                arp.field("hw_type", "ethernet")
                arp.field("proto_type", fact.isNDP ? "ipv6" : "ipv4")
                arp.field("opcode", Wording.operation(fact.operation))
                arp.field("src_mac", fact.senderMAC)
                arp.field("src_ip", fact.isNDP ? fact.senderAddress : Self.ipv4(fact.senderAddress))
                arp.field("dest_mac", fact.targetMAC)
                arp.field("dest_ip", fact.isNDP ? fact.targetAddress : Self.ipv4(fact.targetAddress))
                arp.field("frame_src_mac", fact.frameSource)
            }
        }
    }

    /// Where only IPv4 can stand, an address that is not known is 0.0.0.0.
    private static func ipv4(_ address: IPAddress) -> IPAddress { address.isUnspecified ? IPAddress(v4: 0) : address }
}
