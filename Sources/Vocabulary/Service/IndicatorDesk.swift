/// The local half of intelligence: blocklists, and where addresses lie. Nothing leaves the machine.
///
/// Operations throw `ServiceError`.
public protocol IndicatorDesk: Sendable {
    func overview() async -> IndicatorOverview
    /// Takes a list over from a file, which it removes when done; one of that id is replaced. `.invalid` when nothing in it can be used.
    func addList(_ id: String, file path: String, about: ListChange) async throws -> IndicatorList
    /// What is nil stays. `.notFound` when there is none of that id.
    func changeList(_ id: String, _ change: ListChange) async throws -> IndicatorList
    func removeList(_ id: String) async throws
    /// An address, a domain, or a JA3 or JA4 fingerprint.
    func look(up subject: String) async -> LocalKnowledge
    /// Where an address lies; nil where that is not known.
    func place(of address: IPAddress) -> Place?
}

/// Everything that is in force. JSON: the answer of `GET /api/intelligence/lists`.
public struct IndicatorOverview: Sendable, Hashable, Encodable {
    public var lists: [IndicatorList] = []
    /// Different entries in force.
    public var entries = IndicatorList.Entries()
    /// Memory of the table.
    public var bytes = 0
    public var loaded: Timestamp?
    /// How long reading and building took.
    public var loadSeconds: Double = 0
    /// Entries that found no room in the table.
    public var refused = 0
    public var past = PastSearch()
    public var geo: [GeoFile] = []
    public init() {}

    /// The search of what was seen before for entries that are new.
    public struct PastSearch: Sendable, Hashable, Encodable {
        public enum State: String, Sendable, Encodable { case idle, running }
        public var state = State.idle
        /// Stored flows that were looked at in the last search.
        public var flows = 0
        public var hits = 0
        public var finished: Timestamp?
        public init() {}

        enum CodingKeys: String, CodingKey { case state, flows, hits, finished }

        public func encode(to encoder: any Encoder) throws {
            var box = encoder.container(keyedBy: CodingKeys.self)
            try box.encode(state, forKey: .state)
            try box.encode(flows, forKey: .flows)
            try box.encode(hits, forKey: .hits)
            try box.encode(finished, forKey: .finished)
        }
    }

    public struct GeoFile: Sendable, Hashable, Encodable {
        public var path: String
        public var type: String
        public var built: Timestamp?
        public var problem: String?
        public init(path: String, type: String, built: Timestamp?, problem: String?) {
            self.path = path
            self.type = type
            self.built = built
            self.problem = problem
        }

        enum CodingKeys: String, CodingKey { case path, type, built, problem }

        public func encode(to encoder: any Encoder) throws {
            var box = encoder.container(keyedBy: CodingKeys.self)
            try box.encode(path, forKey: .path)
            try box.encode(type, forKey: .type)
            try box.encode(built, forKey: .built)
            try box.encode(problem, forKey: .problem)
        }
    }

    enum CodingKeys: String, CodingKey {
        case lists, entries, bytes, loaded, refused, past, geo
        case loadSeconds = "load_seconds"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(lists, forKey: .lists)
        try box.encode(entries, forKey: .entries)
        try box.encode(bytes, forKey: .bytes)
        try box.encode(loaded, forKey: .loaded)
        try box.encode(loadSeconds, forKey: .loadSeconds)
        try box.encode(refused, forKey: .refused)
        try box.encode(past, forKey: .past)
        try box.encode(geo, forKey: .geo)
    }
}

/// What a person says of a list; what is nil stays as it is.
public struct ListChange: Sendable, Hashable {
    public var name: String?
    public var source: String?
    public var confidence: Double?
    public var expires: Timestamp?
    public var enabled: Bool?
    public init() {}
}

/// What this machine knows of something without asking anybody. JSON: the answer of `GET /api/intelligence/indicators`.
public struct LocalKnowledge: Sendable, Hashable, Encodable {
    public var subject: String
    public var hit: IndicatorHit?
    public var place: Place?
    public init(subject: String, hit: IndicatorHit?, place: Place?) {
        self.subject = subject
        self.hit = hit
        self.place = place
    }

    enum CodingKeys: String, CodingKey { case subject, hit, place }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(subject, forKey: .subject)
        try box.encode(hit, forKey: .hit)
        try box.encode(place, forKey: .place)
    }
}
