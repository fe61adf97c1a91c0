import HTTPTypes
import Vocabulary

extension Routes {
    /// What is looked for, and the settings of the running engine.
    var ruleRoutes: [Route] {
        [
            Route(
                .get, "/api/rules", .role(.viewer), tag: "rules", "Every rule: its card and how it stands",
                success: .json(Schema.items("Rule"))
            ) { [control] _ in try .json(Items(items: await control.rules())) },
            Route(
                .put, "/api/rules/{name}", .role(.admin), tag: "rules", "Switches a rule or sets its options",
                parameters: [.path("name", .identifier, "The rule's name.")],
                body: .json(Schema.named("RuleChange")), success: .json(Schema.named("Rule")), problems: [409],
                action: "rule.set", handler: setRule),
            Route(
                .get, "/api/config", .role(.viewer), tag: "rules", "The settings as they are",
                success: .json(Schema.named("Configuration"))
            ) { [control] _ in try .json(await control.configuration()) },
            Route(
                .put, "/api/config", .role(.admin), tag: "rules", "Changes any of them in the running engine",
                body: .json(Schema.named("ConfigurationChange")), success: .json(Schema.named("Configuration")),
                problems: [409], action: "config.set", handler: setConfiguration),
        ]
    }

    private func setRule(_ call: Call) async throws -> Answer {
        var fields = Fields(try await call.json(), known: ["enabled", "options"])
        let enabled = fields.flag("enabled")
        var options: [String: Double] = [:]
        switch fields.raw("options") {
        case nil, .null: break
        case .object(let members) where members.count <= 64:
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                switch value {
                case .integer(let number): options[name] = Double(number)
                case .number(let number): options[name] = number
                default: fields.complain("options.\(name.prefix(40))", "is a number")
                }
            }
        default: fields.complain("options", "is an object of numbers by name")
        }
        try fields.finish()
        let rule = try await control.setRule(call.parameter("name"), enabled: enabled, options: options)
        var done = options.keys.sorted().map { "\($0)=\(options[$0] ?? 0)" }
        if let enabled { done.insert("enabled=\(enabled)", at: 0) }
        return try Answer.json(rule).audited(detail: done.joined(separator: " "))
    }

    private func setConfiguration(_ call: Call) async throws -> Answer {
        let body = try await call.json()
        var fields = Fields(body, known: ConfigurationPatch.names)
        let counts = 1...Int64(1_000_000_000)
        var patch = ConfigurationPatch()
        patch.confidenceThreshold = fields.number("confidence_threshold", 0...1)
        patch.portScanMinPorts = fields.integer("port_scan_min_ports", counts).map { Int($0) }
        patch.synFloodMinPackets = fields.integer("syn_flood_min_packets", counts).map { Int($0) }
        patch.bruteForceMinAttempts = fields.integer("brute_force_min_attempts", counts).map { Int($0) }
        patch.flowExpirySeconds = fields.integer("flow_expiry_seconds", counts).map { Int($0) }
        patch.retentionDays = fields.integer("retention_days", 1...36_500).map { Int($0) }
        patch.retentionBytes = fields.integer("retention_bytes", 1...Int64.max).map { UInt64($0) }
        if let networks = fields.texts("home_networks", count: 256, maximum: 50) {
            let blocks = networks.compactMap { AddressBlock($0) }
            if blocks.count != networks.count { fields.complain("home_networks", "is a list such as [\"10.0.0.0/8\"]") }
            patch.homeNetworks = blocks
        }
        try fields.finish()
        let configuration = try await control.apply(patch)
        let changed = ConfigurationPatch.names.filter { fields.has($0) }
        return try Answer.json(configuration).audited(target: "config", detail: changed.joined(separator: " "))
    }
}
