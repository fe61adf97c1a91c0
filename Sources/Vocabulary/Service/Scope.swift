/// A part of the API that a token is limited to: `incidents`, or `incidents:read` for reading it only.
///
/// A role says how much its holder may do, scopes say where: a script that fetches incidents needs no sight of the rest. A token without
/// scopes may go wherever its role may. The areas are the tags of the API's calls; live streams belong to the area of what they tell.
public struct Scope: Sendable, Hashable, Comparable {
    public let area: String
    public let isReadOnly: Bool

    /// Nil for what is no known area, or has another ending than `:read`.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let area = parts.first.map(String.init), Self.areas.contains(area) else { return nil }
        guard parts.count == 1 || (parts.count == 2 && parts[1] == "read") else { return nil }
        self.area = area
        isReadOnly = parts.count == 2
    }

    /// In the order in which they are shown.
    public static let areas = [
        "alerts", "analyses", "analyst", "audit", "capture", "flows", "health", "hosts", "hunting", "incidents",
        "intelligence", "learning", "rules", "suppressions", "tokens",
    ]

    public var text: String { isReadOnly ? area + ":read" : area }

    /// Whether all that `other` allows is allowed here too.
    public func covers(_ other: Scope) -> Bool { area == other.area && (!isReadOnly || other.isReadOnly) }

    public static func < (left: Scope, right: Scope) -> Bool { left.text < right.text }
}

extension Scope: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let scope = Scope(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no such scope"))
        }
        self = scope
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        try box.encode(text)
    }
}

extension [Scope] {
    /// Whether a token of these scopes may make a call: none means everywhere.
    public func allow(_ area: String, reading: Bool) -> Bool {
        isEmpty || contains { $0.area == area && (reading || !$0.isReadOnly) }
    }

    /// Whether a token of these scopes may give `others` away: never more than it has itself.
    public func cover(_ others: [Scope]) -> Bool {
        isEmpty || (!others.isEmpty && others.allSatisfy { other in contains { $0.covers(other) } })
    }
}
