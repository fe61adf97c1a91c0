import HTTPTypes
import Vocabulary

extension Routes {
    /// Flows, and the search over everything.
    var flowRoutes: [Route] {
        [
            Route(
                .get, "/api/flows", .role(.viewer), tag: "flows", "Flows, those that ended last first",
                parameters: [
                    .query(
                        "q", .text(maximum: 1_000),
                        "Such as `src:10.0.0.0/8 port:>1024 -tag:scan country:DE asn:64496`."),
                    .query("src", .term, "As `src:`."), .query("dst", .term, "As `dst:`."),
                    .query("host", .term, "As `host:`."), .query("port", .term, "As `port:`."),
                    .query("proto", .term, "As `proto:`."), .query("service", .term, "As `service:`."),
                    Self.since, Self.until, Self.limit, Self.cursor,
                ], success: .json(Schema.page("Flow"))
            ) { [store] call in
                var words = [call.query.text("q") ?? ""]
                for name in ["src", "dst", "host", "port", "proto", "service"] {
                    if let value = call.query.text(name) { words.append("\(name):\(value)") }
                }
                return try .json(try await store.flows(Self.flowQuery(words.joined(separator: " "), call)))
            },
            Route(
                .get, "/api/search", .role(.viewer), tag: "flows", "Incidents, flows and hosts that fit",
                parameters: [
                    .query("q", .text(maximum: 1_000), "As for flows; words are addresses or names.", required: true),
                    .query("limit", .integer(1...100), "How many of each at most; 20 when not given."),
                ], success: .json(Schema.named("SearchResult"))
            ) { [store] call in
                let search = SearchExpression(call.query.text("q") ?? "")
                let page = PageRequest(limit: call.query.integer("limit") ?? 20)
                let flows = try await store.flows(FlowQuery(search: search, page: page)).items
                var result = SearchResult(flows: flows, problem: search.problem)
                var incidents = IncidentQuery()
                incidents.text = Self.subject(of: search)
                incidents.places = search.terms.filter(\.isPlace)
                incidents.page = page
                if incidents.text != nil || !incidents.places.isEmpty {
                    result.incidents = try await store.incidents(incidents).items
                }
                if let text = incidents.text {
                    var hosts = HostQuery()
                    hosts.text = text
                    hosts.page = page
                    result.hosts = try await store.hosts(hosts).items
                }
                return try .json(result)
            },
        ]
    }

    /// What was typed, with the window and the page that the call asks for.
    static func flowQuery(_ typed: String, _ call: Call) throws -> FlowQuery {
        let search = SearchExpression(typed)
        if let problem = search.problem {
            throw Problem(.badRequest, problem, problems: search.problems.map { .init("q", $0) })
        }
        var query = FlowQuery(search: search, page: page(call.query))
        query.since = call.query.time("since")
        query.until = call.query.time("until")
        return query
    }

    /// Whom or what a search is about, for lists that know only that: its first address or name.
    static func subject(of search: SearchExpression) -> String? {
        for term in search.terms where !term.isNegated {
            switch term.criterion {
            case .address(_, let blocks):
                guard let block = blocks.first else { continue }
                let whole = Int(block.prefix) == 128
                return whole ? "\(block.base)" : "\(block)"
            case .name(let names), .tag(let names):
                if let name = names.first { return name }
            default: continue
            }
        }
        return nil
    }
}

private struct SearchResult: Encodable {
    var incidents: [IncidentSummary] = []
    var flows: [FlowRecord]
    var hosts: [HostRecord] = []
    var problem: String?

    init(flows: [FlowRecord], problem: String?) {
        self.flows = flows
        self.problem = problem
    }

    enum Key: String, CodingKey { case incidents, flows, hosts, problem }

    func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(incidents, forKey: .incidents)
        try box.encode(flows, forKey: .flows)
        try box.encode(hosts, forKey: .hosts)
        try box.encode(problem, forKey: .problem)
    }
}
