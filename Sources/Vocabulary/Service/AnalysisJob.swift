/// A capture file that somebody uploaded, and what was found in it. JSON: the item of `/api/analyses`.
public struct AnalysisJob: Sendable, Encodable {
    public enum State: String, Sendable, Encodable { case queued, running, done, failed, cancelled }
    public var id: String
    /// As the browser called the file: hostile text.
    public var name: String
    public var state: State
    /// 0...1; nil where the size is not known.
    public var progress: Double?
    public var packets: UInt64
    public var message: String
    public var incidents: [Incident]

    public init(
        id: String, name: String, state: State = .queued, progress: Double? = nil, packets: UInt64 = 0,
        message: String = "", incidents: [Incident] = []
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.progress = progress
        self.packets = packets
        self.message = message
        self.incidents = incidents
    }

    enum Key: String, CodingKey { case id, name, state, progress, packets, message, incidents }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(id, forKey: .id)
        try box.encode(name, forKey: .name)
        try box.encode(state, forKey: .state)
        try box.encode(progress, forKey: .progress)
        try box.encode(packets, forKey: .packets)
        try box.encode(message, forKey: .message)
        try box.encode(incidents, forKey: .incidents)
    }
}
