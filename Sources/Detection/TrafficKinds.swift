import Vocabulary

/// What kind of flow an event is about, as far as it decides whether a rule can do anything with it.
///
/// Why it exists: in a flood every packet opens a flow in which nothing is ever said, and most rules judge what is said. A
/// rule that is not called costs nothing.
package struct TrafficKinds: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// TCP that began with a SYN, and TCP joined midway or begun with something else.
    package static let openedTCP = TrafficKinds(rawValue: 1 << 0)
    package static let otherTCP = TrafficKinds(rawValue: 1 << 1)
    package static let udp = TrafficKinds(rawValue: 1 << 2)
    package static let icmp = TrafficKinds(rawValue: 1 << 3)
    /// All other protocols.
    package static let other = TrafficKinds(rawValue: 1 << 4)
    /// Flows without a byte of payload, of the kinds above: without this only flows in which something was said.
    package static let silent = TrafficKinds(rawValue: 1 << 5)
    /// Of ends, not those of TCP that began with a SYN to which nobody said more than a SYN-ACK, and that was not sent again since it was told.
    package static let notLapses = TrafficKinds(rawValue: 1 << 6)

    package static let tcp: TrafficKinds = [.openedTCP, .otherTCP]
    /// Everything that is said.
    package static let speaking: TrafficKinds = [.openedTCP, .otherTCP, .udp, .icmp, .other]
    package static let all: TrafficKinds = [.openedTCP, .otherTCP, .udp, .icmp, .other, .silent]

    /// How many indices there are: five kinds, speaking and silent, and lapses.
    static let indices = 11
    private static let lapse = 10

    /// The index of the kind of the flow that the event at `index` is about.
    @inline(__always)
    static func index(of events: Span<FlowEvent>, _ index: Int) -> Int {
        let kind: Int
        switch events[index].flow.key.transport {
        case .tcp: kind = events[index].flow.firstFlags.opens ? 0 : 1
        case .udp: kind = 2
        case .icmp, .icmpv6: kind = 3
        default: kind = 4
        }
        let payload = events[index].flow.initiator.payload | events[index].flow.responder.payload
        guard payload == 0 else { return kind }
        return kind == 0 && isLapse(events, index) ? lapse : kind + 5
    }

    @inline(__always)
    private static func isLapse(_ events: Span<FlowEvent>, _ index: Int) -> Bool {
        guard events[index].kind == .closed, events[index].flow.initiator.deltaPackets == 0 else { return false }
        let state = events[index].flow.state
        return state == .opening || state == .answered
    }

    /// True when flows of this index are among these kinds.
    func contains(index: Int) -> Bool {
        if index == Self.lapse { return contains([.openedTCP, .silent]) && !contains(.notLapses) }
        return rawValue & 1 << UInt8(index % 5) != 0 && (index < 5 || contains(.silent))
    }
}
