/// Traffic of one second, minute or hour. JSON: the traffic item of the API.
public struct TrafficPoint: Sendable, Hashable, Codable {
    /// Where it begins.
    public var time: Timestamp
    public var packets: UInt64 = 0
    public var bytes: UInt64 = 0
    /// Bytes.
    public var byProtocol = ByProtocol()
    /// Bytes.
    public var byDirection = ByDirection()
    public var newFlows: UInt64 = 0
    /// The most at any second in it.
    public var activeFlows: UInt64 = 0
    /// Packets of flows that a finding names.
    public var anomalousPackets: UInt64 = 0

    public init(time: Timestamp) { self.time = time }

    public struct ByProtocol: Sendable, Hashable, Codable {
        public var tcp: UInt64 = 0
        public var udp: UInt64 = 0
        public var icmp: UInt64 = 0
        public var other: UInt64 = 0
        public init(tcp: UInt64 = 0, udp: UInt64 = 0, icmp: UInt64 = 0, other: UInt64 = 0) {
            self.tcp = tcp
            self.udp = udp
            self.icmp = icmp
            self.other = other
        }
    }

    public struct ByDirection: Sendable, Hashable, Codable {
        public var inbound: UInt64 = 0
        public var outbound: UInt64 = 0
        public var `internal`: UInt64 = 0
        public var external: UInt64 = 0
        public init(inbound: UInt64 = 0, outbound: UInt64 = 0, internal: UInt64 = 0, external: UInt64 = 0) {
            self.inbound = inbound
            self.outbound = outbound
            self.internal = `internal`
            self.external = external
        }
    }

    enum CodingKeys: String, CodingKey {
        case time, packets, bytes
        case byProtocol = "by_protocol"
        case byDirection = "by_direction"
        case newFlows = "new_flows"
        case activeFlows = "active_flows"
        case anomalousPackets = "anomalous_packets"
    }
}

/// How finely traffic is told: seconds are kept for an hour of event time, minutes for a week, hours as long as retention says.
public enum TrafficStep: String, Sendable, CaseIterable, Codable {
    case second, minute, hour
    public var seconds: Int64 {
        switch self {
        case .second: 1
        case .minute: 60
        case .hour: 3600
        }
    }
}

/// Whom the most bytes belong to.
public struct TopEntry: Sendable, Hashable, Encodable {
    /// An address, a service's name, or a responder's port as `tcp/443`.
    public var key: String
    public var bytes: UInt64
    public var packets: UInt64
    public var flows: UInt64
    /// For hosts: one of ours.
    public var home: Bool
    public init(key: String, bytes: UInt64, packets: UInt64, flows: UInt64, home: Bool) {
        self.key = key
        self.bytes = bytes
        self.packets = packets
        self.flows = flows
        self.home = home
    }
}

/// The numbers of one moment, for NetWatch's `/api/stats/history`.
public struct StatsSample: Sendable, Hashable, Codable {
    public var timestamp: Timestamp
    public var packetsSeen: UInt64
    public var packetsDropped: UInt64
    public var flowsActive: UInt64
    public var alertsFired: UInt64
    public var windowsAnalyzed: UInt64
    public init(
        timestamp: Timestamp, packetsSeen: UInt64, packetsDropped: UInt64, flowsActive: UInt64, alertsFired: UInt64,
        windowsAnalyzed: UInt64
    ) {
        self.timestamp = timestamp
        self.packetsSeen = packetsSeen
        self.packetsDropped = packetsDropped
        self.flowsActive = flowsActive
        self.alertsFired = alertsFired
        self.windowsAnalyzed = windowsAnalyzed
    }
    enum CodingKeys: String, CodingKey {
        case timestamp
        case packetsSeen = "packets_seen"
        case packetsDropped = "packets_dropped"
        case flowsActive = "flows_active"
        case alertsFired = "alerts_fired"
        case windowsAnalyzed = "windows_analyzed"
    }
}

/// Packets of ten seconds, for NetSentinel's `/api/stats/packet_history`.
public struct PacketHistoryPoint: Sendable, Hashable, Encodable {
    public var timestamp: Timestamp
    public var totalPackets: UInt64
    public var anomalousPackets: UInt64
    public init(timestamp: Timestamp, totalPackets: UInt64, anomalousPackets: UInt64) {
        self.timestamp = timestamp
        self.totalPackets = totalPackets
        self.anomalousPackets = anomalousPackets
    }
    enum CodingKeys: String, CodingKey {
        case timestamp
        case totalPackets = "total_packets"
        case anomalousPackets = "anomalous_packets"
    }
}
