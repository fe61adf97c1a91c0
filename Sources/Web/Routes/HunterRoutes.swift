import HTTPTypes
import Vocabulary

extension Routes {
    /// The hunter's missions and log, and the retro-hunt with its alerts; none where nobody hunts.
    var hunterRoutes: [Route] {
        guard let hunter = desks.hunter else { return [] }
        return missionRoutes(hunter) + retroRoutes(hunter)
    }

    private func missionRoutes(_ hunter: any HunterDesk) -> [Route] {
        let name = Parameter.path("name", .identifier, "The mission's name.")
        return [
            Route(
                .get, "/api/hunter/missions", .role(.viewer), tag: "hunting",
                "Every mission: its card and how it stands",
                success: .json(Schema.items("Mission"))
            ) { _ in try .json(Items(items: try await hunter.missions())) },
            Route(
                .put, "/api/hunter/missions/{name}", .role(.admin), tag: "hunting",
                "Switches a mission, sets how often it runs, or its options", parameters: [name],
                body: .json(Schema.named("MissionChange")), success: .json(Schema.named("Mission")), problems: [409],
                action: "mission.set"
            ) { call in try await setMission(call, hunter) },
            Route(
                .post, "/api/hunter/missions/{name}/run", .role(.analyst), tag: "hunting",
                "Runs one now; answers when it is done", parameters: [name],
                success: .json(Schema.named("HuntEntry")), problems: [409], action: "mission.run"
            ) { call in
                let entry = try await hunter.runMission(call.parameter("name"))
                return try Answer.json(entry).audited(detail: "\(entry.findings) findings")
            },
            Route(
                .get, "/api/hunter/log", .role(.viewer), tag: "hunting",
                "What missions looked at, newest first, and why they found nothing",
                parameters: [.query("mission", .identifier, "Of this mission only."), Self.limit, Self.cursor],
                success: .json(Schema.page("HuntEntry"))
            ) { call in
                try .json(try await hunter.huntLog(mission: call.query.text("mission"), page: Self.page(call.query)))
            },
            Route(
                .get, "/api/hunter/model", .role(.viewer), tag: "hunting",
                "Whether a model asks for missions besides the schedule, and what became of its wishes",
                success: .json(Schema.named("ChooserStatus"))
            ) { _ in try .json(await hunter.chooserStatus()) },
        ]
    }

    private func retroRoutes(_ hunter: any HunterDesk) -> [Route] {
        [
            Route(
                .post, "/api/hunter/retro", .role(.analyst), tag: "hunting",
                "Runs the rules over stored flows and router events; a dry run keeps nothing",
                body: .json(Schema.named("RetroOrder")), success: .json(Schema.named("RetroReport")),
                action: "retro.run"
            ) { call in try await retroHunt(call, hunter) },
            Route(
                .get, "/api/hunter/alerts", .role(.viewer), tag: "hunting", "What the rules found, newest first",
                parameters: [
                    .query(
                        "status", .choices(ScoutAlert.Status.allCases.map(\.rawValue)),
                        "One or several; all but snoozed ones and false positives when not given."),
                    .query("type", .identifier, "Such as `vertical_scan`."),
                    .query("address", .term, "Source or destination."),
                    .query("min_score", .integer(0...100), "This score or a higher one."), Self.since, Self.limit,
                    Self.cursor,
                ], success: .json(Schema.page("ScoutAlert"))
            ) { [settings] call in
                var query = ScoutQuery()
                query.statuses = call.query.list("status").compactMap(ScoutAlert.Status.init)
                query.type = call.query.text("type")
                query.address = call.query.text("address")
                query.minimumScore = call.query.integer("min_score").map(Double.init)
                query.since = call.query.time("since")
                query.page = Self.page(call.query)
                return try .json(try await hunter.scout.scoutAlerts(query, now: settings.now()))
            },
            Route(
                .post, "/api/hunter/alerts/{id}/status", .role(.analyst), tag: "hunting",
                "Snoozes an alert until a time, calls it a false positive, or takes that back",
                parameters: [.path("id", .integer(0...Int.max), "Its id.")],
                body: .json(Schema.named("ScoutStatusChange")), success: .json(Schema.named("ScoutAlert")),
                action: "retro.alert"
            ) { call in try await markAlert(call, hunter) },
            Route(
                .get, "/api/hunter/router-events", .role(.viewer), tag: "hunting",
                "Events of routers' logs, newest first",
                parameters: [
                    .query(
                        "q", .text(maximum: 1_000),
                        "As for flows: `src: dst: host: port: sport: dport: proto: direction: country: asn: since: until:`."
                    ),
                    Self.since, Self.until, Self.limit, Self.cursor,
                ], success: .json(Schema.page("RouterEvent"))
            ) { call in
                return try .json(try await hunter.routerEvents(Self.flowQuery(call.query.text("q") ?? "", call)))
            },
            Route(
                .get, "/api/hunter/router-log", .role(.viewer), tag: "hunting",
                "How many lines of routers' logs were taken, and what became of them",
                success: .json(Schema.named("IngestReport"))
            ) { _ in try .json(try await hunter.ingested()) },
        ]
    }

