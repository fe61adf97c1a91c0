package import Vocabulary

/// Which of several workers a packet belongs to: a fixed hash of its two addresses, in either order.
///
/// Ports take no part, so that everything two hosts say to each other, errors about it included, meets in one worker.
/// The seed is fixed because the split must not differ from run to run; who chooses addresses to overload one worker
/// gains what one worker loses, not a table.
package enum Shard {
    /// ARP and what has no addresses belong to worker 0. An ICMP error is a packet of its own two hosts, and is told as well to whoever has
    /// the flow that it quotes: a router's errors are about many.
    package static func of(_ facts: borrowing PacketFacts, workers: Int) -> Int {
        let network = facts.network
        guard workers > 1, network == .ipv4 || network == .ipv6 else { return 0 }
        return of(facts.source, facts.destination, workers: workers)
    }

    package static func of(_ one: IPAddress, _ other: IPAddress, workers: Int) -> Int {
        let hash = FlowHash(seed: 0).flow(one, 0, other, 0, IPProtocol(rawValue: 0))
        return Int(truncatingIfNeeded: hash >> 32) % max(workers, 1)
    }
}
