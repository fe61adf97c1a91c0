package import Vocabulary

/// What the owner chose for intelligence: kept in the store as JSON under `intelligence`, never with a key in it.
package struct IntelligenceSettings: Sendable, Hashable, Codable {
    package struct Source: Sendable, Hashable, Codable {
        package var enabled: Bool?
        package var automatic: Bool?
        package var url: String?
        package var perMinute: Int?
        package var perDay: Int?
        package var options: [String: Double]?
        /// When thresholds or the server were changed: answers from before are asked for anew. Nanoseconds since 1970.
        package var changed: Int64?
        package init() {}
    }

    package var offline = false
    package var automatic = true
    /// Everybody outside whom the home networks talk to is asked about as well: tells the reputation services whom that is.
    package var contacts = false
    package var threshold = 3
    package var sources: [String: Source] = [:]

    package static let key = "intelligence"

    package init() {}

    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        offline = try box.decodeIfPresent(Bool.self, forKey: .offline) ?? false
        automatic = try box.decodeIfPresent(Bool.self, forKey: .automatic) ?? true
        contacts = try box.decodeIfPresent(Bool.self, forKey: .contacts) ?? false
        threshold = try box.decodeIfPresent(Int.self, forKey: .threshold) ?? 3
        sources = try box.decodeIfPresent([String: Source].self, forKey: .sources) ?? [:]
    }

    /// Everything that is wrong with a change, in sentences; empty when all of it may be taken.
    package static func problems(_ change: IntelligenceChange) -> [String] {
        var problems: [String] = []
        if let threshold = change.threshold, !(1...3).contains(threshold) {
            problems.append("threshold: is a whole number from 1 to 3")
        }
        for (id, wanted) in change.sources.sorted(by: { $0.key < $1.key }) {
            guard let card = SourceCatalog.source(id)?.card else {
                problems.append("sources.\(id.prefix(40)): there is no such source")
                continue
            }
            problems += Self.problems(wanted, card).map { "sources.\(id).\($0)" }
        }
        return problems
    }

    private static func problems(_ wanted: IntelligenceChange.Source, _ card: SourceCard) -> [String] {
        var problems: [String] = []
        if let key = wanted.key, !key.isEmpty {
            if card.keyVariables.isEmpty { problems.append("key: this source takes none") }
            if !KeyRing.isKey(key) { problems.append("key: has 4 to 512 printable characters without blanks") }
        }
        if let url = wanted.url, !url.isEmpty {
            if card.url != nil {
                problems.append("url: only \(card.urlVariable) in the environment changes this source's")
            }
            if !isWebAddress(url) { problems.append("url: begins with https://, or with http:// for this machine") }
        }
        if let number = wanted.perMinute, !(1...6000).contains(number) {
            problems.append("per_minute: is a whole number from 1 to 6000")
        }
        if let number = wanted.perDay, !(1...1_000_000).contains(number) {
            problems.append("per_day: is a whole number from 1 to 1000000")
        }
        problems += card.options.problems(with: wanted.options, owner: card.title)
        return problems
    }

    /// `https://…`, or `http://` to this machine; the gate judges again when it is called.
    static func isWebAddress(_ url: String) -> Bool {
        guard url.utf8.count <= 500, url.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { return false }
        return ["https://", "http://127.", "http://localhost", "http://[::1]"].contains { url.hasPrefix($0) }
            && !url.contains("@") && !url.contains("?") && !url.contains("#")
    }

    /// Takes over a change that has no problems; keys are somebody else's business.
    package mutating func take(_ change: IntelligenceChange, at now: Timestamp) {
        offline = change.offline ?? offline
        automatic = change.automatic ?? automatic
        contacts = change.contacts ?? contacts
        threshold = change.threshold ?? threshold
        for (id, wanted) in change.sources {
            var source = sources[id] ?? Source()
            source.enabled = wanted.enabled ?? source.enabled
            source.automatic = wanted.automatic ?? source.automatic
            source.perMinute = wanted.perMinute ?? source.perMinute
            source.perDay = wanted.perDay ?? source.perDay
            if let url = wanted.url { source.url = url.isEmpty ? nil : Self.trimmed(url) }
            if !wanted.options.isEmpty {
                source.options = (source.options ?? [:]).merging(wanted.options) { _, new in new }
            }
            if !wanted.options.isEmpty || wanted.url != nil || wanted.key != nil { source.changed = now.nanoseconds }
            sources[id] = source
        }
    }

    /// Without slashes at its end.
    static func trimmed(_ url: String) -> String {
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        return url
    }
}
