/// What passed in one second of event time.
public struct TrafficTick: Sendable, BitwiseCopyable {
    public var second: Int64 = 0
    public var packets: UInt64 = 0
    public var bytes: UInt64 = 0
    public var tcp: UInt64 = 0
    public var udp: UInt64 = 0
    public var icmp: UInt64 = 0
    public var other: UInt64 = 0
    public var newFlows: UInt64 = 0
    public var activeFlows: UInt64 = 0
    public init() {}
}
