import Vocabulary

/// What the analyst and the auditor say and take.
enum AnalystSchemas {
    private static let severity = Schema.choice(Severity.allCases.map(\.name))
    private static let origin = Schema.choice(["template", "model"])
    private static let claim = Schema.object(["text": Schema.text, "events": Schema.texts, "by": origin])
    private static let struck = Schema.object(["text": Schema.text, "events": Schema.texts, "reason": Schema.text])

    static let components: [String: JSONValue] = [
        "IncidentAnalysis": Schema.object([
            "origin": origin, "model": Schema.orNull(Schema.text), "summary": Schema.text, "claims": Schema.list(claim),
            "struck": Schema.list(struck),
            "techniques": Schema.list(
                Schema.object([
                    "id": Schema.text, "name": Schema.text, "tactic": Schema.text, "events": Schema.texts,
                    "argument": Schema.text,
                ])),
            "meaning": Schema.text, "first_step": Schema.text, "harmless": Schema.text,
            "playbook": Schema.list(
                Schema.object([
                    "id": Schema.text, "phase": Schema.choice(PlaybookStep.Phase.allCases.map(\.rawValue)),
                    "action": Schema.text, "commands": Schema.texts,
                ])),
            "fallback": Schema.orNull(Schema.text), "content_hash": Schema.text, "made": Schema.orNull(Schema.time),
        ]),
        "AnalystPreview": Schema.object([
            "system": Schema.text, "user": Schema.text, "model": Schema.orNull(Schema.text),
            "url": Schema.orNull(Schema.text), "pseudonyms": Schema.flag,
        ]),
        "AnalystSettings": settings,
        "AnalystSettingsChange": Schema.object(
            [:],
            optional: [
                "backend": Schema.orNull(["type": "string", "maxLength": 40]),
                "url": Schema.orNull(["type": "string", "maxLength": 500]),
                "model": Schema.orNull(["type": "string", "maxLength": 100]),
                "key": Schema.orNull(["type": "string", "maxLength": 400]),
                "per_minute": Schema.orNull(Schema.count), "per_day": Schema.orNull(Schema.count),
                "timeout_seconds": Schema.orNull(Schema.count), "pseudonyms": Schema.orNull(Schema.flag),
                "minimum_severity": Schema.orNull(severity),
                "instructions": Schema.orNull(["type": "string", "maxLength": 4_000]),
            ]),
        "Audit": Schema.object([
            "id": Schema.text, "state": Schema.choice(["queued", "running", "done", "failed", "cancelled"]),
            "source": source, "model": Schema.orNull(Schema.text), "progress": Schema.number, "rows_read": Schema.count,
            "chunks": Schema.count, "chunks_done": Schema.count, "message": Schema.text, "started": Schema.time,
            "elapsed_seconds": Schema.number, "struck": Schema.list(struck), "rows": Schema.list(row),
            "findings": Schema.list(
                Schema.object(["text": Schema.text, "risk": severity, "rows": Schema.texts, "by": origin])),
        ]),
        "NewAudit": Schema.object(
            [:],
            optional: [
                "source": Schema.orNull(source), "min_risk": Schema.orNull(severity),
                "kinds": Schema.orNull([
                    "type": "array", "maxItems": 50, "items": ["type": "string", "maxLength": 100],
                ]),
                "since": Schema.orNull(Schema.time),
                "max_rows": Schema.orNull(["type": "integer", "minimum": 1, "maximum": 5_000]),
                "prompt": Schema.orNull(["type": "string", "maxLength": 40]), "use_model": Schema.orNull(Schema.flag),
                "log": Schema.orNull(["type": "string", "maxLength": 8_388_608]),
            ]),
        "AuditorPrompt": Schema.object([
            "name": Schema.text, "title": Schema.text, "text": Schema.text, "changed": Schema.flag,
        ]),
    ]

    private static let source = Schema.choice(AuditorRequest.Source.allCases.map(\.rawValue))

    private static let row = Schema.object(
        [
            "id": Schema.text, "risk": severity, "kind": Schema.text, "source": Schema.text, "destination": Schema.text,
            "port": Schema.count, "text": Schema.text, "hits": Schema.count,
        ], optional: ["first": Schema.orNull(Schema.time), "last": Schema.orNull(Schema.time)])

    private static let settings = Schema.object([
        "backend": Schema.text, "url": Schema.text, "model": Schema.text, "key": Schema.orNull(Schema.text),
        "key_source": Schema.orNull(Schema.choice(["environment", "file"])), "per_minute": Schema.count,
        "per_day": Schema.count, "timeout_seconds": Schema.count, "pseudonyms": Schema.flag,
        "minimum_severity": severity, "instructions": Schema.text,
        "backends": Schema.list(
            Schema.object([
                "name": Schema.text, "title": Schema.text, "url": Schema.text, "model": Schema.text,
                "needs_key": Schema.flag,
            ])),
        "standing": Schema.object([
            "state": Schema.choice(["none", "ok", "limited", "broken", "offline"]), "used_minute": Schema.count,
            "used_day": Schema.count, "asked": Schema.count, "cached": Schema.count, "failed": Schema.count,
            "claims_kept": Schema.count, "claims_struck": Schema.count, "last_error": Schema.text,
        ]),
    ])
}
