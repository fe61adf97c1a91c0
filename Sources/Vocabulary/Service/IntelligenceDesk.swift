/// The intelligence of the service as the API sees it: its sources, their settings, and lookups.
///
/// Operations throw `ServiceError`.
public protocol IntelligenceDesk: Sendable {
    func overview() async -> IntelligenceOverview
    /// All or nothing: `.invalid` lists every problem. A key that is set is never given back.
    func apply(_ change: IntelligenceChange) async throws -> IntelligenceOverview
    /// Asks every source that is switched on and may be asked; `.invalid` for an address nobody outside may be asked about.
    ///
    /// - Parameter fresh: passes over what is kept of earlier answers.
    func look(up address: IPAddress, fresh: Bool) async throws -> EvidenceNote
    /// What left the machine, newest first.
    func calls(limit: Int) async -> [OutboundCallRecord]
    /// Every service outside that this program calls, models too, in counters; by name.
    func outbound() async -> [OutboundFigures]
}

/// All sources and what holds for all of them.
public struct IntelligenceOverview: Sendable, Hashable, Encodable {
    /// Nothing leaves the machine, whoever asks.
    public var offline = false
    /// Public addresses of incidents are looked up in the background.
    public var automatic = true
    /// Everybody outside whom the home networks talk to is asked about as well.
    public var contacts = false
    /// How many reputation sources have to flag an address.
    public var threshold = 3
    public var sources: [IntelligenceSourceStatus] = []
    /// Incidents that wait to be looked up.
    public var waiting = 0
    /// Lookups of addresses that are not public: refused, never sent.
    public var refused: UInt64 = 0
    public init() {}
}

/// A source, its settings and how it stands. JSON members are those of docs/reference/intelligence.md.
public struct IntelligenceSourceStatus: Sendable, Hashable, Encodable {
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case ok
        /// Its budget is used up, or it asked for silence.
        case limited
        /// It failed several times in a row and is left alone for a while.
        case broken
        /// The offline switch is on.
        case offline
        /// It lacks its key, its address or its program.
        case unconfigured
        case disabled
    }
    public struct Option: Sendable, Hashable, Codable {
        public var name: String
        public var value: Double
        public var `default`: Double
        public var minimum: Double
        public var maximum: Double
        public var help: String
        /// - Parameter value: what holds, which may be another than the card's.
        public init(_ option: CardOption, value: Double) {
            name = option.name
            self.value = value
            `default` = option.value
            minimum = option.range.lowerBound
            maximum = option.range.upperBound
            help = option.summary
        }
    }
    public enum KeyOrigin: String, Sendable, Hashable, Codable { case environment, file }

    public var id: String
    public var title: String
    public var kind: SourceVerdict.Kind
    public var help: String
    public var enabled = true
    /// Asked in the background about the addresses of incidents, not only when a person asks.
    public var automatic = false
    public var configured = false
    public var state = State.ok
    public var needsKey = false
    /// Such as `••••••3f9a`; nil where there is none.
    public var key: String?
    public var keyOrigin: KeyOrigin?
    /// Environment variables that hold the key, the first that is set counts.
    public var keyVariables: [String] = []
    public var url: String?
    public var options: [Option] = []
    public var usedMinute = 0
    public var perMinute = 0
    public var usedDay = 0
    public var perDay = 0
    /// When it may be asked again, where it may not now and that is known.
    public var until: Timestamp?
    public var calls: UInt64 = 0
    public var refused: [String: UInt64] = [:]
    public var lastError: String?
    public var lastErrorAt: Timestamp?

    public init(id: String, title: String, kind: SourceVerdict.Kind, help: String) {
        self.id = id
        self.title = title
        self.kind = kind
        self.help = help
    }
}

/// What is to be changed; what is nil stays.
public struct IntelligenceChange: Sendable, Hashable {
    public struct Source: Sendable, Hashable {
        public var enabled: Bool?
        public var automatic: Bool?
        /// Empty removes the one that was kept.
        public var key: String?
        /// Only for sources that have no address of their own.
        public var url: String?
        public var perMinute: Int?
        public var perDay: Int?
        public var options: [String: Double] = [:]
        public init() {}
    }
    public var offline: Bool?
    public var automatic: Bool?
    public var contacts: Bool?
    public var threshold: Int?
    public var sources: [String: Source] = [:]
    public init() {}
}

/// A call to the outside, without anything secret.
public struct OutboundCallRecord: Sendable, Hashable, Codable {
    public var at: Timestamp
    public var service: String
    public var target: String
    public var purpose: String
    public var outcome: String
    /// False where it was refused before anything left.
    public var left: Bool
    public init(at: Timestamp, service: String, target: String, purpose: String, outcome: String, left: Bool) {
        self.at = at
        self.service = service
        self.target = target
        self.purpose = purpose
        self.outcome = outcome
        self.left = left
    }
}

/// A service outside of the machine in counters, for `/metrics`; those of earlier runs count.
public struct OutboundFigures: Sendable, Hashable {
    /// A source's id, or `model`.
    public var service: String
    /// Attempts that left the machine, and those of them that failed.
    public var calls: UInt64
    public var failed: UInt64
    /// Calls that were not made, by reason.
    public var refused: [String: UInt64]
    public var state: IntelligenceSourceStatus.State

    /// Reasons that are always told, also where nothing was refused yet.
    public static let reasons = ["offline", "private_subject", "budget", "throttled", "circuit_open"]

    public init(
        service: String, calls: UInt64, failed: UInt64, refused: [String: UInt64],
        state: IntelligenceSourceStatus.State
    ) {
        self.service = service
        self.calls = calls
        self.failed = failed
        self.refused = refused
        self.state = state
    }
}
