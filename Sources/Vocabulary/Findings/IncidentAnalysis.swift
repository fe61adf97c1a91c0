/// What the analyst makes of an incident: the `analysis` of docs/reference/json.md.
///
/// Every claim shown has been held against the incident's own evidence; what failed stands in `struck`, with the reason.
public struct IncidentAnalysis: Sendable, Hashable {
    public enum Origin: String, Sendable, Hashable, Codable { case template, model }

    /// Who wrote a claim or a step: our templates, or a model.
    public var origin: Origin
    /// Backend and model, such as `ollama llama3.2:3b`; nil where none was heard.
    public var model: String?
    public var claims: [Claim]
    public var struck: [StruckClaim]
    public var techniques: [ArguedTechnique]
    /// What it means in general, what to do first, and what could make it harmless: of the kind of incident, not of this one.
    public var meaning: String
    public var firstStep: String
    public var harmless: String
    /// Empty below high.
    public var playbook: [PlaybookStep]
    /// Why a model that was asked was not heard, or not in full; nil when all is well.
    public var fallback: String?
    /// Of what the incident said when this was written: a grown incident has another.
    public var contentHash: String
    /// Wall clock; nil where the same input must give the same bytes.
    public var made: Timestamp?

    public init(
        origin: Origin = .template, model: String? = nil, claims: [Claim] = [], struck: [StruckClaim] = [],
        techniques: [ArguedTechnique] = [], meaning: String = "", firstStep: String = "", harmless: String = "",
        playbook: [PlaybookStep] = [], fallback: String? = nil, contentHash: String = "", made: Timestamp? = nil
    ) {
        self.origin = origin
        self.model = model
        self.claims = claims
        self.struck = struck
        self.techniques = techniques
        self.meaning = meaning
        self.firstStep = firstStep
        self.harmless = harmless
        self.playbook = playbook
        self.fallback = fallback
        self.contentHash = contentHash
        self.made = made
    }

    /// The claims as one text.
    public var summary: String { claims.map(\.text).joined(separator: " ") }

    /// One sentence about the incident, and the events that prove it.
    public struct Claim: Sendable, Hashable, Codable {
        public var text: String
        /// `E1`, `E2`, …
        public var events: [String]
        public var by: Origin
        public init(_ text: String, events: [String], by: Origin = .template) {
            self.text = text
            self.events = events
            self.by = by
        }
    }

    /// A claim that its evidence does not support.
    public struct StruckClaim: Sendable, Hashable, Codable {
        public var text: String
        public var events: [String]
        public var reason: String
        public init(_ text: String, events: [String], reason: String) {
            self.text = text
            self.events = events
            self.reason = reason
        }
    }

    /// A technique of the ATT&CK table, and which events speak for it.
    public struct ArguedTechnique: Sendable, Hashable {
        public var technique: Technique
        public var events: [String]
        /// Why, where a model argued it and the check let it stand; empty where a rule reported it.
        public var argument: String
        public init(_ technique: Technique, events: [String], argument: String = "") {
            self.technique = technique
            self.events = events
            self.argument = argument
        }
    }
}

/// One step of a response, with commands that can be run as they stand.
public struct PlaybookStep: Sendable, Hashable, Codable {
    public enum Phase: String, Sendable, Hashable, Codable, CaseIterable {
        case contain, investigate, eradicate, recover
    }
    /// `S1`, `S2`, …
    public var id: String
    public var phase: Phase
    public var action: String
    /// Shell-quoted, nothing from the wire but addresses, ports and host names in their strict form.
    public var commands: [String]
    public init(id: String = "", phase: Phase, action: String, commands: [String] = []) {
        self.id = id
        self.phase = phase
        self.action = action
        self.commands = commands
    }
}
