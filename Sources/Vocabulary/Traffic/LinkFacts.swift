/// An ARP packet or an ICMPv6 neighbour solicitation or advertisement.
public struct NeighborFact: Sendable, BitwiseCopyable, Hashable {
    public enum Operation: UInt8, Sendable, BitwiseCopyable {
        /// ARP request, neighbour solicitation.
        case request
        /// ARP reply, neighbour advertisement.
        case reply
        /// Router advertisement (ICMPv6 134) and redirect (137).
        case router, redirect
    }
    public var operation: Operation
    /// True for IPv6 neighbour discovery.
    public var isNDP: Bool
    /// Who claims to speak, by the message body. NDP: the address the claim is about, and the link-layer option.
    public var senderAddress: IPAddress
    public var senderMAC: MACAddress
    public var targetAddress: IPAddress
    public var targetMAC: MACAddress
    /// The frame's own addresses, which need not agree with the body.
    public var frameSource: MACAddress
    public var frameDestination: MACAddress
    public var vlan: UInt16

    public init(
        operation: Operation, isNDP: Bool, senderAddress: IPAddress, senderMAC: MACAddress, targetAddress: IPAddress,
        targetMAC: MACAddress, frameSource: MACAddress, frameDestination: MACAddress, vlan: UInt16
    ) {
        self.operation = operation
        self.isNDP = isNDP
        self.senderAddress = senderAddress
        self.senderMAC = senderMAC
        self.targetAddress = targetAddress
        self.targetMAC = targetMAC
        self.frameSource = frameSource
        self.frameDestination = frameDestination
        self.vlan = vlan
    }

    /// The sender asks for or announces its own address.
    public var isGratuitous: Bool { senderAddress == targetAddress }
}

/// The payload of one ICMP or ICMPv6 echo: enough to tell a ping from a tunnel, without keeping the bytes.
public struct EchoFact: Sendable, BitwiseCopyable, Hashable {
    public var isRequest: Bool
    public var identifier: UInt16
    public var sequence: UInt16
    /// Payload bytes after the echo header.
    public var length: UInt32
    /// 64-bit digest of the captured payload: equal payloads, equal digests.
    public var digest: UInt64
    /// Shannon entropy of the captured payload in bits a byte, 0...8.
    public var entropy: Float
    /// The payload is what ping programs send: counting bytes, the alphabet, one repeated byte, a time stamp followed by
    /// counting bytes, or nothing.
    public var isOrdinary: Bool

    public init(
        isRequest: Bool, identifier: UInt16, sequence: UInt16, length: UInt32, digest: UInt64, entropy: Float,
        isOrdinary: Bool
    ) {
        self.isRequest = isRequest
        self.identifier = identifier
        self.sequence = sequence
        self.length = length
        self.digest = digest
        self.entropy = entropy
        self.isOrdinary = isOrdinary
    }
}

/// An ICMP error and the packet it answers.
public struct UnreachableFact: Sendable, BitwiseCopyable, Hashable {
    /// The quoted packet: its sender is the initiator here.
    public var quoted: FlowKey
    public var icmpType: UInt8
    public var icmpCode: UInt8
    public init(quoted: FlowKey, icmpType: UInt8, icmpCode: UInt8) {
        self.quoted = quoted
        self.icmpType = icmpType
        self.icmpCode = icmpCode
    }
}

/// The initiator of a flow spoke again after a silence: the raw material of beacons inside long connections.
public struct PulseFact: Sendable, BitwiseCopyable, Hashable {
    /// Seconds since the initiator last sent payload.
    public var gap: Double
    /// Payload bytes of this packet.
    public var payload: UInt32
    public init(gap: Double, payload: UInt32) {
        self.gap = gap
        self.payload = payload
    }
}
