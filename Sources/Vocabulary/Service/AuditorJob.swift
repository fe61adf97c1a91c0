/// What the auditor is to look through: rows of the store, or of a log that somebody brings.
public struct AuditorRequest: Sendable, Hashable {
    public enum Source: String, Sendable, CaseIterable, Codable { case alerts, incidents, flows, external }
    public var source = Source.alerts
    /// Rows at least this bad; of flows those with a finding count as what the finding is, others as info.
    public var minimumRisk = Severity.high
    /// Detections, or services of flows; empty for all.
    public var kinds: [String] = []
    public var since: Timestamp?
    public var maximumRows = 600
    /// Of `auditorPrompts`.
    public var prompt = "analyst"
    /// Without it nobody is asked: rows are grouped and ranked by the program.
    public var usesModel = true
    /// JSON objects, one a line, or one JSON array of them; only where the source is `external`.
    public var log = ""
    public init() {}
}

/// A text the auditor's model is told.
public struct AuditorPrompt: Sendable, Hashable, Codable {
    public var name: String
    public var title: String
    public var text: String
    /// The owner changed it.
    public var changed: Bool
    public init(name: String, title: String, text: String, changed: Bool = false) {
        self.name = name
        self.title = title
        self.text = text
        self.changed = changed
    }
}

/// Rows of one kind that were folded into one, as the auditor sees them.
public struct AuditorRow: Sendable, Hashable, Codable {
    /// `E1`, `E2`, …: what findings cite.
    public var id: String
    public var risk: Severity
    /// A detection or a service.
    public var kind: String
    public var source: String
    public var destination: String
    /// 0 where there is none.
    public var port: UInt16
    public var text: String
    /// How many rows were the same.
    public var hits: UInt64
    public var first: Timestamp?
    public var last: Timestamp?
    public init(
        id: String = "", risk: Severity, kind: String, source: String, destination: String, port: UInt16, text: String,
        hits: UInt64 = 1, first: Timestamp? = nil, last: Timestamp? = nil
    ) {
        self.id = id
        self.risk = risk
        self.kind = kind
        self.source = source
        self.destination = destination
        self.port = port
        self.text = text
        self.hits = hits
        self.first = first
        self.last = last
    }
}

/// One run of the auditor. JSON: the item of `/api/auditor`.
public struct AuditorJob: Sendable, Hashable, Encodable {
    public enum State: String, Sendable, Codable { case queued, running, done, failed, cancelled }
    public struct Finding: Sendable, Hashable, Codable {
        public var text: String
        public var risk: Severity
        /// Ids of rows.
        public var rows: [String]
        public var by: IncidentAnalysis.Origin
        public init(text: String, risk: Severity, rows: [String], by: IncidentAnalysis.Origin) {
            self.text = text
            self.risk = risk
            self.rows = rows
            self.by = by
        }
    }
    public var id: String
    public var state: State = .queued
    public var source: AuditorRequest.Source
    /// Backend and model; nil where no model was asked.
    public var model: String?
    /// Rows read, and what is left of them when the same are folded together.
    public var rowsRead = 0
    public var chunksDone = 0
    public var chunks = 0
    public var findings: [Finding] = []
    /// What a model said and its rows do not support.
    public var struck: [IncidentAnalysis.StruckClaim] = []
    public var rows: [AuditorRow] = []
    /// What happened and what to do; that no model was asked.
    public var message = ""
    public var started: Timestamp
    public var elapsedSeconds = 0.0

    public init(id: String, source: AuditorRequest.Source, started: Timestamp) {
        self.id = id
        self.source = source
        self.started = started
    }

    /// 0...1.
    public var progress: Double { state == .done ? 1 : chunks == 0 ? 0 : Double(chunksDone) / Double(chunks) }

    enum CodingKeys: String, CodingKey {
        case id, state, source, model, progress, chunks, findings, struck, rows, message, started
        case rowsRead = "rows_read"
        case chunksDone = "chunks_done"
        case elapsedSeconds = "elapsed_seconds"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(id, forKey: .id)
        try box.encode(state, forKey: .state)
        try box.encode(source, forKey: .source)
        try box.encode(model, forKey: .model)
        try box.encode(progress, forKey: .progress)
        try box.encode(rowsRead, forKey: .rowsRead)
        try box.encode(chunksDone, forKey: .chunksDone)
        try box.encode(chunks, forKey: .chunks)
        try box.encode(findings, forKey: .findings)
        try box.encode(struck, forKey: .struck)
        try box.encode(rows, forKey: .rows)
        try box.encode(message, forKey: .message)
        try box.encode(started, forKey: .started)
        try box.encode((elapsedSeconds * 10).rounded() / 10, forKey: .elapsedSeconds)
    }
}
