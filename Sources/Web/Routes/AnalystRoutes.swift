import HTTPTypes
import Vocabulary

extension Routes {
    /// What the analyst makes of incidents, and which model it may ask.
    func analystRoutes(_ analyst: any AnalystDesk) -> [Route] {
        let id = Parameter.path("id", .identifier, "Such as `INC-20260105-FFED4B5BD8`.")
        return [
            Route(
                .get, "/api/incidents/{id}/analysis", .role(.viewer), tag: "analyst",
                "What it is, how we know, and what to do", parameters: [id],
                success: .json(Schema.named("IncidentAnalysis"))
            ) { call in
                guard let analysis = try await analyst.analysis(of: call.parameter("id")) else {
                    throw Problem.missing("such incident")
                }
                return try .json(analysis)
            },
            Route(
                .post, "/api/incidents/{id}/analysis", .role(.analyst), tag: "analyst",
                "Makes it anew, asking the model where one is set up", parameters: [id],
                success: .json(Schema.named("IncidentAnalysis")), problems: [409], action: "analyst.ask"
            ) { call in
                guard let analysis = try await analyst.analyseAnew(call.parameter("id")) else {
                    throw Problem.missing("such incident")
                }
                return try Answer.json(analysis).audited(detail: analysis.model ?? "templates")
            },
            Route(
                .get, "/api/incidents/{id}/prompt", .role(.analyst), tag: "analyst",
                "What a model would be sent about it, to the letter", parameters: [id],
                success: .json(Schema.named("AnalystPreview"))
            ) { call in
                guard let preview = try await analyst.prompt(for: call.parameter("id")) else {
                    throw Problem.missing("such incident")
                }
                return try .json(preview)
            },
            Route(
                .get, "/api/analyst", .role(.viewer), tag: "analyst",
                "The model, its budget and what became of questions",
                success: .json(Schema.named("AnalystSettings"))
            ) { _ in try .json(await analyst.analystSettings()) },
            Route(
                .put, "/api/analyst", .role(.admin), tag: "analyst", "Chooses a model, its key and its budget",
                body: .json(Schema.named("AnalystSettingsChange")), success: .json(Schema.named("AnalystSettings")),
                problems: [409], action: "analyst.set"
            ) { call in
                let patch = try Self.patch(try await call.json())
                let settings = try await analyst.apply(patch)
                let key = patch.key.map { $0.isEmpty ? ", key removed" : ", key changed" } ?? ""
                return try Answer.json(settings).audited(
                    target: "analyst", detail: "\(settings.backend) \(settings.model)\(key)")
            },
        ]
    }

    private static func patch(_ body: JSONValue) throws -> AnalystSettingsPatch {
        var fields = Fields(body, known: AnalystSettingsPatch.names)
        let counts = 0...Int64(1_000_000)
        var patch = AnalystSettingsPatch()
        patch.backend = fields.text("backend", maximum: 40)
        patch.url = fields.text("url", maximum: 500)
        patch.model = fields.text("model", maximum: 100)
        patch.key = fields.text("key", maximum: 400)
        patch.perMinute = fields.integer("per_minute", counts).map { Int($0) }
        patch.perDay = fields.integer("per_day", counts).map { Int($0) }
        patch.timeoutSeconds = fields.integer("timeout_seconds", counts).map { Int($0) }
        patch.pseudonyms = fields.flag("pseudonyms")
        patch.minimumSeverity = fields.choice("minimum_severity", Severity.allCases.map(\.name)).flatMap {
            Severity($0)
        }
        patch.instructions = fields.text("instructions", maximum: 4000)
        try fields.finish()
        return patch
    }
}
