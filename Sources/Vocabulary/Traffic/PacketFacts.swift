/// What the headers of one packet say: the value that leaves `Wire`.
///
/// A frame gives one fact, and one more for each tunnelled packet inside (`depth` 1, 2, …). Everything rare (ARP body, quoted
/// packet, application payload) is not here: `payloadOffset` says where it lies while the buffer is lent.
public struct PacketFacts: Sendable, BitwiseCopyable {
    public var source = IPAddress.unspecified
    public var destination = IPAddress.unspecified
    public var timestamp = Timestamp(nanoseconds: 0)
    /// Position in the capture: frame number << 3 | depth. The order in which everything downstream is judged.
    public var order: UInt64 = 0
    public var sourceMAC = MACAddress.none
    public var destinationMAC = MACAddress.none
    /// Seeded hash of the canonical flow key; only a table position, never a result.
    public var hash: UInt64 = 0
    /// Offset in the lent buffer of the transport payload, the ARP body, or (ICMP errors) the quoted IP header.
    public var payloadOffset = 0
    /// Payload bytes that the headers promise, and how many of them were captured.
    public var payloadLength: UInt32 = 0
    public var capturedPayload: UInt32 = 0
    /// Bytes of the frame on the link (depth 0), else of the inner packet; and of the IP packet by its own header.
    public var wireLength: UInt32 = 0
    public var ipLength: UInt32 = 0
    public var sequence: UInt32 = 0
    public var acknowledgment: UInt32 = 0
    /// TCP, UDP and SCTP ports. ICMP: type and the counterpart's type as in Community ID v1 (code where there is none).
    public var sourcePort: UInt16 = 0
    public var destinationPort: UInt16 = 0
    public var window: UInt16 = 0
    public var interface: UInt16 = 0
    public var transport = IPProtocol(rawValue: 0)
    public var tcpFlags = TCPFlags()
    public var ttl: UInt8 = 0
    public var network = NetworkLayer.none
    // From here on all plain packets without tags say the same: side by side it is written in three steps.
    /// Index of the flow's record, set by `Flows`; `UInt32.max` where the packet belongs to no flow.
    public var flow = UInt32.max
    /// VLAN id of the outer and inner tag; 0 where there is none.
    public var vlan: UInt16 = 0
    public var innerVLAN: UInt16 = 0
    /// ICMP and ICMPv6: identifier of an echo.
    public var echoIdentifier: UInt16 = 0
    public var marks = Marks()
    /// 0 for the outermost packet, 1 for the first tunnelled one, …
    public var depth: UInt8 = 0
    public var icmpType: UInt8 = 0
    public var icmpCode: UInt8 = 0
    public var stop = Stop.none
    /// Set by `Flows`: the flow still wants its payload dissected, and this packet has some.
    public var wantsDissection = false
    /// Set by `Flows`: this packet was sent by the flow's initiator.
    public var fromInitiator = true
    /// Set by the packet loop before `Flows` sees it: another worker keeps this packet's flow; here it only moves the clock.
    public var isForeign = false
    /// The whole header of TCP or UDP in an outermost IP packet was read, and no length in it exceeds the frame: nothing about it
    /// needs a second look. Nearly all packets are that; false is always allowed.
    public var isPlain = false

    @inlinable
    public init() {}

    /// What `isPlain` promises, of facts that are read layer by layer.
    @inlinable
    public var looksPlain: Bool {
        guard network == .ipv4 || network == .ipv6, transport == .tcp || transport == .udp, marks == .hasTransport,
            depth == 0, stop == .none
        else { return false }
        let hasAddresses = source.high | source.low | destination.high | destination.low != 0
        return hasAddresses && payloadLength <= wireLength && ipLength <= wireLength
    }

    /// Neighbour messages and all of ICMP: their bodies are read on demand.
    @inlinable @inline(__always)
    public var isRare: Bool {
        marks.contains(.neighbor) || transport.rawValue == 1 || transport.rawValue == 58
    }

    /// What the outermost readable network header was.
    public enum NetworkLayer: UInt8, Sendable, BitwiseCopyable {
        case none, ipv4, ipv6, arp, other
    }

    public struct Marks: OptionSet, Sendable, BitwiseCopyable {
        public var rawValue: UInt8
        @inlinable
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Part of a fragmented packet; `laterFragment` when not the first part (its ports come from the fragment table).
        @inlinable public static var fragment: Marks { Marks(rawValue: 1) }
        @inlinable public static var laterFragment: Marks { Marks(rawValue: 2) }
        /// An ICMP error: the payload quotes the packet it answers.
        @inlinable public static var icmpError: Marks { Marks(rawValue: 4) }
        /// The transport header was read, so ports and flags mean something.
        @inlinable public static var hasTransport: Marks { Marks(rawValue: 8) }
        /// Neighbour discovery (ICMPv6 133…137) or ARP: `Wire.neighbor` can read it.
        @inlinable public static var neighbor: Marks { Marks(rawValue: 16) }
        /// Half of a TCP header that was cut in two, seen before the other half, which tells the whole: no packet of a flow.
        @inlinable public static var headerPiece: Marks { Marks(rawValue: 64) }
        /// Carries a tunnelled packet, which follows as a fact of its own.
        @inlinable public static var carriesTunnel: Marks { Marks(rawValue: 32) }
    }
}

/// The TCP flag byte (RFC 9293, 3.1), low bits first.
public struct TCPFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt8
    @inlinable @inline(__always)
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    @inlinable public static var fin: TCPFlags { TCPFlags(rawValue: 1) }
    @inlinable public static var syn: TCPFlags { TCPFlags(rawValue: 2) }
    @inlinable public static var rst: TCPFlags { TCPFlags(rawValue: 4) }
    @inlinable public static var psh: TCPFlags { TCPFlags(rawValue: 8) }
    @inlinable public static var ack: TCPFlags { TCPFlags(rawValue: 16) }
    @inlinable public static var urg: TCPFlags { TCPFlags(rawValue: 32) }
    @inlinable public static var ece: TCPFlags { TCPFlags(rawValue: 64) }
    @inlinable public static var cwr: TCPFlags { TCPFlags(rawValue: 128) }

    /// SYN without ACK: somebody opens a connection.
    @inlinable public var opens: Bool { rawValue & 0x12 == 0x02 }
    /// SYN with ACK: somebody answers one.
    @inlinable public var answersOpen: Bool { rawValue & 0x12 == 0x12 }
}

/// Where and why reading ended early. Malformed traffic is data: it is counted by layer and reason, never an error.
public struct Stop: Hashable, Sendable, BitwiseCopyable {
    public var layer: Layer
    public var reason: Reason
    @inlinable
    public init(_ layer: Layer, _ reason: Reason) {
        self.layer = layer
        self.reason = reason
    }

    /// Everything that was asked for could be read.
    @inlinable public static var none: Stop { Stop(.link, .none) }

    public enum Layer: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        case link, vlan, mpls, pppoe, ppp, arp, ipv4, ipv6, extensionHeader, fragment, icmp, icmpv6, tcp, udp, sctp,
            tunnel, application
    }

    public enum Reason: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        case none
        /// The capture's snap length cut the packet: not the sender's doing.
        case cutByCapture
        /// The packet ends before its header does.
        case truncated
        /// A length field contradicts itself or the bytes that are there.
        case badLength
        case badVersion
        case badValue
        /// More nested layers, options or extension headers than are followed.
        case tooDeep
        /// A protocol that is not read further (counted, not a fault).
        case unsupported
    }
}
