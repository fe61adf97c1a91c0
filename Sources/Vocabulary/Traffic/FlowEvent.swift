/// Something that happened to a flow or on the link: what `Flows` hands to `Detection`, in packet order.
///
/// A value of its own, so that events of several workers can be merged before the rules see them.
public struct FlowEvent: Sendable {
    /// `order` of the packet that caused it; timer events carry the order of the packet that moved the clock.
    public var order: UInt64
    /// Event time. For timer events the second that was reached.
    public var timestamp: Timestamp
    public var kind: Kind
    /// The flow as it stands; for `.neighbor` and `.tick` an empty one.
    public var flow: FlowSnapshot
    public var detail: Detail

    @inlinable @inline(__always)
    public init(order: UInt64, timestamp: Timestamp, kind: Kind, flow: FlowSnapshot, detail: Detail = .none) {
        self.order = order
        self.timestamp = timestamp
        self.kind = kind
        self.flow = flow
        self.detail = detail
    }

    public enum Kind: UInt8, Sendable, CaseIterable {
        /// The first packet of a flow.
        case opened
        /// TCP: the handshake is complete.
        case established
        /// TCP: the responder answered the opening with RST, or an ICMP error said that it cannot be reached.
        case refused
        /// 32 more packets or 64 KiB more since the last event of this flow that reported its counters, or a minute has
        /// passed in which it grew. `flow` holds the totals; take the difference to what you saw before.
        case progressed
        /// The initiator sent payload after at least two seconds without any from it (`detail` = `.pulse`).
        case pulse
        /// The flow ended (`flow.ending`).
        case closed
        /// The dissector read something (`detail` = `.application`).
        case application
        /// An ICMP echo with payload (`detail` = `.echo`); at most 512 a flow.
        case echo
        /// An ICMP error that quotes a packet (`detail` = `.unreachable`); `flow` is the ICMP flow itself.
        case unreachable
        /// An ARP or neighbour discovery message (`detail` = `.neighbor`).
        case neighbor
        /// Event time reached a new second (`detail` = `.traffic`, what passed in the one before). Comes before the events of the
        /// packet that moved the clock. Its time never runs backwards by less than an hour: count windows by it.
        case tick
    }

    /// In a box of its own: most events have none, and an event is moved and copied on its way to the rules. A fact of the
    /// application layer, the commonest, has a box already.
    public enum Detail: Sendable {
        case none
        case application(ApplicationFact)
        indirect case neighbor(NeighborFact)
        indirect case echo(EchoFact)
        indirect case unreachable(UnreachableFact)
        indirect case pulse(PulseFact)
        indirect case traffic(TrafficTick)
    }
}

/// The kinds of event a rule wants to see.
public struct EventKinds: OptionSet, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public init(_ kind: FlowEvent.Kind) { rawValue = 1 << UInt16(kind.rawValue) }
    public static let opened = EventKinds(.opened)
    public static let established = EventKinds(.established)
    public static let refused = EventKinds(.refused)
    public static let progressed = EventKinds(.progressed)
    public static let pulse = EventKinds(.pulse)
    public static let closed = EventKinds(.closed)
    public static let application = EventKinds(.application)
    public static let echo = EventKinds(.echo)
    public static let unreachable = EventKinds(.unreachable)
    public static let neighbor = EventKinds(.neighbor)
    public static let tick = EventKinds(.tick)
}
