package import Vocabulary

/// Which addresses are ours: configured blocks, else private and link-local space and whoever speaks ARP, NDP or DHCP here.
package struct HomeNetworks: Sendable {
    /// Blocks the owner named; when there are any, nothing else counts.
    package let configured: [AddressBlock]
    private var learnt: Set<IPAddress> = []
    private static let cap = 4096

    package init(configured: [AddressBlock] = []) { self.configured = configured }

    package func contains(_ address: IPAddress) -> Bool {
        if !configured.isEmpty { return configured.contains { $0.contains(address) } }
        return address.isPrivate || address.isLinkLocal || address.isLoopback || learnt.contains(address)
    }

    /// Learns that the sender of a neighbour message lives on our link.
    package mutating func observe(_ fact: NeighborFact) {
        guard configured.isEmpty, fact.senderAddress.isUnicast, learnt.count < Self.cap else { return }
        learnt.insert(fact.senderAddress)
    }

    package func direction(of key: FlowKey) -> Direction {
        switch (contains(key.initiator), contains(key.responder)) {
        case (true, true): .internal
        case (true, false): .outbound
        case (false, true): .inbound
        case (false, false): .external
        }
    }
}
