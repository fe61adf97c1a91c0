/// A flow as it is kept: who spoke with whom, how much, and what was recognised. JSON: the flow of the API.
public struct FlowRecord: Sendable, Hashable, Encodable {
    /// Given by the store: its end in nanoseconds since the epoch, moved on where that is taken. Zero before it is stored.
    public var id: UInt64 = 0
    /// The packet path's id of the flow in this run, by which findings name it. Not stored.
    public var origin: UInt64 = 0
    public var key: FlowKey
    public var start: Timestamp
    public var end: Timestamp
    public var service: Service = .unknown
    public var direction: Direction = .external
    public var state: TCPState = .none
    public var ending: Ending = .open
    public var history = FlowHistory()
    public var packetsOut: UInt64 = 0
    public var packetsIn: UInt64 = 0
    public var bytesOut: UInt64 = 0
    public var bytesIn: UInt64 = 0
    /// Server name, DNS name or HTTP host, hostile text; nil where none was seen.
    public var name: String?
    /// Detections that name this flow.
    public var tags: [DetectionID] = []
    /// Community id 1.0; filled in by the store when read.
    public var communityID: String?
    public var forged = false

    public init(key: FlowKey, start: Timestamp, end: Timestamp) {
        self.key = key
        self.start = start
        self.end = end
    }

    /// A flow of the packet path as it stands.
    public init(_ flow: FlowSnapshot, direction: Direction, name: String? = nil, forged: Bool = false) {
        self.init(key: flow.key, start: flow.firstSeen, end: max(flow.firstSeen, flow.lastSeen))
        origin = flow.id
        service = flow.service
        self.direction = direction
        state = flow.state
        ending = flow.ending
        history = flow.history
        packetsOut = flow.initiator.packets
        packetsIn = flow.responder.packets
        bytesOut = flow.initiator.bytes
        bytesIn = flow.responder.bytes
        self.name = name
        self.forged = forged
    }

    /// Seconds.
    public var duration: Double { max(0, end.seconds(since: start)) }

    /// `unanswered answered established half_closed closed refused reset midstream`.
    public var stateName: String {
        switch state {
        case .none: packetsIn > 0 ? "answered" : "unanswered"
        case .opening: "unanswered"
        case .answered: "answered"
        case .established: "established"
        case .halfClosed: "half_closed"
        case .closed: "closed"
        case .refused: "refused"
        case .reset: "reset"
        case .midstream: "midstream"
        }
    }

    enum Key: String, CodingKey {
        case id, start, end, service, direction, state, history, duration, name, tags, forged
        case communityID = "community_id"
        case source = "src_ip"
        case sourcePort = "src_port"
        case destination = "dst_ip"
        case destinationPort = "dst_port"
        case transport = "protocol"
        case bytesOut = "bytes_out"
        case bytesIn = "bytes_in"
        case packetsOut = "packets_out"
        case packetsIn = "packets_in"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(String(id == 0 ? origin : id), forKey: .id)
        try box.encode(communityID, forKey: .communityID)
        try box.encode(start, forKey: .start)
        try box.encode(end, forKey: .end)
        try box.encode(key.initiator, forKey: .source)
        try box.encode(key.initiatorPort, forKey: .sourcePort)
        try box.encode(key.responder, forKey: .destination)
        try box.encode(key.responderPort, forKey: .destinationPort)
        try box.encode(key.transport.description, forKey: .transport)
        try box.encode(service.name, forKey: .service)
        try box.encode(direction, forKey: .direction)
        try box.encode(stateName, forKey: .state)
        try box.encode(history.description, forKey: .history)
        try box.encode(bytesOut, forKey: .bytesOut)
        try box.encode(bytesIn, forKey: .bytesIn)
        try box.encode(packetsOut, forKey: .packetsOut)
        try box.encode(packetsIn, forKey: .packetsIn)
        try box.encode(duration.rounded(decimals: 6), forKey: .duration)
        try box.encode(name, forKey: .name)
        try box.encode(tags, forKey: .tags)
        try box.encode(forged, forKey: .forged)
    }
}

extension Direction: Encodable {
    /// `inbound outbound internal external`.
    public var name: String { "\(self)" }
    public init?(_ name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = match
    }
    public func encode(to encoder: any Encoder) throws { try encoder.write(name) }
}
