/// What the owner may change while the service runs. JSON: the document of `/api/config`.
public struct ServiceConfiguration: Sendable, Hashable, Codable {
    /// Findings less sure than this are not reported, 0...1.
    public var confidenceThreshold: Double = 0
    public var portScanMinPorts: Int = 15
    public var synFloodMinPackets: Int = 100
    public var bruteForceMinAttempts: Int = 50
    public var flowExpirySeconds: Int = 60
    public var homeNetworks: [AddressBlock] = []
    public var retentionDays: Int = 30
    public var retentionBytes: UInt64 = 10_000_000_000
    public init() {}

    enum CodingKeys: String, CodingKey {
        case confidenceThreshold = "confidence_threshold"
        case portScanMinPorts = "port_scan_min_ports"
        case synFloodMinPackets = "syn_flood_min_packets"
        case bruteForceMinAttempts = "brute_force_min_attempts"
        case flowExpirySeconds = "flow_expiry_seconds"
        case homeNetworks = "home_networks"
        case retentionDays = "retention_days"
        case retentionBytes = "retention_bytes"
    }
}

/// Any part of it: what is nil stays.
public struct ConfigurationPatch: Sendable, Hashable, Codable {
    public var confidenceThreshold: Double?
    public var portScanMinPorts: Int?
    public var synFloodMinPackets: Int?
    public var bruteForceMinAttempts: Int?
    public var flowExpirySeconds: Int?
    public var homeNetworks: [AddressBlock]?
    public var retentionDays: Int?
    public var retentionBytes: UInt64?
    public init() {}

    enum CodingKeys: String, CodingKey, CaseIterable {
        case confidenceThreshold = "confidence_threshold"
        case portScanMinPorts = "port_scan_min_ports"
        case synFloodMinPackets = "syn_flood_min_packets"
        case bruteForceMinAttempts = "brute_force_min_attempts"
        case flowExpirySeconds = "flow_expiry_seconds"
        case homeNetworks = "home_networks"
        case retentionDays = "retention_days"
        case retentionBytes = "retention_bytes"
    }

    /// The names it knows, to refuse others.
    public static var names: [String] { CodingKeys.allCases.map(\.rawValue) }
}
