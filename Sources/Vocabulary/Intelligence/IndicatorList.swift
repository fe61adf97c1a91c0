/// What is known of a blocklist besides its entries. JSON: the list of the API.
public struct IndicatorList: Sendable, Hashable, Encodable {
    /// Unique among the lists: the file's name.
    public var id: String
    public var name: String
    /// Who publishes it, for people; empty where that is not known.
    public var source = ""
    /// How sure its publisher may be believed, 0...1.
    public var confidence = IndicatorList.usualConfidence
    /// Not used after this; nil for no end.
    public var expires: Timestamp?
    public var enabled = true
    /// `plain hosts csv stix misp`; empty when the file could not be read.
    public var format = ""
    /// Entries that were taken, by kind.
    public var entries = Entries()
    /// Lines or objects that were not taken, and why.
    public var faults: [Fault] = []
    /// When it was read; nil when it never was.
    public var loaded: Timestamp?
    /// Why nothing of it could be read; nil when it could.
    public var problem: String?

    public static let usualConfidence = 0.8

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    public struct Entries: Sendable, Hashable, Codable {
        public var addresses = 0
        public var blocks = 0
        public var domains = 0
        public var fingerprints = 0
        public init() {}
        public var total: Int { addresses + blocks + domains + fingerprints }
    }

    /// One kind of fault, how often it was met, and where first.
    public struct Fault: Sendable, Hashable, Codable {
        /// Such as `private_address`.
        public var reason: String
        public var count: Int
        /// The first line or object it was met in, from 1.
        public var line: Int
        /// The beginning of what stood there: hostile text.
        public var sample: String
        public init(reason: String, count: Int, line: Int, sample: String) {
            self.reason = reason
            self.count = count
            self.line = line
            self.sample = sample
        }
    }
}
