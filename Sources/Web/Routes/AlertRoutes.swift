import HTTPTypes
import Vocabulary

extension Routes {
    /// NetWatch's alerts: each a finding.
    var alertRoutes: [Route] {
        [
            Route(
                .get, "/api/alerts", .role(.viewer), tag: "alerts", "Alerts, newest first",
                parameters: [
                    Self.limit, Self.cursor,
                    .query("offset", .integer(0...1_000_000), "How many to skip; a cursor is better."),
                    .query("rule_name", .identifier, "The detection's id."),
                    .query("severity", Self.severity, "This severity."),
                    .query("src_ip", .term, "The attacker."), Self.since, Self.until,
                ], success: .json(Schema.named("AlertPage"))
            ) { [store] call in
                var query = AlertQuery()
                query.rule = call.query.text("rule_name").map(DetectionID.init(rawValue:))
                query.severity = call.query.text("severity").flatMap { Severity($0) }
                query.source = call.query.text("src_ip")
                query.since = call.query.time("since")
                query.until = call.query.time("until")
                query.offset = call.query.integer("offset") ?? 0
                query.page = Self.page(call.query)
                return try .json(AlertPage(try await store.alerts(query), query))
            },
            Route(
                .get, "/api/alerts/{id}", .role(.viewer), tag: "alerts", "One alert",
                parameters: [.path("id", .identifier, "Its `alert_id`.")], success: .json(Schema.named("Alert"))
            ) { [store] call in
                guard let alert = try await store.alert(call.parameter("id")) else {
                    throw Problem.missing("such alert")
                }
                return try .json(alert)
            },
            Route(
                .get, "/api/graph", .role(.viewer), tag: "alerts", "Who attacks whom",
                parameters: [
                    Self.since, Self.until,
                    .query("limit", .integer(1...2_000), "How many edges at most; 500 when not given."),
                ], success: .json(Schema.named("AttackGraph"))
            ) { [store] call in
                var query = GraphQuery()
                query.since = call.query.time("since")
                query.until = call.query.time("until")
                query.limit = call.query.integer("limit") ?? 500
                return try .json(try await store.graph(query))
            },
        ]
    }
}

/// NetWatch's page: by offset, and ours by cursor.
private struct AlertPage: Encodable {
    let items: [AlertRecord]
    let total: Int?
    let limit: Int
    let offset: Int
    let nextCursor: String?

    init(_ page: Page<AlertRecord>, _ query: AlertQuery) {
        items = page.items
        total = page.total
        limit = query.page.limit
        offset = query.offset
        nextCursor = page.nextCursor
    }

    enum Key: String, CodingKey {
        case items, total, limit, offset
        case hasMore = "has_more"
        case nextCursor = "next_cursor"
    }

    func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(items, forKey: .items)
        try box.encode(total, forKey: .total)
        try box.encode(limit, forKey: .limit)
        try box.encode(offset, forKey: .offset)
        try box.encode(nextCursor != nil, forKey: .hasMore)
        try box.encode(nextCursor, forKey: .nextCursor)
    }
}
