/// Chooses missions for the hunter's next round; a model may, and the hunter works without one.
///
/// It sees numbers, never a query language, and gives back names and numbers: what is unknown or out of bounds is refused and logged.
public protocol MissionChooser: Sendable {
    /// For the log; nil while nobody is there to ask.
    var name: String? { get async }
    func choose(_ picture: HuntSummary, among missions: [MissionStatus]) async throws -> [MissionOrder]
}

/// A mission that somebody wants run, with other options than the ones set.
public struct MissionOrder: Sendable, Hashable, Codable {
    public var mission: String
    public var options: [String: Double]
    public init(mission: String, options: [String: Double] = [:]) {
        self.mission = mission
        self.options = options
    }
}

/// The hunter's picture of recent and stored traffic in a few numbers.
public struct HuntSummary: Sendable, Hashable, Encodable {
    public var flows: UInt64 = 0
    /// Days of history.
    public var days: Double = 0
    public var homeHosts = 0
    public var outsideHosts = 0
    /// Conversations by service, the most first; at most 12.
    public var services: [String: Int] = [:]
    /// Conversations that began in the last day.
    public var newConversations = 0
    public var newInternal = 0
    public var newOutbound = 0
    public var newInbound = 0
    public var bytesOut: UInt64 = 0
    public var bytesIn: UInt64 = 0
    public init() {}
}

/// Who chooses missions besides the schedule, and what became of the wishes since the start. JSON: its members.
public struct ChooserStatus: Sendable, Hashable, Encodable {
    /// Such as `ollama llama3.2:3b`; nil while nobody is asked.
    public var model: String?
    /// Rounds in which it was asked, and those of them in which nothing came that could be read.
    public var asked: UInt64 = 0
    public var failed: UInt64 = 0
    /// Wishes that were run, that asked for what was due anyway, and that were refused.
    public var granted: UInt64 = 0
    public var due: UInt64 = 0
    public var refused: UInt64 = 0
    public init() {}

    enum CodingKeys: String, CodingKey { case model, asked, failed, granted, due, refused }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(model, forKey: .model)
        try box.encode(asked, forKey: .asked)
        try box.encode(failed, forKey: .failed)
        try box.encode(granted, forKey: .granted)
        try box.encode(due, forKey: .due)
        try box.encode(refused, forKey: .refused)
    }
}
