/// What became of a router's log lines. JSON: its members.
public struct IngestReport: Sendable, Hashable, Encodable {
    /// Not counting empty ones.
    public var lines: UInt64 = 0
    /// New events.
    public var events: UInt64 = 0
    /// Taken before: nothing was added.
    public var known: UInt64 = 0
    /// Kept, but telling of no firewall event.
    public var unparsed: UInt64 = 0
    /// Old events that went to make room.
    public var evicted: UInt64 = 0
    public init() {}

    public var counters: [(name: String, value: UInt64)] {
        [("lines", lines), ("events", events), ("known", known), ("unparsed", unparsed), ("evicted", evicted)]
    }

    public mutating func set(_ name: String, _ value: UInt64) {
        switch name {
        case "lines": lines = value
        case "events": events = value
        case "known": known = value
        case "unparsed": unparsed = value
        case "evicted": evicted = value
        default: return
        }
    }

    public mutating func add(_ more: IngestReport) {
        lines &+= more.lines
        events &+= more.events
        known &+= more.known
        unparsed &+= more.unparsed
        evicted &+= more.evicted
    }
}
