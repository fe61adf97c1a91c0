import HTTPTypes
import Vocabulary

extension Routes {
    /// What the owner does not want to hear of.
    var suppressionRoutes: [Route] {
        [
            Route(
                .get, "/api/suppressions", .role(.viewer), tag: "suppressions", "Findings that are not reported",
                success: .json(Schema.items("Suppression"))
            ) { [store] _ in try .json(Items(items: try await store.suppressions())) },
            Route(
                .post, "/api/suppressions", .role(.admin), tag: "suppressions",
                "Suppresses findings by detection, attackers or victims, also those of the past",
                body: .json(Schema.named("NewSuppression")), success: .json(Schema.named("Suppression"), 201, "Made."),
                problems: [409], action: "suppression.add", handler: addSuppression),
            Route(
                .delete, "/api/suppressions/{id}", .role(.admin), tag: "suppressions", "Takes one back",
                parameters: [.path("id", .integer(0...Int.max), "Its id.")], success: .nothing, problems: [409],
                action: "suppression.remove"
            ) { [control] call in
                try await control.removeSuppression(Int64(call.parameter("id")) ?? 0)
                return .nothing
            },
        ]
    }

    private func addSuppression(_ call: Call) async throws -> Answer {
        var fields = Fields(try await call.json(), known: ["detection", "attackers", "victims", "reason"])
        let detection = fields.text("detection", maximum: 100)
        let attackers = block("attackers", &fields)
        let victims = block("victims", &fields)
        let reason = fields.text("reason", maximum: 1_000, required: true)
        if let detection, !detection.utf8.allSatisfy(Self.isDetectionByte) || detection.isEmpty {
            fields.complain("detection", "is a detection's id such as port_scan_vertical")
        }
        if fields.problems.isEmpty && detection == nil && attackers == nil && victims == nil {
            fields.complain("body", "names a detection, attackers or victims")
        }
        try fields.finish()
        let row = SuppressionRecord(
            detection: detection.map(DetectionID.init(rawValue:)), attackers: attackers, victims: victims,
            reason: reason ?? "", by: call.who, at: settings.now())
        let made = try await control.addSuppression(row)
        return try Answer.json(made, .created).audited(target: "\(made.id)", detail: made.reason)
    }

    private func block(_ name: String, _ fields: inout Fields) -> AddressBlock? {
        guard let text = fields.text(name, maximum: 50) else { return nil }
        let block = AddressBlock(text)
        if block == nil { fields.complain(name, "is an address or a block such as 10.0.0.0/8") }
        return block
    }

    private static func isDetectionByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
