/// Frames by outermost layer: the numbers `decode_check.py` holds against an independent count.
public struct CaptureCounts: Sendable, BitwiseCopyable, Hashable {
    public var packets: UInt64 = 0
    public var bytes: UInt64 = 0
    public var ipv4: UInt64 = 0
    public var ipv6: UInt64 = 0
    public var arp: UInt64 = 0
    public var tcp: UInt64 = 0
    public var udp: UInt64 = 0
    public var icmp: UInt64 = 0
    public var icmpv6: UInt64 = 0
    /// Frames of a link type or network layer that is not read.
    public var unsupported: UInt64 = 0
    public init() {}
}
