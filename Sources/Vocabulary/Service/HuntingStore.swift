/// What the hunter asks of stored flows: sums by who, whom, port and hour, and nothing as text.
///
/// Ten million flows are read file by file (a file at a time is sorted, on disk where memory does not do) and handed over in pieces:
/// memory does not grow with the flows. Operations throw `ServiceError`.
public protocol HuntingStore: Sendable {
    /// Hands over the sums of what ended in the window, oldest file first; pieces of at most 1,000. A pair's hours may come in several
    /// pieces and, where a day has several files, several times. What `body` throws ends it.
    func talks(_ query: TalkQuery, _ body: @escaping @Sendable ([TalkSum]) throws -> Void) async throws -> TalkCoverage

    /// Hands over the names asked for by DNS, by who asked and per file; pieces of at most 1,000.
    func lookups(_ query: TalkQuery, _ body: @escaping @Sendable ([NameSum]) throws -> Void) async throws
}

/// The DNS flows of one host that asked for one name.
public struct NameSum: Sendable, Hashable {
    public var source: IPAddress
    /// Hostile text.
    public var name: String
    public var flows: UInt64
    public var bytesOut: UInt64
    public var bytesIn: UInt64
    public var first: Timestamp
    public var last: Timestamp

    public init(
        source: IPAddress, name: String, flows: UInt64, bytesOut: UInt64, bytesIn: UInt64, first: Timestamp,
        last: Timestamp
    ) {
        self.source = source
        self.name = name
        self.flows = flows
        self.bytesOut = bytesOut
        self.bytesIn = bytesIn
        self.first = first
        self.last = last
    }
}

/// Which flows: ended at or after `since`, and before `until`.
public struct TalkQuery: Sendable, Hashable {
    public var since: Timestamp?
    public var until: Timestamp?
    /// Traffic that was made up counts too: for a service that is fed with it.
    public var includesForged = false
    public init() {}
}

/// The flows of one hour from one host to one port of another.
public struct TalkSum: Sendable, Hashable {
    public var source: IPAddress
    public var destination: IPAddress
    /// The responder's.
    public var port: UInt16
    public var transport: IPProtocol
    public var service: Service
    public var direction: Direction
    /// Hours since the epoch, in which the flows ended.
    public var hour: Int64
    public var flows: UInt64
    /// Of them: nothing came back, or a refusal.
    public var failed: UInt64
    /// Of them: both sides sent data over a connection that was made, or, without connections, both sides sent.
    public var carried: UInt64
    public var bytesOut: UInt64
    public var bytesIn: UInt64
    /// Earliest start and latest end.
    public var first: Timestamp
    public var last: Timestamp
    /// One of the names seen, hostile text.
    public var name: String?

    public init(
        source: IPAddress, destination: IPAddress, port: UInt16, transport: IPProtocol, service: Service,
        direction: Direction, hour: Int64, flows: UInt64, failed: UInt64, carried: UInt64, bytesOut: UInt64,
        bytesIn: UInt64, first: Timestamp, last: Timestamp, name: String? = nil
    ) {
        self.source = source
        self.destination = destination
        self.port = port
        self.transport = transport
        self.service = service
        self.direction = direction
        self.hour = hour
        self.flows = flows
        self.failed = failed
        self.carried = carried
        self.bytesOut = bytesOut
        self.bytesIn = bytesIn
        self.first = first
        self.last = last
        self.name = name
    }
}

/// What was looked through.
public struct TalkCoverage: Sendable, Hashable {
    public var files = 0
    public var flows: UInt64 = 0
    /// Of event time; nil where there was nothing.
    public var first: Timestamp?
    public var last: Timestamp?
    public init() {}
}
