/// Which incidents; newest (or highest score) first. What is not set matches all.
public struct IncidentQuery: Sendable, Hashable {
    public enum Sort: String, Sendable, CaseIterable {
        case lastSeen = "last_seen"
        case score
    }
    public var statuses: [Incident.Status] = []
    public var severities: [Severity] = []
    public var minimumSeverity: Severity?
    public var detection: DetectionID?
    /// An address, block or MAC that takes part; any other text is looked for in id, title and notes.
    public var text: String?
    /// A party lies in one of these countries or networks; only such terms, and all must hold.
    public var places: [SearchTerm] = []
    /// Last seen at or after; first seen before.
    public var since: Timestamp?
    public var until: Timestamp?
    public var forged: Bool?
    public var sort = Sort.lastSeen
    public var page = PageRequest()
    public init() {}
}

extension IncidentQuery {
    /// Takes what somebody typed: `country:` and `asn:` (with `-` before it turned round) are places, all the rest is text.
    public mutating func take(typed text: String) throws(ServiceError) {
        let words = SearchExpression.words(String(text.prefix(SearchExpression.longest)))
        let isPlace = words.map { word in
            ["country:", "asn:", "as:"].contains { word.drop { $0 == "-" }.lowercased().hasPrefix($0) }
        }
        guard isPlace.contains(true) else {
            self.text = text.isEmpty ? nil : text
            return
        }
        let search = SearchExpression(words: zip(words, isPlace).filter { $0.1 }.map { $0.0 })
        guard search.problems.isEmpty else { throw .invalid(search.problems) }
        places = search.terms
        let rest = zip(words, isPlace).filter { !$0.1 }.map { $0.0 }.joined(separator: " ")
        self.text = rest.isEmpty ? nil : rest
    }
}

/// Which alerts; newest first.
public struct AlertQuery: Sendable, Hashable {
    public var rule: DetectionID?
    public var severity: Severity?
    public var minimumSeverity: Severity?
    /// The first attacker.
    public var source: String?
    public var incident: String?
    /// Last seen at or after; before.
    public var since: Timestamp?
    public var until: Timestamp?
    /// For NetWatch's clients; a cursor is better.
    public var offset = 0
    public var page = PageRequest()
    public init() {}
}

/// Which flows; those kept last come first: the order of their ends, but for those that were silent for long before.
public struct FlowQuery: Sendable, Hashable {
    /// All of its terms must hold.
    public var search = SearchExpression()
    /// Ended at or after; ended before. Narrower than `since:` and `until:` of the search, which count too.
    public var since: Timestamp?
    public var until: Timestamp?
    public var page = PageRequest()
    public init() {}
    public init(search: SearchExpression, page: PageRequest = PageRequest()) {
        self.search = search
        self.page = page
    }
}

public struct HostQuery: Sendable, Hashable {
    public enum Sort: String, Sendable, CaseIterable {
        case bytes
        case lastSeen = "last_seen"
    }
    /// An address or block, else looked for in names, vendor and MAC.
    public var text: String?
    public var home: Bool?
    public var sort = Sort.bytes
    public var page = PageRequest()
    public init() {}
}

/// Traffic from `since` up to `until`, oldest first; at most 5,000 points, the newest.
public struct TrafficQuery: Sendable, Hashable {
    public var since: Timestamp?
    public var until: Timestamp?
    public var step = TrafficStep.minute
    public init() {}
}

/// Who has the most bytes from `since` up to `until`, both to the minute (to the hour where they lie more than six hours apart).
public struct TopQuery: Sendable, Hashable {
    public enum Subject: String, Sendable, CaseIterable { case host, service, port }
    public var since: Timestamp?
    public var until: Timestamp?
    public var by = Subject.host
    public var limit = 10
    public init() {}
}

public struct GraphQuery: Sendable, Hashable {
    public var since: Timestamp?
    public var until: Timestamp?
    /// Edges, 1...2000.
    public var limit = 500
    public init() {}
}
