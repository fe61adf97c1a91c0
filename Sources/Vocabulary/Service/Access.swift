/// What somebody may do: each role may do all that the ones before it may.
public enum Role: String, Sendable, Codable, CaseIterable, Comparable {
    /// Reads.
    case viewer
    /// Triages incidents, writes notes, uploads captures.
    case analyst
    /// Changes configuration, rules, suppressions, tokens; reads the audit log.
    case admin

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .analyst: 1
        case .admin: 2
        }
    }
    public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }
}

/// Who may come in. The secret itself is never kept: only its SHA-256, and that only in the store.
public struct TokenRecord: Sendable, Hashable, Codable {
    public var id: Int64
    public var name: String
    public var role: Role
    /// The parts of the API it is limited to; none means wherever its role may go.
    public var scopes: [Scope]
    public var created: Timestamp
    public var lastUsed: Timestamp?
    public init(
        id: Int64, name: String, role: Role, scopes: [Scope] = [], created: Timestamp, lastUsed: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.scopes = scopes
        self.created = created
        self.lastUsed = lastUsed
    }
    enum Key: String, CodingKey {
        case id, name, role, scopes, created
        case lastUsed = "last_used"
    }
    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try box.decode(Int64.self, forKey: .id), name: try box.decode(String.self, forKey: .name),
            role: try box.decode(Role.self, forKey: .role),
            scopes: try box.decodeIfPresent([Scope].self, forKey: .scopes) ?? [],
            created: try box.decode(Timestamp.self, forKey: .created),
            lastUsed: try box.decodeIfPresent(Timestamp.self, forKey: .lastUsed))
    }
    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(id, forKey: .id)
        try box.encode(name, forKey: .name)
        try box.encode(role, forKey: .role)
        try box.encode(scopes, forKey: .scopes)
        try box.encode(created, forKey: .created)
        try box.encode(lastUsed, forKey: .lastUsed)
    }
}

/// A browser that signed in with a token; gone when the token is.
public struct SessionRecord: Sendable, Hashable {
    public var token: TokenRecord
    public var expires: Timestamp
    public init(token: TokenRecord, expires: Timestamp) {
        self.token = token
        self.expires = expires
    }
}

/// What somebody changed. Each entry's hash covers the one before: a log that was edited shows it.
public struct AuditEntry: Sendable, Hashable, Codable {
    public var id: Int64
    public var at: Timestamp
    public var who: String
    /// Nil for the program itself.
    public var role: Role?
    /// Such as `incident.triage`.
    public var action: String
    public var target: String
    public var detail: String
    /// SHA-256, lower-case hexadecimal.
    public var hash: String
    public init(
        id: Int64 = 0, at: Timestamp, who: String, role: Role?, action: String, target: String, detail: String = "",
        hash: String = ""
    ) {
        self.id = id
        self.at = at
        self.who = who
        self.role = role
        self.action = action
        self.target = target
        self.detail = detail
        self.hash = hash
    }
}

/// Findings the owner does not want to hear of, as they are kept.
public struct SuppressionRecord: Sendable, Hashable, Codable {
    public var id: Int64
    public var detection: DetectionID?
    public var attackers: AddressBlock?
    public var victims: AddressBlock?
    public var reason: String
    public var by: String
    public var at: Timestamp
    public init(
        id: Int64 = 0, detection: DetectionID? = nil, attackers: AddressBlock? = nil, victims: AddressBlock? = nil,
        reason: String, by: String, at: Timestamp
    ) {
        self.id = id
        self.detection = detection
        self.attackers = attackers
        self.victims = victims
        self.reason = reason
        self.by = by
        self.at = at
    }
}
