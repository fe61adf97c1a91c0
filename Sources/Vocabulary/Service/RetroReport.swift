/// What a retro-hunt looked at and what it found.
public struct RetroReport: Sendable {
    /// What became of an alert.
    public enum Outcome: String, Sendable, Encodable {
        case inserted
        /// A dry run: it would have been inserted.
        case would
        /// The same was found earlier that day.
        case duplicate
        /// A person wants to hear no more of it: for a time, or at all.
        case snoozed
        case falsePositive = "false_positive"
        /// More than a run may insert.
        case over
    }
    public struct Item: Sendable {
        public var alert: ScoutAlert
        public var outcome: Outcome
        public init(alert: ScoutAlert, outcome: Outcome) {
            self.alert = alert
            self.outcome = outcome
        }
    }
    /// Which database, and how it is laid down.
    public var place: String
    public var schema: String
    public var since: Timestamp
    public var until: Timestamp
    public var isDry: Bool
    public var items: [Item] = []
    /// Events in the window, repeats counted.
    public var events: UInt64 = 0
    /// Rows whose time could not be read: they are in no window.
    public var unreadable: UInt64 = 0
    /// What was changed in the database besides alerts, and what the reader should know; sentences.
    public var notes: [String] = []

    public init(place: String, schema: String, since: Timestamp, until: Timestamp, isDry: Bool) {
        self.place = place
        self.schema = schema
        self.since = since
        self.until = until
        self.isDry = isDry
    }

    public func count(_ outcome: Outcome) -> Int { items.count { $0.outcome == outcome } }
}

extension RetroReport: Encodable {
    enum Key: String, CodingKey {
        case place = "database"
        case isDry = "dry_run"
        case schema, since, until, events, unreadable, notes, alerts, inserted, skipped
    }

    private struct Row: Encodable {
        let outcome: Outcome
        let alert: ScoutAlert
        enum Key: String, CodingKey { case outcome }
        func encode(to encoder: any Encoder) throws {
            try alert.encode(to: encoder)
            var box = encoder.container(keyedBy: Key.self)
            try box.encode(outcome, forKey: .outcome)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(place, forKey: .place)
        try box.encode(isDry, forKey: .isDry)
        try box.encode(schema, forKey: .schema)
        try box.encode(since, forKey: .since)
        try box.encode(until, forKey: .until)
        try box.encode(events, forKey: .events)
        try box.encode(unreadable, forKey: .unreadable)
        try box.encode(notes, forKey: .notes)
        try box.encode(count(.inserted), forKey: .inserted)
        try box.encode(items.count - count(.inserted) - count(.would), forKey: .skipped)
        try box.encode(items.map { Row(outcome: $0.outcome, alert: $0.alert) }, forKey: .alerts)
    }
}

/// What a retro-hunt is asked for.
public struct RetroOrder: Sendable, Hashable {
    /// As people write it: `1 hour 30 minutes`, or a moment. Nil: the default, one hour.
    public var since: String?
    /// Nil: now.
    public var until: String?
    public var isDry = false
    /// A `net_sentinel.db`; nil: the own folder.
    public var database: String?
    /// Thresholds by name, over those of the environment.
    public var thresholds: [String: String] = [:]
    public init() {}
}
