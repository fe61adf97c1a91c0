/// What the API asks of learning: the state of the model, and what stood out lately.
public protocol ModelDesk: Sendable {
    func model() async -> ModelStatus
    /// Newest first.
    func anomalies(limit: Int) async throws -> [AnomalyRecord]
    /// Trains from what was seen so far, now. `ServiceError.unavailable` while that is too little.
    func train() async throws -> ModelStatus
}

/// The model in force and the one that is being learnt. JSON: `/api/model`.
public struct ModelStatus: Sendable, Encodable {
    /// `base`, shipped with the program, or `own`, learnt here; `none` where there is neither.
    public var kind = "none"
    /// Counts the trainings of an own model.
    public var generation: UInt32 = 0
    /// Event time of the last packet it was trained on; nil for the base model.
    public var trainedAt: Timestamp?
    public var days = 0.0
    public var rows = 0
    /// False alarms a day.
    public var budget = 0.0
    /// Hours of the week that are known, of 168.
    public var knownHours = 0
    public var aspects: [Aspect] = []
    public var learning = Learning()
    public init() {}

    public struct Aspect: Sendable, Encodable {
        public var name: String
        public var features: [String]
        public var rows: Int
        /// The score above which it is an anomaly, 0...1.
        public var threshold: Double
        public init(name: String, features: [String], rows: Int, threshold: Double) {
            self.name = name
            self.features = features
            self.rows = rows
            self.threshold = threshold
        }
    }

    /// How far the owner's own baseline has come.
    public struct Learning: Sendable, Encodable {
        public var isOn = false
        /// 0...1 of the way to the first own model.
        public var progress = 0.0
        /// Minutes of traffic seen, and until the next training.
        public var minutes: UInt32 = 0
        public var minutesLeft: UInt32 = 0
        /// Rows taken, and rows left out because they stood out or their host has an open incident.
        public var rows: UInt64 = 0
        public var refused: UInt64 = 0
        public init() {}

        enum Key: String, CodingKey {
            case progress, minutes, rows, refused
            case isOn = "on"
            case minutesLeft = "minutes_left"
        }

        public func encode(to encoder: any Encoder) throws {
            var box = encoder.container(keyedBy: Key.self)
            try box.encode(isOn, forKey: .isOn)
            try box.encode(progress, forKey: .progress)
            try box.encode(minutes, forKey: .minutes)
            try box.encode(minutesLeft, forKey: .minutesLeft)
            try box.encode(rows, forKey: .rows)
            try box.encode(refused, forKey: .refused)
        }
    }

    enum Key: String, CodingKey {
        case kind, generation, days, rows, budget, aspects, learning
        case trainedAt = "trained_at"
        case knownHours = "known_hours"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(kind, forKey: .kind)
        try box.encode(generation, forKey: .generation)
        try box.encode(trainedAt, forKey: .trainedAt)
        try box.encode(days, forKey: .days)
        try box.encode(rows, forKey: .rows)
        try box.encode(budget, forKey: .budget)
        try box.encode(knownHours, forKey: .knownHours)
        try box.encode(aspects, forKey: .aspects)
        try box.encode(learning, forKey: .learning)
    }
}
