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

    package static let tcp: TrafficKinds = [.openedTCP, .otherTCP]
    /// Everything that is said.
    package static let speaking: TrafficKinds = [.openedTCP, .otherTCP, .udp, .icmp, .other]
    package static let all: TrafficKinds = [.openedTCP, .otherTCP, .udp, .icmp, .other, .silent]

    /// How many indices there are: five kinds, speaking and silent.
    static let indices = 10

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
        return payload == 0 ? kind + 5 : kind
    }

    /// True when flows of this index are among these kinds.
    func contains(index: Int) -> Bool {
        rawValue & 1 << UInt8(index % 5) != 0 && (index < 5 || contains(.silent))
    }
}
