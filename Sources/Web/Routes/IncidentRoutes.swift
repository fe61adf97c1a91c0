import HTTPTypes
import Vocabulary

extension Routes {
    /// Incidents: the list, the story, and what people say of it.
    var incidentRoutes: [Route] {
        let id = Parameter.path("id", .identifier, "Such as `INC-20260105-FFED4B5BD8`.")
        let statuses = Incident.Status.allCases.map(\.rawValue)
        return [
            Route(
                .get, "/api/incidents", .role(.viewer), tag: "incidents", "Incidents without their events",
                parameters: [
                    .query("status", .choices(statuses), "One or several, separated by commas."),
                    .query("severity", .choices(Severity.allCases.map(\.name)), "One or several."),
                    .query("min_severity", Self.severity, "This severity or a higher one."),
                    .query("detection", .identifier, "A detection's id."),
                    .query(
                        "q", .text(maximum: 200),
                        "An address or block that takes part, text, `country:DE` or `asn:64496`."),
                    Self.since, Self.until,
                    .query("sort", .choice(IncidentQuery.Sort.allCases.map(\.rawValue)), "`last_seen` when not given."),
                    Self.limit, Self.cursor,
                ], success: .json(Schema.page("IncidentSummary"))
            ) { [store] call in
                var query = IncidentQuery()
                query.statuses = call.query.list("status").compactMap(Incident.Status.init)
                query.severities = call.query.list("severity").compactMap { Severity($0) }
                query.minimumSeverity = call.query.text("min_severity").flatMap { Severity($0) }
                query.detection = call.query.text("detection").map(DetectionID.init(rawValue:))
                try query.take(typed: call.query.text("q")?.trimmed ?? "")
                query.since = call.query.time("since")
                query.until = call.query.time("until")
                query.sort = call.query.text("sort").flatMap(IncidentQuery.Sort.init) ?? .lastSeen
                query.page = Self.page(call.query)
                return try .json(try await store.incidents(query))
            },
            Route(
                .get, "/api/incidents/history", .role(.viewer), tag: "incidents", "Incidents in full, newest first",
                parameters: [Self.limit], success: .json(Schema.list(Schema.named("Incident")))
            ) { [store] call in
                try .json(try await store.incidentHistory(limit: call.query.integer("limit") ?? 100))
            },
            Route(
                .get, "/api/incidents/{id}", .role(.viewer), tag: "incidents", "One incident with its story",
                parameters: [id], success: .json(Schema.named("Incident")), handler: incident),
            Route(
                .get, "/api/incident/{id}", .role(.viewer), tag: "incidents", "The same, by its older name",
                parameters: [id], success: .json(Schema.named("Incident")), handler: incident),
            Route(
                .get, "/api/incidents/{id}/flows", .role(.viewer), tag: "incidents", "The flows its findings name",
                parameters: [id, Self.limit], success: .json(Schema.items("Flow"))
            ) { [store] call in
                guard try await store.incident(call.parameter("id")) != nil else {
                    throw Problem.missing("such incident")
                }
                let limit = call.query.integer("limit") ?? 100
                return try .json(Items(items: try await store.flows(ofIncident: call.parameter("id"), limit: limit)))
            },
            Route(
                .post, "/api/incidents/{id}/triage", .role(.analyst), tag: "incidents",
                "Sets the status or adds a note", parameters: [id], body: .json(Schema.named("TriageChange")),
                success: .json(Schema.named("Incident")), problems: [409], action: "incident.triage", handler: triage),
        ]
    }

    private func incident(_ call: Call) async throws -> Answer {
        guard let record = try await store.incident(call.parameter("id")) else {
            throw Problem.missing("such incident")
        }
        return try .json(PlacedIncident(record, desks.indicators))
    }

    private func triage(_ call: Call) async throws -> Answer {
        var fields = Fields(try await call.json(), known: ["status", "note"])
        let status = fields.choice("status", Incident.Status.allCases.map(\.rawValue))
        let note = fields.text("note", maximum: 4_000)
        if note?.trimmed.isEmpty ?? false { fields.complain("note", "is not empty") }
        if fields.problems.isEmpty && status == nil && note == nil { fields.complain("body", "has a status or a note") }
        try fields.finish()
        let record = try await control.triage(
            call.parameter("id"), status: status.flatMap(Incident.Status.init), note: note, by: call.who)
        guard let record else { throw Problem.missing("such incident") }
        let done = [status.map { "status \($0)" }, note.map { _ in "a note" }].compactMap(\.self)
        return try Answer.json(record).audited(detail: done.joined(separator: " and "))
    }
}
