import HTTPTypes
import Vocabulary

extension Routes {
    /// The auditor: rows of the store or of a log, looked through by the program and, where one is set up, a model.
    func auditorRoutes(_ analyst: any AnalystDesk) -> [Route] {
        let id = Parameter.path("id", .identifier, "Such as `AUDIT-3`.")
        return [
            Route(
                .get, "/api/auditor", .role(.viewer), tag: "auditor", "Audits, newest first, without their rows",
                success: .json(Schema.items("Audit"))
            ) { _ in try .json(Items(items: await analyst.auditorJobs())) },
            Route(
                .post, "/api/auditor", .role(.analyst), tag: "auditor", "Starts an audit",
                body: Route.Body(type: "application/json", schema: Schema.named("NewAudit"), maximum: 9 << 20),
                success: .json(Schema.named("Audit"), 202, "Taken; `state` and `progress` tell how far it is."),
                problems: [409], action: "auditor.start"
            ) { call in
                let job = try await analyst.startAudit(try Self.request(try await call.json()))
                return try Answer.json(job, .accepted).audited(target: job.id, detail: job.source.rawValue)
            },
            Route(
                .get, "/api/auditor/{id}", .role(.viewer), tag: "auditor", "One audit with its rows and findings",
                parameters: [id], success: .json(Schema.named("Audit"))
            ) { call in
                guard let job = await analyst.auditorJob(call.parameter("id")) else {
                    throw Problem.missing("such audit")
                }
                return try .json(job)
            },
            Route(
                .get, "/api/auditor/{id}/findings.csv", .role(.viewer), tag: "auditor", "Its findings as CSV",
                parameters: [id], success: .text("text/csv")
            ) { call in
                guard let job = await analyst.auditorJob(call.parameter("id")) else {
                    throw Problem.missing("such audit")
                }
                return .text(job.csv, type: "text/csv; charset=utf-8")
            },
            Route(
                .delete, "/api/auditor/{id}", .role(.analyst), tag: "auditor", "Stops one and forgets it",
                parameters: [id], success: .nothing, action: "auditor.remove"
            ) { call in
                guard await analyst.removeAudit(call.parameter("id")) else { throw Problem.missing("such audit") }
                return .nothing
            },
            Route(
                .get, "/api/auditor-prompts", .role(.viewer), tag: "auditor", "What the auditor's model is told",
                success: .json(Schema.items("AuditorPrompt"))
            ) { _ in try .json(Items(items: await analyst.auditorPrompts())) },
            Route(
                .put, "/api/auditor-prompts/{name}", .role(.analyst), tag: "auditor",
                "Changes one; null brings back the text it came with",
                parameters: [.path("name", .identifier, "`analyst` or `network`.")],
                body: .json(Schema.object(["text": Schema.orNull(["type": "string", "maxLength": 8000])])),
                success: .json(Schema.named("AuditorPrompt")), problems: [409], action: "auditor.prompt"
            ) { call in
                let body = try await call.json()
                var fields = Fields(body, known: ["text"])
                let text = fields.text("text", maximum: 8000)
                if fields.raw("text") == nil { fields.complain("text", "is missing") }
                try fields.finish()
                return try .json(try await analyst.setAuditorPrompt(call.parameter("name"), text))
            },
        ]
    }

    private static func request(_ body: JSONValue) throws -> AuditorRequest {
        var fields = Fields(
            body, known: ["source", "min_risk", "kinds", "since", "max_rows", "prompt", "use_model", "log"])
        var request = AuditorRequest()
        let source = fields.choice("source", AuditorRequest.Source.allCases.map(\.rawValue))
        request.source = source.flatMap(AuditorRequest.Source.init) ?? .alerts
        if let risk = fields.choice("min_risk", Severity.allCases.map(\.name)) {
            request.minimumRisk = Severity(risk) ?? .high
        }
        request.kinds = fields.texts("kinds", count: 50, maximum: 100) ?? []
        if let since = fields.text("since", maximum: 40) {
            if let time = Timestamp(since) {
                request.since = time
            } else {
                fields.complain("since", "is a time in ISO 8601")
            }
        }
        if let rows = fields.integer("max_rows", 1...5000) { request.maximumRows = Int(rows) }
        request.prompt = fields.text("prompt", maximum: 40) ?? "analyst"
        request.usesModel = fields.flag("use_model") ?? true
        request.log = fields.text("log", maximum: 8 << 20) ?? ""
        try fields.finish()
        return request
    }
}
