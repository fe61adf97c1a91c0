import HTTPTypes
import Vocabulary

extension Routes {
    /// What others know of an address, whom is asked, and what left the machine.
    var intelligenceRoutes: [Route] {
        guard let desk = desks.intelligence else { return [] }
        return [
            Route(
                .get, "/api/intelligence", .role(.viewer), tag: "intelligence",
                "The sources: settings, masked keys, state and budget", success: .json(Schema.named("Intelligence"))
            ) { _ in try .json(await desk.overview()) },
            Route(
                .put, "/api/intelligence", .role(.admin), tag: "intelligence",
                "Changes settings; a key that is given is kept in a private file and never shown again",
                body: .json(Schema.named("IntelligenceChange")), success: .json(Schema.named("Intelligence")),
                action: "intelligence.set"
            ) { call in try await Self.setIntelligence(call, desk) },
            Route(
                .post, "/api/intelligence/lookups", .role(.analyst), tag: "intelligence",
                "Asks all sources about an address; one that is not public is looked for on this machine alone",
                body: .json(Schema.named("NewLookup")), success: .json(Schema.named("EvidenceNote")),
                action: "intelligence.lookup"
            ) { call in
                var fields = Fields(try await call.json(), known: ["address", "fresh"])
                let text = fields.text("address", maximum: 50, required: true)
                let fresh = fields.flag("fresh") ?? false
                let address = text.flatMap { IPAddress($0) }
                if text != nil, address == nil { fields.complain("address", "is an IP address") }
                try fields.finish()
                guard let address else { throw Problem.invalid([.init("address", "is an IP address")]) }
                let note = try await desk.look(up: address, fresh: fresh)
                return try Answer.json(note).audited(target: "\(address)", detail: note.consensus.score)
            },
            Route(
                .get, "/api/intelligence/calls", .role(.analyst), tag: "intelligence",
                "What left the machine or was refused, newest first; never a key", parameters: [Self.limit],
                success: .json(Schema.items("OutboundCall"))
            ) { call in try .json(Items(items: await desk.calls(limit: call.query.integer("limit") ?? 100))) },
        ]
    }

    private static func setIntelligence(_ call: Call, _ desk: any IntelligenceDesk) async throws -> Answer {
        var fields = Fields(try await call.json(), known: ["offline", "automatic", "contacts", "threshold", "sources"])
        var change = IntelligenceChange()
        change.offline = fields.flag("offline")
        change.automatic = fields.flag("automatic")
        change.contacts = fields.flag("contacts")
        change.threshold = fields.integer("threshold", 1...3).map { Int($0) }
        var changed = ["offline", "automatic", "contacts", "threshold"].filter { fields.has($0) }
        switch fields.raw("sources") {
        case nil, .null: break
        case .object(let members) where members.count <= 64:
            for (id, value) in members.sorted(by: { $0.key < $1.key }) {
                let (source, names, problems) = read(value)
                for problem in problems { fields.complain("sources.\(id.prefix(40)).\(problem.name)", problem.reason) }
                change.sources[id] = source
                changed += names.map { "\(id.prefix(40)).\($0)" }
            }
        default: fields.complain("sources", "is an object of settings by source")
        }
        try fields.finish()
        // Which keys were changed is told; what they are is not.
        return try Answer.json(try await desk.apply(change))
            .audited(target: "intelligence", detail: changed.joined(separator: " "))
    }

    private static func read(
        _ value: JSONValue
    ) -> (source: IntelligenceChange.Source, names: [String], problems: [Problem.Item]) {
        let known = ["enabled", "automatic", "key", "url", "per_minute", "per_day", "options"]
        var fields = Fields(value, known: known)
        var source = IntelligenceChange.Source()
        source.enabled = fields.flag("enabled")
        source.automatic = fields.flag("automatic")
        source.key = fields.text("key", maximum: 512)
        source.url = fields.text("url", maximum: 500)
        source.perMinute = fields.integer("per_minute", 1...6000).map { Int($0) }
        source.perDay = fields.integer("per_day", 1...1_000_000).map { Int($0) }
        switch fields.raw("options") {
        case nil, .null: break
        case .object(let members) where members.count <= 64:
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                switch value {
                case .integer(let number): source.options[name] = Double(number)
                case .number(let number): source.options[name] = number
                default: fields.complain("options.\(name.prefix(40))", "is a number")
                }
            }
        default: fields.complain("options", "is an object of numbers by name")
        }
        return (source, known.filter { fields.has($0) }, fields.problems)
    }
}
