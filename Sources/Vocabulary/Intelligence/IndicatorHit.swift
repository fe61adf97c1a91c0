/// What the local lists say of something that was met. JSON: the hit of the API.
public struct IndicatorHit: Sendable, Hashable {
    /// The entry that matched: of nested blocks and domains the innermost.
    public var indicator: Indicator
    /// The lists it stands on, in their order; at most eight.
    public var listings: [Listing]

    public init(indicator: Indicator, listings: [Listing]) {
        self.indicator = indicator
        self.listings = listings
    }

    /// One list that names it.
    public struct Listing: Sendable, Hashable, Encodable {
        public var list: String
        public var source: String
        public var confidence: Double
        /// What the list says of the entry, such as the name of a malware: hostile text, empty where it says nothing.
        public var label: String
        public init(list: String, source: String, confidence: Double, label: String) {
            self.list = list
            self.source = source
            self.confidence = confidence
            self.label = label
        }
    }

    /// That of the surest list.
    public var confidence: Double { listings.map(\.confidence).max() ?? 0 }
}
