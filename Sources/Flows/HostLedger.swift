package import Vocabulary

/// What each host sent and received over a whole capture: the table of hosts that a summary shows.
///
/// Bounds: `capacity` hosts; when it is full, new hosts are counted in `overflow` and not kept (the busy ones come early).
package struct HostLedger: Sendable {
    package struct Entry: Sendable, BitwiseCopyable {
        package var mac = MACAddress.none
        package var sentPackets: UInt64 = 0
        package var sentBytes: UInt64 = 0
        package var receivedPackets: UInt64 = 0
        package var receivedBytes: UInt64 = 0
        /// Flows it took part in.
        package var flows: UInt64 = 0
    }
    package private(set) var entries: [IPAddress: Entry] = [:]
    package private(set) var overflow: UInt64 = 0
    private let capacity: Int

    package init(capacity: Int = 65_536) { self.capacity = capacity }

    /// Counts a flow when it ends: each flow ends exactly once.
    package mutating func observe(_ event: FlowEvent) {
        guard event.kind == .closed, event.flow.depth == 0 else { return }
        let flow = event.flow
        add(flow.key.initiator, sent: flow.initiator, received: flow.responder)
        add(flow.key.responder, sent: flow.responder, received: flow.initiator)
    }

    /// The hosts by bytes, most first; equal ones by address.
    package func busiest(_ limit: Int) -> [(address: IPAddress, entry: Entry)] {
        let sorted = entries.sorted { left, right in
            let a = left.value.sentBytes + left.value.receivedBytes
            let b = right.value.sentBytes + right.value.receivedBytes
            return a != b ? a > b : left.key < right.key
        }
        return sorted.prefix(limit).map { ($0.key, $0.value) }
    }

    private mutating func add(_ host: IPAddress, sent: FlowSnapshot.Side, received: FlowSnapshot.Side) {
        guard host.isUnicast else { return }
        if let place = entries.index(forKey: host) {
            entries.values[place].count(sent: sent, received: received)
        } else if entries.count < capacity {
            var entry = Entry()
            entry.count(sent: sent, received: received)
            entries[host] = entry
        } else {
            overflow += 1
        }
    }
}

extension HostLedger.Entry {
    fileprivate mutating func count(sent: FlowSnapshot.Side, received: FlowSnapshot.Side) {
        if sent.mac != .none, mac == .none { mac = sent.mac }
        sentPackets += sent.packets
        sentBytes += sent.bytes
        receivedPackets += received.packets
        receivedBytes += received.bytes
        flows += 1
    }
}
