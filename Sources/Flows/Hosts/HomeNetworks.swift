package import Vocabulary

/// Which addresses are ours: configured blocks, else private and link-local space, the prefixes of the interfaces we listen on, and
/// whoever speaks ARP, NDP or DHCP here.
///
/// Bounds: 4096 learnt addresses, the first ones are kept (a flood of forged ARP then teaches nothing more); `untaught` counts the
/// others. What fools it: a host on our link can forge ARP for any address and make it ours; configured blocks end that.
package struct HomeNetworks: Sendable {
    /// Blocks the owner named; when there are any, nothing else counts.
    package private(set) var configured: [AddressBlock]
    /// Prefixes of live interfaces.
    package private(set) var interfaces: [AddressBlock] = []
    /// Speakers that were not learnt because there were too many.
    package private(set) var untaught: UInt64 = 0
    private var learnt: Set<IPAddress> = []
    private static let cap = 4096

    package init(configured: [AddressBlock] = []) { self.configured = configured }

    /// Other blocks from now on; none: what was derived counts again.
    package mutating func configure(_ blocks: [AddressBlock]) { configured = blocks }

    /// True for an address of ours.
    package func contains(_ address: IPAddress) -> Bool {
        if !configured.isEmpty { return configured.contains { $0.contains(address) } }
        return address.isPrivate || address.isLinkLocal || address.isLoopback || learnt.contains(address)
            || interfaces.contains { $0.contains(address) }
    }

    /// An interface has this prefix: its neighbours are ours.
    package mutating func observe(interface block: AddressBlock) {
        guard !interfaces.contains(block), interfaces.count < 256 else { return }
        interfaces.append(block)
    }

    /// Learns that the sender of a neighbour message lives on our link. A redirect speaks about others.
    package mutating func observe(_ fact: NeighborFact) {
        guard fact.operation != .redirect else { return }
        learn(fact.senderAddress)
    }

    /// Learns the address a DHCP server on our link gave away, and the server's own where no relay stands between.
    package mutating func observe(_ message: DHCPMessage) {
        guard message.kind == .ack else { return }
        learn(message.yourAddress)
        if message.relay.isUnspecified, let server = message.serverIdentifier { learn(server) }
    }

    private mutating func learn(_ address: IPAddress) {
        guard configured.isEmpty, address.isUnicast, !learnt.contains(address) else { return }
        guard learnt.count < Self.cap else {
            untaught &+= 1
            return
        }
        learnt.insert(address)
    }

    /// Where a flow goes. Multicast, broadcast and the unspecified address are as near as who speaks to them.
    package func direction(of key: FlowKey) -> Direction {
        let from = key.initiator.isUnicast ? contains(key.initiator) : nil
        let to = key.responder.isUnicast ? contains(key.responder) : nil
        switch (from ?? to ?? true, to ?? from ?? true) {
        case (true, true): return .internal
        case (true, false): return .outbound
        case (false, true): return .inbound
        case (false, false): return .external
        }
    }
}

extension HomeNetworks: Gauged {
    package func gauge(_ name: String) -> TableGauge {
        TableGauge(
            name, count: learnt.count, capacity: Self.cap, whenFull: "newcomers are not learnt", lost: untaught)
    }
}
