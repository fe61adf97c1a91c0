/// What the packet path hands to the store at once.
public struct StoreBatch: Sendable {
    /// Flows that ended.
    public var flows: [FlowRecord] = []
    public var alerts: [AlertRecord] = []
    public var incidents: [IncidentUpdate] = []
    /// Seconds; minutes and hours are summed up by the store.
    public var traffic: [TrafficPoint] = []
    public var stats: [StatsSample] = []
    public var hosts: [HostSighting] = []
    public init() {}

    public var isEmpty: Bool {
        flows.isEmpty && alerts.isEmpty && incidents.isEmpty && traffic.isEmpty && stats.isEmpty && hosts.isEmpty
    }
}

/// What became of an incident, with the id of the live message that tells it.
public struct IncidentUpdate: Sendable, Hashable {
    public enum Change: String, Sendable, Codable { case opened, grew, closed, triaged, enriched, analysed }
    public var change: Change
    public var incident: Incident
    public var streamID: UInt64
    public var forged: Bool
    public init(change: Change, incident: Incident, streamID: UInt64, forged: Bool = false) {
        self.change = change
        self.incident = incident
        self.streamID = streamID
        self.forged = forged
    }
}

/// Whether what is seen can be kept.
public struct StoreHealth: Sendable, Hashable, Encodable {
    /// `full`: no space left, writing resumes by itself. `failing`: another reason, tried again as well.
    public enum State: String, Sendable, Encodable { case ok, full, failing }
    public var state: State
    /// What happened and what to do; empty when all is well.
    public var message: String
    /// What could not be written since the start and is lost, by kind.
    public var unwritten: Unwritten
    /// On disk, all files.
    public var bytes: UInt64

    public init(
        state: State = .ok, message: String = "", unwritten: Unwritten = Unwritten(), bytes: UInt64 = 0
    ) {
        self.state = state
        self.message = message
        self.unwritten = unwritten
        self.bytes = bytes
    }

    public struct Unwritten: Sendable, Hashable, Encodable {
        public var flows: UInt64 = 0
        public var alerts: UInt64 = 0
        public var incidents: UInt64 = 0
        /// Seconds of traffic, samples of statistics and host sightings.
        public var ticks: UInt64 = 0
        public init() {}
    }
}

/// What `/api/stats` says of the kept past.
public struct StoreStats: Sendable {
    public var totalAlerts = 0
    /// Of event time, before the newest alert or the given moment.
    public var alertsLastHour = 0
    public var alertsBySeverity: [String: Int] = [:]
    public var alertsByRule: [String: Int] = [:]
    public var topSources: [(address: String, count: Int)] = []
    public var latestAlert: Timestamp?
    /// Neither resolved nor false positives.
    public var incidentsOpen = 0
    public var incidentsBySeverity: [String: Int] = [:]
    public var incidentsByStatus: [String: Int] = [:]
    public init() {}
}
