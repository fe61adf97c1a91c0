/// The hunter as the API sees it: its missions, what it looked at and why it found nothing, and the retro-hunt with its alerts.
///
/// Operations throw `ServiceError`.
public protocol HunterDesk: Sendable {
    /// In the catalogue's order.
    func missions() async throws -> [MissionStatus]
    /// What is nil stays as it is. `.notFound` for an unknown mission, `.invalid` for options out of bounds.
    func setMission(_ name: String, _ change: MissionChange) async throws -> MissionStatus
    /// Runs one now and returns when it is done; `.conflict` while the hunter is out.
    func runMission(_ name: String) async throws -> HuntEntry
    /// Newest first.
    func huntLog(mission: String?, page: PageRequest) async throws -> Page<HuntEntry>
    /// Whether a model chooses besides the schedule, and what became of its wishes.
    func chooserStatus() async -> ChooserStatus

    func retroHunt(_ order: RetroOrder) async throws -> RetroReport
    /// Alerts of the retro-hunt in the service's own folder.
    var scout: any ScoutStore { get }
    /// Free search through what routers' logs told, newest first; `.invalid` for words that such events say nothing of.
    func routerEvents(_ query: FlowQuery) async throws -> Page<RouterEvent>
    /// What was taken of routers' logs since the folder was made.
    func ingested() async throws -> IngestReport
}

/// A mission as it stands. JSON: the mission of the API.
public struct MissionStatus: Sendable, Encodable {
    public var name: String
    public var title: String
    public var description: String
    public var detections: [DetectionID]
    public var techniques: [String]
    public var severity: Severity
    public var options: [RuleStatus.Option]
    public var blindSpots: [String]
    public var enabled: Bool
    /// How often it runs.
    public var everyHours: Double
    /// Wall clock; nil before its first run.
    public var last: HuntEntry?
    /// Wall clock; nil while it is off.
    public var nextRun: Timestamp?

    public init(
        name: String, title: String, description: String, detections: [DetectionID], techniques: [String],
        severity: Severity, options: [RuleStatus.Option], blindSpots: [String], enabled: Bool, everyHours: Double,
        last: HuntEntry? = nil, nextRun: Timestamp? = nil
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.detections = detections
        self.techniques = techniques
        self.severity = severity
        self.options = options
        self.blindSpots = blindSpots
        self.enabled = enabled
        self.everyHours = everyHours
        self.last = last
        self.nextRun = nextRun
    }

    enum Key: String, CodingKey {
        case name, title, description, detections, techniques, severity, options, enabled
        case blindSpots = "blind_spots"
        case everyHours = "every_hours"
        case last = "last_run"
        case nextRun = "next_run"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(name, forKey: .name)
        try box.encode(title, forKey: .title)
        try box.encode(description, forKey: .description)
        try box.encode(detections, forKey: .detections)
        try box.encode(techniques, forKey: .techniques)
        try box.encode(severity, forKey: .severity)
        try box.encode(options, forKey: .options)
        try box.encode(blindSpots, forKey: .blindSpots)
        try box.encode(enabled, forKey: .enabled)
        try box.encode(everyHours, forKey: .everyHours)
        try box.encode(last, forKey: .last)
        try box.encode(nextRun, forKey: .nextRun)
    }
}

/// What somebody wants of a mission.
public struct MissionChange: Sendable, Hashable, Codable {
    public var enabled: Bool?
    public var everyHours: Double?
    public var options: [String: Double]?
    public init(enabled: Bool? = nil, everyHours: Double? = nil, options: [String: Double]? = nil) {
        self.enabled = enabled
        self.everyHours = everyHours
        self.options = options
    }
}

/// A line of the hunter's log: what it looked at, what it found, and if nothing, why. JSON: its members.
public struct HuntEntry: Sendable, Hashable, Codable {
    public enum Trigger: String, Sendable, Codable, CaseIterable { case schedule, person, model }
    public var id: Int64
    public var mission: String
    /// Wall clock.
    public var started: Timestamp
    public var seconds: Double
    public var trigger: Trigger
    /// What it looked at, in sentences.
    public var looked: [String]
    /// New findings; those told before are not counted again.
    public var findings: Int
    public var incidents: [String]
    /// Why there is nothing new; nil where there is.
    public var nothing: String?

    public init(
        id: Int64 = 0, mission: String, started: Timestamp, seconds: Double, trigger: Trigger, looked: [String],
        findings: Int, incidents: [String], nothing: String?
    ) {
        self.id = id
        self.mission = mission
        self.started = started
        self.seconds = seconds
        self.trigger = trigger
        self.looked = looked
        self.findings = findings
        self.incidents = incidents
        self.nothing = nothing
    }

    enum Key: String, CodingKey {
        case id, mission, started, seconds, trigger, looked, findings, incidents, nothing
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(id, forKey: .id)
        try box.encode(mission, forKey: .mission)
        try box.encode(started, forKey: .started)
        try box.encode(seconds.rounded(decimals: 3), forKey: .seconds)
        try box.encode(trigger, forKey: .trigger)
        try box.encode(looked, forKey: .looked)
        try box.encode(findings, forKey: .findings)
        try box.encode(incidents, forKey: .incidents)
        try box.encode(nothing, forKey: .nothing)
    }
}

/// Where on Earth and in whose network an address lies, by files on this machine.
public protocol PlaceLookup: Sendable {
    /// Nil where nothing is known of it.
    func place(of address: IPAddress) -> AddressPlace?
    /// Whether its files speak of countries, and of autonomous systems.
    var knowsCountries: Bool { get }
    var knowsSystems: Bool { get }
}

extension PlaceLookup {
    public var knowsCountries: Bool { true }
    public var knowsSystems: Bool { true }
}

public struct AddressPlace: Sendable, Hashable {
    /// ISO 3166 code, such as `DE`.
    public var country: String?
    /// Autonomous system.
    public var system: UInt32?
    public init(country: String? = nil, system: UInt32? = nil) {
        self.country = country
        self.system = system
    }
}
