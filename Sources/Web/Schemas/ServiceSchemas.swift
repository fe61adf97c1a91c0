import Vocabulary

/// The service itself: its state, its settings, who may use it.
enum ServiceSchemas {
    static let role = Schema.choice(Role.allCases.map(\.rawValue))
    /// A part of the API, or reading it only.
    static let scope = Schema.choice(Scope.areas.flatMap { [$0, $0 + ":read"] })

    static let components: [String: JSONValue] = [
        "Problem": Schema.object([
            "type": Schema.text, "title": Schema.text, "status": Schema.count, "detail": Schema.text,
            "problems": Schema.list(Schema.object(["name": Schema.text, "reason": Schema.text])),
        ]),
        "Session": Schema.object(["role": role, "name": Schema.text, "expires": Schema.orNull(Schema.time)]),
        "SignIn": Schema.object(["token": ["type": "string", "minLength": 1, "maxLength": 256]]),
        "Health": Schema.object([
            "status": Schema.choice(["ok", "degraded"]), "version": Schema.text, "forged": Schema.flag,
            "ws_connections": Schema.object([
                "alerts": Schema.count, "flows": Schema.count, "stats": Schema.count, "live": Schema.count,
            ]),
        ]),
        "Capture": capture,
        "Rule": rule,
        "RuleChange": Schema.object(
            [:],
            optional: [
                "enabled": Schema.orNull(Schema.flag),
                "options": Schema.orNull([
                    "type": "object", "additionalProperties": Schema.number, "maxProperties": 64,
                ]),
            ]),
        "Configuration": Schema.object(configuration),
        "ConfigurationChange": Schema.object([:], optional: configuration.mapValues(Schema.orNull)),
        "Suppression": Schema.object(
            ["id": Schema.count, "reason": Schema.text, "by": Schema.text, "at": Schema.time],
            optional: [
                "detection": Schema.orNull(Schema.text), "attackers": Schema.orNull(Schema.text),
                "victims": Schema.orNull(Schema.text),
            ]),
        "NewSuppression": newSuppression,
        "Analysis": Schema.object([
            "id": Schema.text, "name": Schema.text,
            "state": Schema.choice(["queued", "running", "done", "failed", "cancelled"]),
            "progress": Schema.orNull(Schema.number), "packets": Schema.count, "message": Schema.text,
            "incidents": Schema.list(Schema.named("FoundIncident")),
        ]),
        "Token": Schema.object([
            "id": Schema.count, "name": Schema.text, "role": role, "scopes": Schema.list(scope), "created": Schema.time,
            "last_used": Schema.orNull(Schema.time),
        ]),
        "NewToken": Schema.object(
            ["name": ["type": "string", "maxLength": 100, "pattern": "\\S"], "role": role],
            optional: [
                "scopes": Schema.orNull([
                    "type": "array", "items": scope, "maxItems": .number(Double(Scope.areas.count * 2)),
                ])
            ]),
        "MadeToken": Schema.object([
            "id": Schema.count, "name": Schema.text, "role": role, "scopes": Schema.list(scope),
            "created": Schema.time, "token": Schema.text,
        ]),
        "AuditPage": Schema.object([
            "items": Schema.list(
                Schema.object(
                    [
                        "id": Schema.count, "at": Schema.time, "who": Schema.text, "action": Schema.text,
                        "target": Schema.text, "detail": Schema.text, "hash": Schema.text,
                    ], optional: ["role": Schema.orNull(role)])),
            "next_cursor": Schema.orNull(Schema.text), "intact": Schema.flag,
        ]),
    ]

    /// An address or a block, as text.
    private static let block: JSONValue = [
        "type": "string", "maxLength": 50, "pattern": "^([0-9]{1,3}[.]){3}[0-9]{1,3}(/[0-9]{1,2})?$|^[0-9A-Fa-f]*:",
    ]

    /// Names a detection, attackers or victims, or several of them.
    private static let newSuppression: JSONValue = {
        let names = ["detection", "attackers", "victims"]
        var schema = Schema.object(
            ["reason": ["type": "string", "maxLength": 1_000, "pattern": "\\S"]],
            optional: [
                "detection": Schema.orNull(["type": "string", "maxLength": 100, "pattern": "^[a-z0-9_]+$"]),
                "attackers": Schema.orNull(block), "victims": Schema.orNull(block),
            ])
        schema["anyOf"] = .array(
            names.map { name in
                ["required": [.string(name)], "properties": .object([name: Schema.text])]
            })
        return schema
    }()

    private static let capture: JSONValue = Schema.object([
        "state": Schema.choice(["starting", "running", "replaying", "ended", "failed", "stopped"]),
        "source": Schema.text, "forged": Schema.flag, "replay_speed": Schema.number, "message": Schema.text,
        "started": Schema.orNull(Schema.time), "event_time": Schema.orNull(Schema.time),
        "uptime_seconds": Schema.number, "packets": Schema.count, "bytes": Schema.count,
        "packets_per_second": Schema.number, "bits_per_second": Schema.number, "drop_rate": Schema.number,
        "kernel_drops": Schema.count, "ring_drops": Schema.count, "flows_active": Schema.count,
        "flows_opened": Schema.count, "findings": Schema.count, "alerts_suppressed": Schema.count,
        "windows_analyzed": Schema.count, "losses": Schema.counts,
        "malformed": Schema.list(
            Schema.object(["layer": Schema.text, "reason": Schema.text, "count": Schema.count])),
        "notices": Schema.texts,
        "storage": Schema.object([
            "state": Schema.choice(["ok", "full", "failing"]), "message": Schema.text,
            "unwritten": Schema.object([
                "flows": Schema.count, "alerts": Schema.count, "incidents": Schema.count, "ticks": Schema.count,
            ]),
            "bytes": Schema.count,
        ]),
        "version": Schema.text,
    ])

    private static let rule: JSONValue = Schema.object([
        "name": Schema.text, "detections": Schema.texts, "title": Schema.text, "description": Schema.text,
        "techniques": Schema.texts, "severity": IncidentSchemas.severity,
        "options": Schema.list(
            Schema.object([
                "name": Schema.text, "unit": Schema.text, "value": Schema.number, "default": Schema.number,
                "minimum": Schema.number, "maximum": Schema.number, "help": Schema.text,
            ])),
        "blind_spots": Schema.texts, "enabled": Schema.flag, "findings": Schema.count,
        "last_fired": Schema.orNull(Schema.time),
    ])

    private static let configuration: [String: JSONValue] = [
        "confidence_threshold": ["type": "number", "minimum": 0, "maximum": 1],
        "port_scan_min_ports": upTo(1_000_000_000), "syn_flood_min_packets": upTo(1_000_000_000),
        "brute_force_min_attempts": upTo(1_000_000_000), "flow_expiry_seconds": upTo(1_000_000_000),
        "home_networks": ["type": "array", "items": block, "maxItems": 256],
        "retention_days": upTo(36_500), "retention_bytes": upTo(.max),
    ]

    private static func upTo(_ maximum: Int64) -> JSONValue {
        ["type": "integer", "minimum": 1, "maximum": .integer(maximum)]
    }
}
