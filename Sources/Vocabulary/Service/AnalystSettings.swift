/// Which model is asked and how it stands. JSON: the document of `/api/analyst`. A key is never in it but for its last characters.
public struct AnalystSettings: Sendable, Hashable, Encodable {
    /// `none`, `gemini`, `ollama`, `openai`.
    public var backend = "none"
    /// In force: the backend's own where the owner set none.
    public var url = ""
    public var model = ""
    /// Such as `…abcd`; nil where there is none.
    public var key: String?
    /// `environment` or `file`; nil where there is none.
    public var keySource: String?
    public var perMinute = 10
    public var perDay = 200
    public var timeoutSeconds = 60
    public var pseudonyms = true
    /// A model is asked about incidents from this severity on; templates explain all.
    public var minimumSeverity = Severity.medium
    public var instructions = ""
    public var backends: [Backend] = []
    public var standing = Standing()

    public init() {}

    /// A kind of server that can be chosen.
    public struct Backend: Sendable, Hashable, Codable {
        public var name: String
        public var title: String
        public var url: String
        public var model: String
        public var needsKey: Bool
        public init(name: String, title: String, url: String, model: String, needsKey: Bool) {
            self.name = name
            self.title = title
            self.url = url
            self.model = model
            self.needsKey = needsKey
        }
        enum CodingKeys: String, CodingKey {
            case name, title, url, model
            case needsKey = "needs_key"
        }
    }

    /// What became of questions since the start, and of the budget.
    public struct Standing: Sendable, Hashable, Encodable {
        /// `ok limited broken offline`, `none` without a model.
        public var state = "none"
        public var usedMinute = 0
        public var usedDay = 0
        public var asked: UInt64 = 0
        public var cached: UInt64 = 0
        public var failed: UInt64 = 0
        public var claimsKept: UInt64 = 0
        public var claimsStruck: UInt64 = 0
        public var lastError = ""
        public init() {}
        enum CodingKeys: String, CodingKey {
            case state, asked, cached, failed
            case usedMinute = "used_minute"
            case usedDay = "used_day"
            case claimsKept = "claims_kept"
            case claimsStruck = "claims_struck"
            case lastError = "last_error"
        }
    }

    enum CodingKeys: String, CodingKey {
        case backend, url, model, key, pseudonyms, instructions, backends, standing
        case keySource = "key_source"
        case perMinute = "per_minute"
        case perDay = "per_day"
        case timeoutSeconds = "timeout_seconds"
        case minimumSeverity = "minimum_severity"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(backend, forKey: .backend)
        try box.encode(url, forKey: .url)
        try box.encode(model, forKey: .model)
        try box.encode(key, forKey: .key)
        try box.encode(keySource, forKey: .keySource)
        try box.encode(perMinute, forKey: .perMinute)
        try box.encode(perDay, forKey: .perDay)
        try box.encode(timeoutSeconds, forKey: .timeoutSeconds)
        try box.encode(pseudonyms, forKey: .pseudonyms)
        try box.encode(minimumSeverity, forKey: .minimumSeverity)
        try box.encode(instructions, forKey: .instructions)
        try box.encode(backends, forKey: .backends)
        try box.encode(standing, forKey: .standing)
    }
}

/// Any part of the settings: what is nil stays. An empty text takes the owner's word back.
public struct AnalystSettingsPatch: Sendable, Hashable, Codable {
    public var backend: String?
    public var url: String?
    public var model: String?
    /// A new key, kept in a private file; empty removes it.
    public var key: String?
    public var perMinute: Int?
    public var perDay: Int?
    public var timeoutSeconds: Int?
    public var pseudonyms: Bool?
    public var minimumSeverity: Severity?
    public var instructions: String?
    public init() {}

    enum CodingKeys: String, CodingKey, CaseIterable {
        case backend, url, model, key, pseudonyms, instructions
        case perMinute = "per_minute"
        case perDay = "per_day"
        case timeoutSeconds = "timeout_seconds"
        case minimumSeverity = "minimum_severity"
    }

    /// The names it knows, to refuse others.
    public static var names: [String] { CodingKeys.allCases.map(\.rawValue) }
}
