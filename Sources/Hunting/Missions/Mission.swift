package import Vocabulary

/// A hunt for one thing: typed questions to the store, decided without a model. One file and one line in `MissionCatalog` each.
package protocol Mission: Sendable {
    static var card: MissionCard { get }
    static func hunt(_ ground: HuntingGround, _ options: MissionOptions) async throws -> MissionResult
}

/// What a mission is: help, documentation, API and dashboard are derived from it.
package struct MissionCard: Sendable {
    /// kebab-case and stable.
    package let name: String
    package let title: String
    package let summary: String
    package let detections: [DetectionID]
    /// Each in `Technique.catalog`.
    package let techniques: [String]
    package let severity: Severity
    package let options: [CardOption]
    package let blindSpots: [String]
    package var everyHours = 6.0

    /// What the store holds of its first days is how things are here: nothing in it is news.
    static let learning = CardOption(
        "learn_days", 3, 0.5...60, "days", "Days from the store's beginning that count as normal.")
}

/// The card's values with others over them.
package struct MissionOptions: Sendable {
    private let values: [String: Double]

    package init(_ card: MissionCard, _ over: [String: Double] = [:]) {
        var values: [String: Double] = [:]
        for option in card.options { values[option.name] = over[option.name] ?? option.value }
        self.values = values
    }

    package subscript(_ name: String) -> Double { values[name] ?? 0 }
}

/// What a mission brings home.
package struct MissionResult: Sendable {
    /// With flows of the store that prove them.
    package var findings: [Finding] = []
    /// What was looked at, in sentences.
    package var looked: [String] = []
    /// Why there is nothing; said only where there is nothing.
    package var nothing: String?

    package init(findings: [Finding] = [], looked: [String] = [], nothing: String? = nil) {
        self.findings = findings
        self.looked = looked
        self.nothing = nothing
    }
}

/// What missions walk on: the picture, the store behind it for the flows themselves, and places on Earth where there are any.
package struct HuntingGround: Sendable {
    package let picture: Picture
    package let places: (any PlaceLookup)?
    private let find: @Sendable (FlowQuery) async throws -> [FlowRecord]

    package init(
        picture: Picture, places: (any PlaceLookup)? = nil,
        find: @escaping @Sendable (FlowQuery) async throws -> [FlowRecord]
    ) {
        self.picture = picture
        self.places = places
        self.find = find
    }

    /// Flows between two hosts, oldest first; at most `most`, the newest.
    func flows(
        from source: IPAddress? = nil, to destination: IPAddress? = nil, ports: [UInt16] = [], name: String? = nil,
        since: Timestamp? = nil, most: Int = 500
    ) async throws -> [FlowRecord] {
        var query = FlowQuery()
        if let block = destination.flatMap({ AddressBlock("\($0)") }) {
            query.search.terms.append(SearchTerm(.address(.destination, [block])))
        }
        if let block = source.flatMap({ AddressBlock("\($0)") }) {
            query.search.terms.append(SearchTerm(.address(.source, [block])))
        }
        if !ports.isEmpty {
            query.search.terms.append(SearchTerm(.port(.destination, ports.map { UInt64($0)...UInt64($0) })))
        }
        if let name { query.search.terms.append(SearchTerm(.name([name]))) }
        query.since = since
        query.page.limit = min(500, most)
        return try await find(query).sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    }
}
