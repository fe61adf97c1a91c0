import HTTPTypes
package import Logging
package import Vocabulary

/// Every call of the API, grouped by what it is about.
package struct Routes: Sendable {
    let settings: WebSettings
    let store: any SentinelStore
    let control: any ServiceControl
    let desks: ServiceDesks
    let hub: Hub
    let counts: RequestCounts
    let logger: Logger
    let limiter = AttemptLimiter()

    package init(
        settings: WebSettings, store: any SentinelStore, control: any ServiceControl,
        desks: ServiceDesks = ServiceDesks(), hub: Hub, counts: RequestCounts = RequestCounts(), logger: Logger
    ) {
        self.settings = settings
        self.store = store
        self.control = control
        self.desks = desks
        self.hub = hub
        self.counts = counts
        self.logger = logger
    }

    package var all: [Route] {
        var further: [Route] = []
        if let analyst = desks.analyst { further += analystRoutes(analyst) + auditorRoutes(analyst) }
        var described =
            sessionRoutes + healthRoutes + captureRoutes + alertRoutes + incidentRoutes + flowRoutes + hostRoutes
            + ruleRoutes + suppressionRoutes + analysisRoutes + tokenRoutes + auditRoutes
            + intelligenceRoutes + indicatorRoutes + modelRoutes + hunterRoutes
        described += further
        return described + documentRoutes(described: described)
    }

    static let limit = Parameter.query("limit", .integer(1...500), "How many at most; 100 when not given.")
    static let cursor = Parameter.query("cursor", .cursor, "`next_cursor` of the answer before.")
    static let since = Parameter.query("since", .time, "At or after this moment.")
    static let until = Parameter.query("until", .time, "Before this moment.")
    static let severity = ValueKind.choice(Severity.allCases.map(\.name))

    static func page(_ query: Query) -> PageRequest {
        PageRequest(limit: query.integer("limit") ?? 100, cursor: query.text("cursor"))
    }
}

/// A list without pages.
struct Items<Item: Encodable & Sendable>: Encodable, Sendable {
    let items: [Item]
}
