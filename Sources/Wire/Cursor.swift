import Vocabulary

/// Where reading stands in one packet: the next header, the end of what was captured, and the end the headers promise.
///
/// Each layer is a method in an extension of its own (`Link/`, `Network/`, …): it reads one header, writes what it says
/// into the facts, moves on and names the header that follows. Invariant: `at <= end <= wireEnd`.
struct Cursor {
    /// Offset of the next header in the lent buffer.
    var at: Int
    /// Where the captured bytes of this packet end.
    var end: Int
    /// Where this packet ends by the link's length or, further in, by the length its headers state.
    var wireEnd: Int
    /// Tags and labels are read in a loop that an attacker may feed: this many were read.
    var links = 0
    /// An authentication header (RFC 4302) was read over IPv4: a second one is not followed.
    var isAuthenticated = false
    /// Inside the first part of a fragmented packet, so a length that exceeds what is here is no fault.
    var isPartial = false
    /// Length of a TCP header that reaches into later fragments; 0 where none does, or its length is there too.
    var cutHeader = 0

    /// The whole frame, held inside the lent bytes.
    init(_ frame: FrameReference, within count: Int) {
        at = min(max(frame.offset, 0), count)
        end = at + min(Int(frame.captured), count - at)
        wireEnd = max(at + Int(frame.wire), end)
    }

    /// Whether the next `count` bytes were captured.
    @inline(__always)
    func has(_ count: Int) -> Bool { end - at >= count }

    /// Why the next `count` bytes are not there.
    func shortage(_ count: Int) -> Stop.Reason { wireEnd - at >= count ? .cutByCapture : .truncated }

    /// Records that `count` bytes for the header of `layer` are missing; the first stop of a packet stands.
    func missing(_ count: Int, _ layer: Stop.Layer, _ facts: inout PacketFacts) -> Header {
        stop(layer, shortage(count), &facts)
    }

    /// Records why reading ends; the first stop of a packet stands.
    func stop(_ layer: Stop.Layer, _ reason: Stop.Reason, _ facts: inout PacketFacts) -> Header {
        if facts.stop.reason == .none { facts.stop = Stop(layer, reason) }
        return .none
    }

    /// The packet ends `length` bytes from here, whatever trails it (padding, frame check sequence).
    mutating func limit(to length: Int) {
        wireEnd = min(wireEnd, at + length)
        end = min(end, wireEnd)
    }

    /// What lies between here and the end is payload.
    func payload(_ facts: inout PacketFacts) {
        facts.payloadOffset = at
        facts.payloadLength = UInt32(truncatingIfNeeded: wireEnd - at)
        facts.capturedPayload = UInt32(truncatingIfNeeded: end - at)
    }
}

/// What comes next in a packet, as the header before it says.
enum Header {
    /// Nothing that is read further.
    case none
    case ethernet
    case etherType(UInt16)
    case llc
    case linuxCooked, linuxCooked2, loopback
    case ppp, ciscoHDLC, pppoe, mpls
    /// IPv4 or IPv6 by the version in the first four bits.
    case ip
    case ipv4, ipv6, arp
    /// One byte of direction, then PPP.
    case pppDirection

    init(_ link: LinkType) {
        switch link {
        case .ethernet: self = .ethernet
        case .linuxCooked: self = .linuxCooked
        case .linuxCooked2: self = .linuxCooked2
        case .bsdLoopback, .openBSDLoopback: self = .loopback
        case .rawIP, LinkType(rawValue: 12), LinkType(rawValue: 14): self = .ip
        case .rawIPv4: self = .ipv4
        case .rawIPv6: self = .ipv6
        case .ppp, .pppHDLC: self = .ppp
        case .pppoe: self = .pppoe
        case LinkType(rawValue: 104): self = .ciscoHDLC
        case LinkType(rawValue: 166), LinkType(rawValue: 204): self = .pppDirection
        case LinkType(rawValue: 219): self = .mpls
        default: self = .none
        }
    }
}
