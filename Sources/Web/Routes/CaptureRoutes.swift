import HTTPTypes
import Vocabulary

extension Routes {
    /// What is watched, and the numbers of it.
    var captureRoutes: [Route] {
        [
            Route(
                .get, "/api/capture", .role(.viewer), tag: "capture", "The state of the capture and of storage",
                success: .json(Schema.named("Capture"))
            ) { [store, control, settings] _ in
                var status = await control.status()
                status.storage = store.health
                if status.version.isEmpty { status.version = settings.version }
                return try .json(status)
            },
            Route(
                .get, "/api/stats", .role(.viewer), tag: "capture", "Alerts and incidents in numbers",
                success: .json(Schema.named("Stats"))
            ) { [store, control] _ in
                try .json(StatsDocument(stats: try await store.stats(), status: await control.status()))
            },
            Route(
                .get, "/api/stats/history", .role(.viewer), tag: "capture", "The pipeline's numbers, newest first",
                parameters: [.query("limit", .integer(1...1_000), "How many at most; 60 when not given.")],
                success: .json(Schema.list(Schema.named("StatsSample")))
            ) { [store] call in
                try .json(try await store.statsHistory(limit: call.query.integer("limit") ?? 60))
            },
            Route(
                .get, "/api/stats/packet_history", .role(.viewer), tag: "capture",
                "Packets of every ten seconds of the last hour, and how many belong to flows that a finding names",
                success: .json(Schema.list(Schema.named("PacketHistoryPoint")))
            ) { [store] _ in try .json(try await store.packetHistory()) },
            Route(
                .get, "/api/traffic", .role(.viewer), tag: "capture", "Traffic over time, oldest first",
                parameters: [
                    Self.since, Self.until,
                    .query(
                        "step", .choice(TrafficStep.allCases.map(\.rawValue)), "How finely; minutes when not given."),
                ],
                success: .json(
                    Schema.object(["step_seconds": Schema.count, "items": Schema.list(Schema.named("TrafficPoint"))]))
            ) { [store] call in
                var query = TrafficQuery()
                query.since = call.query.time("since")
                query.until = call.query.time("until")
                query.step = call.query.text("step").flatMap(TrafficStep.init) ?? .minute
                let points = try await store.traffic(query)
                return try .json(TrafficDocument(step: query.step.seconds, items: points))
            },
            Route(
                .get, "/api/traffic/top", .role(.viewer), tag: "capture", "Who or what has the most bytes",
                parameters: [
                    Self.since, Self.until,
                    .query("by", .choice(TopQuery.Subject.allCases.map(\.rawValue)), "Hosts when not given."),
                    .query("limit", .integer(1...500), "How many at most; 10 when not given."),
                ], success: .json(Schema.items("TopEntry"))
            ) { [store] call in
                var query = TopQuery()
                query.since = call.query.time("since")
                query.until = call.query.time("until")
                query.by = call.query.text("by").flatMap(TopQuery.Subject.init) ?? .host
                query.limit = call.query.integer("limit") ?? 10
                return try .json(Items(items: try await store.top(query)))
            },
        ]
    }
}

private struct TrafficDocument: Encodable {
    let step: Int64
    let items: [TrafficPoint]
    enum CodingKeys: String, CodingKey {
        case items
        case step = "step_seconds"
    }
}

/// NetWatch's document, with the incidents of ours.
private struct StatsDocument: Encodable {
    let stats: StoreStats
    let status: ServiceStatus

    enum Key: String, CodingKey {
        case capture, aggregator, engine, llm, bytes, findings
        case totalAlerts = "total_alerts"
        case alertsLastHour = "alerts_last_hour"
        case alertsBySeverity = "alerts_by_severity"
        case alertsByRule = "alerts_by_rule"
        case topSrcIps = "top_src_ips"
        case latestAlertTimestamp = "latest_alert_timestamp"
        case incidentsOpen = "incidents_open"
        case incidentsBySeverity = "incidents_by_severity"
        case incidentsByStatus = "incidents_by_status"
        case pipelineStats = "pipeline_stats"
        case packetsSeen = "packets_seen"
        case packetsDropped = "packets_dropped"
        case flowsActive = "flows_active"
        case flowsOpened = "flows_opened"
        case alertsSuppressed = "alerts_suppressed"
        case windowsAnalyzed = "windows_analyzed"
    }

    func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(stats.totalAlerts, forKey: .totalAlerts)
        try box.encode(stats.alertsLastHour, forKey: .alertsLastHour)
        try box.encode(stats.alertsBySeverity, forKey: .alertsBySeverity)
        try box.encode(stats.alertsByRule, forKey: .alertsByRule)
        var top = box.nestedUnkeyedContainer(forKey: .topSrcIps)
        for source in stats.topSources {
            var pair = top.nestedUnkeyedContainer()
            try pair.encode(source.address)
            try pair.encode(source.count)
        }
        try box.encode(stats.latestAlert, forKey: .latestAlertTimestamp)
        try box.encode(stats.incidentsOpen, forKey: .incidentsOpen)
        try box.encode(stats.incidentsBySeverity, forKey: .incidentsBySeverity)
        try box.encode(stats.incidentsByStatus, forKey: .incidentsByStatus)
        var pipeline = box.nestedContainer(keyedBy: Key.self, forKey: .pipelineStats)
        var capture = pipeline.nestedContainer(keyedBy: Key.self, forKey: .capture)
        try capture.encode(status.packets, forKey: .packetsSeen)
        try capture.encode(status.kernelDrops &+ status.ringDrops, forKey: .packetsDropped)
        try capture.encode(status.bytes, forKey: .bytes)
        var aggregator = pipeline.nestedContainer(keyedBy: Key.self, forKey: .aggregator)
        try aggregator.encode(status.flowsActive, forKey: .flowsActive)
        try aggregator.encode(status.flowsOpened, forKey: .flowsOpened)
        var engine = pipeline.nestedContainer(keyedBy: Key.self, forKey: .engine)
        try engine.encode(status.findings, forKey: .findings)
        try engine.encode(status.alertsSuppressed, forKey: .alertsSuppressed)
        try engine.encode(status.windowsAnalyzed, forKey: .windowsAnalyzed)
        try pipeline.encodeNil(forKey: .llm)
    }
}
