/// A part of a long list. JSON: `items`, `total` (where it is known) and `next_cursor` or null.
public struct Page<Item: Sendable & Encodable>: Sendable, Encodable {
    public var items: [Item]
    /// How many there are in all; nil where counting would cost too much.
    public var total: Int?
    /// Hand it in to go on; nil at the end. Opaque: what came in between does not move it. A page may be short, or empty, and have one:
    /// then looking further would have taken too long.
    public var nextCursor: String?

    public init(items: [Item], total: Int? = nil, nextCursor: String? = nil) {
        self.items = items
        self.total = total
        self.nextCursor = nextCursor
    }

    enum Key: String, CodingKey {
        case items, total
        case nextCursor = "next_cursor"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(items, forKey: .items)
        try box.encodeIfPresent(total, forKey: .total)
        try box.encode(nextCursor, forKey: .nextCursor)
    }
}

/// How much of a list is wanted, and from where.
public struct PageRequest: Sendable, Hashable {
    /// 1...500.
    public var limit: Int
    public var cursor: String?

    /// `limit` is brought into its bounds.
    public init(limit: Int = 100, cursor: String? = nil) {
        self.limit = min(max(limit, 1), 500)
        self.cursor = cursor
    }
}