    private func setMission(_ call: Call, _ hunter: any HunterDesk) async throws -> Answer {
        var fields = Fields(try await call.json(), known: ["enabled", "every_hours", "options"])
        var change = MissionChange()
        change.enabled = fields.flag("enabled")
        change.everyHours = fields.number("every_hours", 0.25...744)
        switch fields.raw("options") {
        case nil, .null: break
        case .object(let members) where members.count <= 64:
            var options: [String: Double] = [:]
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                switch value {
                case .integer(let number): options[name] = Double(number)
                case .number(let number): options[name] = number
                default: fields.complain("options.\(name.prefix(40))", "is a number")
                }
            }
            change.options = options
        default: fields.complain("options", "is an object of numbers by name")
        }
        try fields.finish()
        let mission = try await hunter.setMission(call.parameter("name"), change)
        var done = (change.options ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        if let hours = change.everyHours { done.insert("every_hours=\(hours)", at: 0) }
        if let enabled = change.enabled { done.insert("enabled=\(enabled)", at: 0) }
        return try Answer.json(mission).audited(detail: done.joined(separator: " "))
    }

    private func retroHunt(_ call: Call, _ hunter: any HunterDesk) async throws -> Answer {
        var fields = Fields(try await call.json(), known: ["since", "until", "dry_run", "thresholds"])
        var order = RetroOrder()
        order.since = fields.text("since", maximum: 60)
        order.until = fields.text("until", maximum: 60)
        order.isDry = fields.flag("dry_run") ?? false
        switch fields.raw("thresholds") {
        case nil, .null: break
        case .object(let members) where members.count <= 32:
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                if case .integer(let number) = value {
                    order.thresholds[name] = "\(number)"
                } else {
                    fields.complain("thresholds.\(name.prefix(40))", "is a whole number")
                }
            }
        default: fields.complain("thresholds", "is an object of whole numbers by name")
        }
        try fields.finish()
        let report = try await hunter.retroHunt(order)
        return try Answer.json(report).audited(
            detail: "\(report.count(.inserted)) inserted\(order.isDry ? ", dry run" : "")")
    }

    private func markAlert(_ call: Call, _ hunter: any HunterDesk) async throws -> Answer {
        var fields = Fields(try await call.json(), known: ["status", "until", "minutes"])
        let status = fields.choice("status", ScoutAlert.Status.allCases.map(\.rawValue), required: true)
            .flatMap(ScoutAlert.Status.init)
        var until: Timestamp?
        if let text = fields.text("until", maximum: 40) {
            until = Timestamp(text)
            if until == nil { fields.complain("until", "is a time such as 2026-11-21T08:00:00Z") }
        }
        if let minutes = fields.number("minutes", 1...5_256_000) {
            if until != nil { fields.complain("minutes", "and until are two words for one thing") }
            until = settings.now().advanced(bySeconds: minutes * 60)
        }
        try fields.finish()
        let alert = try await hunter.scout.setScoutStatus(
            Int64(call.parameter("id")) ?? -1, status ?? .new, until: until, now: settings.now())
        guard let alert else { throw Problem.missing("such alert") }
        let end = alert.snoozedUntil.map { " until \($0)" } ?? ""
        return try Answer.json(alert).audited(detail: alert.status.rawValue + end)
    }
}
