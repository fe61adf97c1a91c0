/// A host as it is kept. JSON: the host of the API.
public struct HostRecord: Sendable, Hashable, Encodable {
    public var address: IPAddress
    public var mac: MACAddress?
    public var vendor: String?
    /// Where it is said to lie; filled in where it is told, not kept.
    public var place: Place?
    /// Names it was seen under, hostile text; at most 16.
    public var names: [String] = []
    /// One of ours.
    public var home = false
    public var firstSeen: Timestamp
    public var lastSeen: Timestamp
    /// Sent by it and received by it, in flows that ended.
    public var bytesOut: UInt64 = 0
    public var bytesIn: UInt64 = 0
    public var flows: UInt64 = 0
    public var incidentsOpen: Int = 0
    /// What the reputation sources said when it was looked up last; nil where it never was.
    public var consensus: Consensus?

    public init(address: IPAddress, firstSeen: Timestamp, lastSeen: Timestamp) {
        self.address = address
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
    }

    enum Key: String, CodingKey {
        case address, mac, vendor, names, home, flows, consensus, place
        case firstSeen = "first_seen"
        case lastSeen = "last_seen"
        case bytesOut = "bytes_out"
        case bytesIn = "bytes_in"
        case incidentsOpen = "incidents_open"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(address, forKey: .address)
        try box.encode(mac, forKey: .mac)
        try box.encode(vendor, forKey: .vendor)
        try box.encode(place, forKey: .place)
        try box.encode(names, forKey: .names)
        try box.encode(home, forKey: .home)
        try box.encode(firstSeen, forKey: .firstSeen)
        try box.encode(lastSeen, forKey: .lastSeen)
        try box.encode(bytesOut, forKey: .bytesOut)
        try box.encode(bytesIn, forKey: .bytesIn)
        try box.encode(flows, forKey: .flows)
        try box.encode(incidentsOpen, forKey: .incidentsOpen)
        try box.encode(consensus, forKey: .consensus)
    }
}

/// What the packet path learned about a host besides its traffic, which the store sums up from flows itself.
public struct HostSighting: Sendable, Hashable {
    public var address: IPAddress
    public var mac: MACAddress?
    public var vendor: String?
    public var name: String?
    public var home: Bool
    public var time: Timestamp

    public init(
        address: IPAddress, mac: MACAddress? = nil, vendor: String? = nil, name: String? = nil, home: Bool,
        time: Timestamp
    ) {
        self.address = address
        self.mac = mac
        self.vendor = vendor
        self.name = name
        self.home = home
        self.time = time
    }
}

/// The page of one host. JSON: the host, and `peers services incidents traffic flows_considered evidence`.
///
/// `peers` and `services` sum up the newest `flowsConsidered` flows of it, at most 20,000.
public struct HostDetail: Sendable, Encodable {
    public var host: HostRecord
    public var peers: [Peer]
    public var services: [ServiceUse]
    public var incidents: [IncidentSummary]
    /// By hour.
    public var traffic: [Traffic]
    public var flowsConsidered: Int
    /// All that was found out when it was looked up last.
    public var evidence: EvidenceNote?

    public init(
        host: HostRecord, peers: [Peer], services: [ServiceUse], incidents: [IncidentSummary], traffic: [Traffic],
        flowsConsidered: Int, evidence: EvidenceNote? = nil
    ) {
        self.evidence = evidence
        self.host = host
        self.peers = peers
        self.services = services
        self.incidents = incidents
        self.traffic = traffic
        self.flowsConsidered = flowsConsidered
    }

    public struct Peer: Sendable, Encodable {
        public var address: IPAddress
        public var bytes: UInt64
        public var flows: UInt64
        public var services: [String]
        public var home: Bool
        public init(address: IPAddress, bytes: UInt64, flows: UInt64, services: [String], home: Bool) {
            self.address = address
            self.bytes = bytes
            self.flows = flows
            self.services = services
            self.home = home
        }
    }

    public struct ServiceUse: Sendable, Encodable {
        public enum Side: String, Sendable, Encodable { case client, server }
        public var service: String
        public var port: UInt16
        public var flows: UInt64
        public var bytes: UInt64
        public var side: Side
        public init(service: String, port: UInt16, flows: UInt64, bytes: UInt64, side: Side) {
            self.service = service
            self.port = port
            self.flows = flows
            self.bytes = bytes
            self.side = side
        }
    }

    public struct Traffic: Sendable, Encodable {
        public var time: Timestamp
        public var bytesIn: UInt64
        public var bytesOut: UInt64
        public init(time: Timestamp, bytesIn: UInt64, bytesOut: UInt64) {
            self.time = time
            self.bytesIn = bytesIn
            self.bytesOut = bytesOut
        }
        enum CodingKeys: String, CodingKey {
            case time
            case bytesIn = "bytes_in"
            case bytesOut = "bytes_out"
        }
    }

    enum Key: String, CodingKey {
        case peers, services, incidents, traffic, evidence
        case flowsConsidered = "flows_considered"
    }

    public func encode(to encoder: any Encoder) throws {
        try host.encode(to: encoder)
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(peers, forKey: .peers)
        try box.encode(services, forKey: .services)
        try box.encode(incidents, forKey: .incidents)
        try box.encode(traffic, forKey: .traffic)
        try box.encode(flowsConsidered, forKey: .flowsConsidered)
        try box.encode(evidence, forKey: .evidence)
    }
}
