/// A DHCPv4 message (RFC 2131).
public struct DHCPMessage: Sendable, Hashable {
    public enum Kind: UInt8, Sendable {
        case bootp = 0
        case discover, offer, request, decline, ack, nak, release, inform
    }
    public var kind = Kind.bootp
    /// True for BOOTREPLY, what servers send.
    public var isReply = false
    public var transaction: UInt32 = 0
    /// `chaddr`, which need not be the frame's source.
    public var clientMAC = MACAddress.none
    public var frameSource = MACAddress.none
    public var clientAddress = IPAddress.unspecified
    public var yourAddress = IPAddress.unspecified
    public var requestedAddress: IPAddress?
    public var serverIdentifier: IPAddress?
    public var relay = IPAddress.unspecified
    public var router: IPAddress?
    public var dnsServers: [IPAddress] = []
    public var leaseSeconds: UInt32?
    public var hostname = ""
    public var vendorClass = ""
    /// Option 55, in order: a fingerprint of the client's operating system.
    public var parameterList: [UInt8] = []
    public init() {}
}
