/// What a line of a router's log told: a packet or several, let through or not. JSON: the router event of the API.
public struct RouterEvent: Sendable, Hashable {
    public var id: Int64
    public var time: Timestamp
    public var source: IPAddress
    public var destination: IPAddress
    /// Nil where the protocol has none.
    public var sourcePort: UInt16?
    public var destinationPort: UInt16?
    /// As the line says it, upper case.
    public var transport: String
    /// The router's interfaces; hostile text, as all that follows.
    public var inbound: String
    public var outbound: String
    /// `DROP`, `ACCEPT`; nil where the line has no word for it.
    public var verdict: String?
    /// `Inbound`, `Outbound`, `Forwarded`.
    public var course: String
    /// The router.
    public var host: String
    public var hits: UInt64

    public init(
        id: Int64, time: Timestamp, source: IPAddress, destination: IPAddress, sourcePort: UInt16? = nil,
        destinationPort: UInt16? = nil, transport: String, inbound: String = "", outbound: String = "",
        verdict: String? = nil, course: String, host: String = "", hits: UInt64 = 1
    ) {
        self.id = id
        self.time = time
        self.source = source
        self.destination = destination
        self.sourcePort = sourcePort
        self.destinationPort = destinationPort
        self.transport = transport
        self.inbound = inbound
        self.outbound = outbound
        self.verdict = verdict
        self.course = course
        self.host = host
        self.hits = hits
    }

    /// As a flow's: what is forwarded between two of a kind is internal or external by that kind.
    public var direction: Direction {
        switch course {
        case "Inbound": .inbound
        case "Outbound": .outbound
        default: source.isGlobal && destination.isGlobal ? .external : .internal
        }
    }
}

extension RouterEvent: Encodable {
    enum Key: String, CodingKey {
        case id, time, source, destination, verdict, direction, host, hits
        case sourcePort = "source_port"
        case destinationPort = "destination_port"
        case transport = "protocol"
        case inbound = "in_interface"
        case outbound = "out_interface"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(id, forKey: .id)
        try box.encode(time, forKey: .time)
        try box.encode(source.description, forKey: .source)
        try box.encode(destination.description, forKey: .destination)
        try box.encode(sourcePort, forKey: .sourcePort)
        try box.encode(destinationPort, forKey: .destinationPort)
        try box.encode(transport, forKey: .transport)
        try box.encode(inbound, forKey: .inbound)
        try box.encode(outbound, forKey: .outbound)
        try box.encode(verdict, forKey: .verdict)
        try box.encode(direction.name, forKey: .direction)
        try box.encode(host, forKey: .host)
        try box.encode(hits, forKey: .hits)
    }
}
