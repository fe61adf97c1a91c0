import HTTPTypes
import Vocabulary

extension Routes {
    /// Blocklists, and what this machine knows of an address by itself.
    var indicatorRoutes: [Route] {
        guard let desk = desks.indicators else { return [] }
        let id = Parameter.path("id", .identifier, "Its id: the file's name.")
        let knowledge = "What the blocklists and the place files of this machine say; nobody outside is asked"
        return [
            Route(
                .get, "/api/intelligence/lists", .role(.viewer), tag: "intelligence",
                "The blocklists in force, what was left out of them and why", success: .json(Schema.named("Blocklists"))
            ) { _ in try .json(await desk.overview()) },
            Route(
                .post, "/api/intelligence/lists", .role(.admin), tag: "intelligence",
                "Adds a blocklist: plain, hosts, CSV, STIX 2.1 or MISP, also gzip; one of that name is replaced",
                parameters: [
                    .query("id", .identifier, "The file's name.", required: true),
                    .query("name", .text(maximum: 100), "What people call it; the file's name when not given."),
                    .query("source", .text(maximum: 300), "Who publishes it."),
                    .query("confidence", .text(maximum: 10), "How sure it is, 0 to 1; 0.8 when not given."),
                    .query("expires", .time, "Not used after this."),
                ],
                body: Route.Body(
                    type: "application/octet-stream", schema: ["type": "string", "format": "binary"],
                    maximum: settings.uploadMaximum),
                success: .json(Schema.named("Blocklist"), 201, "Taken and in force."), problems: [409, 415, 422],
                action: "list.add"
            ) { call in try await addList(call, desk) },
            Route(
                .put, "/api/intelligence/lists/{id}", .role(.admin), tag: "intelligence",
                "Says something else of a blocklist, or switches it off or on", parameters: [id],
                body: .json(Schema.named("BlocklistChange")), success: .json(Schema.named("Blocklist")),
                action: "list.set"
            ) { call in try await Self.setList(call, desk) },
            Route(
                .delete, "/api/intelligence/lists/{id}", .role(.admin), tag: "intelligence",
                "Takes a blocklist out of force and away", parameters: [id], success: .nothing, action: "list.remove"
            ) { call in
                try await desk.removeList(call.parameter("id"))
                return .nothing
            },
            Route(
                .get, "/api/intelligence/indicators", .role(.viewer), tag: "intelligence", knowledge,
                parameters: [
                    .query(
                        "subject", .text(maximum: 300), "An address, a domain, or a JA3 or JA4 fingerprint.",
                        required: true)
                ], success: .json(Schema.named("LocalKnowledge"))
            ) { call in try .json(await desk.look(up: (call.query.text("subject") ?? "").trimmed)) },
        ]
    }

    private func addList(_ call: Call, _ desk: any IndicatorDesk) async throws -> Answer {
        let type = call.headers[.contentType]?.split(separator: ";").first?.lowercased().trimmed
        guard type == "application/octet-stream" else {
            throw Problem(.unsupportedMediaType, "The body must be application/octet-stream.")
        }
        guard let folder = settings.uploadFolder else { throw Problem(.conflict, "This service takes no uploads.") }
        var about = ListChange()
        about.name = Self.said(call.query.text("name"))
        about.source = Self.said(call.query.text("source"))
        about.expires = call.query.time("expires")
        if let text = call.query.text("confidence") {
            guard let number = Double(text), (0...1).contains(number) else {
                throw Problem.invalid([.init("confidence", "is a number from 0 to 1")])
            }
            about.confidence = number
        }
        let id = call.query.text("id") ?? ""
        let path = try await Upload(folder: folder, maximum: settings.uploadMaximum).receive(call.body)
        let list = try await desk.addList(id, file: path, about: about)
        return try Answer.json(list, .created).audited(target: id, detail: "\(list.entries.total) entries")
    }

    /// Nothing, where a form's field was left empty.
    private static func said(_ text: String?) -> String? {
        text.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func setList(_ call: Call, _ desk: any IndicatorDesk) async throws -> Answer {
        let known = ["name", "source", "confidence", "expires", "enabled"]
        var fields = Fields(try await call.json(), known: known)
        var change = ListChange()
        change.name = fields.text("name", maximum: 100)
        change.source = fields.text("source", maximum: 300)
        change.confidence = fields.number("confidence", 0...1)
        change.enabled = fields.flag("enabled")
        if let text = fields.text("expires", maximum: 40) {
            change.expires = Timestamp(text)
            if change.expires == nil { fields.complain("expires", "is ISO 8601 with a zone") }
        }
        try fields.finish()
        let list = try await desk.changeList(call.parameter("id"), change)
        return try Answer.json(list).audited(detail: known.filter { fields.has($0) }.joined(separator: " "))
    }
}
