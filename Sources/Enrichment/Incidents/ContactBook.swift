package import Vocabulary

/// A talk of one of our hosts with somebody outside.
package struct Contact: Sendable, Hashable {
    package var address: IPAddress
    package var home: IPAddress
    /// Our host began it.
    package var isOutbound: Bool
    package var flow: UInt64
    package var time: Timestamp

    package init(address: IPAddress, home: IPAddress, isOutbound: Bool, flow: UInt64, time: Timestamp) {
        self.address = address
        self.home = home
        self.isOutbound = isOutbound
        self.flow = flow
        self.time = time
    }

    /// What a flow tells: at its opening where our host began it; where somebody outside did, at its end, and only if our host answered,
    /// because the Internet knocks at every door all day.
    package init?(_ flow: FlowSnapshot, _ direction: Direction, isOver: Bool) {
        let isOutbound = direction == .outbound
        guard flow.depth == 0, isOutbound ? !isOver : isOver && direction == .inbound else { return nil }
        guard isOutbound || flow.responder.payload > 0 else { return nil }
        let (near, far) =
            isOutbound ? (flow.key.initiator, flow.key.responder) : (flow.key.responder, flow.key.initiator)
        guard far.isGlobal else { return nil }
        self.init(address: far, home: near, isOutbound: isOutbound, flow: flow.id, time: flow.lastSeen)
    }
}

/// Whose reputation is asked for because one of our hosts talked to them: each address once while it is remembered.
///
/// Bounds: 4,096 contacts wait, further ones are dropped and counted; 65,536 addresses are remembered, then all are forgotten and asked about
/// anew (the cache of the desk still answers).
package struct ContactBook: Sendable {
    private var waiting: [Contact] = []
    private var known: Set<IPAddress> = []
    package private(set) var dropped: UInt64 = 0
    package static let cap = 4096
    private static let memory = 65_536

    package init() {}

    package var count: Int { waiting.count }

    /// True where it is somebody new.
    package mutating func offer(_ contact: Contact) -> Bool {
        guard !known.contains(contact.address) else { return false }
        guard waiting.count < Self.cap else {
            dropped &+= 1
            return false
        }
        if known.count >= Self.memory { known.removeAll(keepingCapacity: true) }
        known.insert(contact.address)
        waiting.append(contact)
        return true
    }

    /// The newest first: what happens now counts more than what waited.
    package mutating func next() -> Contact? { waiting.popLast() }

    package mutating func putBack(_ contact: Contact) { waiting.append(contact) }
}
