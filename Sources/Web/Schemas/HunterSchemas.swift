import Vocabulary

/// The hunter, the retro-hunt and the router's log.
enum HunterSchemas {
    static let components: [String: JSONValue] = [
        "Mission": Schema.object([
            "name": Schema.text, "title": Schema.text, "description": Schema.text, "detections": Schema.texts,
            "techniques": Schema.texts, "severity": IncidentSchemas.severity,
            "options": Schema.list(
                Schema.object([
                    "name": Schema.text, "unit": Schema.text, "value": Schema.number, "default": Schema.number,
                    "minimum": Schema.number, "maximum": Schema.number, "help": Schema.text,
                ])),
            "blind_spots": Schema.texts, "enabled": Schema.flag, "every_hours": Schema.number,
            "last_run": Schema.orNull(Schema.named("HuntEntry")), "next_run": Schema.orNull(Schema.time),
        ]),
        "MissionChange": Schema.object(
            [:],
            optional: [
                "enabled": Schema.orNull(Schema.flag),
                "every_hours": Schema.orNull(["type": "number", "minimum": .number(0.25), "maximum": 744]),
                "options": Schema.orNull([
                    "type": "object", "additionalProperties": Schema.number, "maxProperties": 64,
                ]),
            ]),
        "HuntEntry": Schema.object([
            "id": Schema.count, "mission": Schema.text, "started": Schema.time, "seconds": Schema.number,
            "trigger": Schema.choice(HuntEntry.Trigger.allCases.map(\.rawValue)), "looked": Schema.texts,
            "findings": Schema.count, "incidents": Schema.texts, "nothing": Schema.orNull(Schema.text),
        ]),
        "ChooserStatus": Schema.object([
            "model": Schema.orNull(Schema.text), "asked": Schema.count, "failed": Schema.count,
            "granted": Schema.count, "due": Schema.count, "refused": Schema.count,
        ]),
        "RetroOrder": Schema.object(
            [:],
            optional: [
                "since": Schema.orNull(["type": "string", "maxLength": 60]),
                "until": Schema.orNull(["type": "string", "maxLength": 60]), "dry_run": Schema.orNull(Schema.flag),
                "thresholds": Schema.orNull([
                    "type": "object", "additionalProperties": ["type": "integer"], "maxProperties": 32,
                ]),
            ]),
        "RetroReport": Schema.object([
            "database": Schema.text, "dry_run": Schema.flag, "schema": Schema.text, "since": Schema.time,
            "until": Schema.time, "events": Schema.count, "unreadable": Schema.count, "notes": Schema.texts,
            "inserted": Schema.count, "skipped": Schema.count,
            "alerts": Schema.list(
                Schema.object(
                    alert.merging([
                        "outcome": Schema.choice([
                            "inserted", "would", "duplicate", "snoozed", "false_positive", "over",
                        ])
                    ]) { first, _ in first })),
        ]),
        "ScoutAlert": Schema.object(alert),
        "ScoutStatusChange": Schema.object(
            ["status": Schema.choice(ScoutAlert.Status.allCases.map(\.rawValue))],
            optional: [
                "until": Schema.orNull(Schema.time),
                "minutes": Schema.orNull(["type": "number", "minimum": 1, "maximum": 5_256_000]),
            ]),
        "RouterEvent": Schema.object([
            "id": Schema.count, "time": Schema.time, "source": Schema.text, "destination": Schema.text,
            "source_port": Schema.orNull(Schema.count), "destination_port": Schema.orNull(Schema.count),
            "protocol": Schema.text, "in_interface": Schema.text, "out_interface": Schema.text,
            "verdict": Schema.orNull(Schema.text),
            "direction": Schema.choice(Direction.allCases.map(\.name)), "host": Schema.text, "hits": Schema.count,
        ]),
        "IngestReport": Schema.object([
            "lines": Schema.count, "events": Schema.count, "known": Schema.count, "unparsed": Schema.count,
            "evicted": Schema.count,
        ]),
    ]

    /// `evidence_json` and `enrichment_json` are JSON in a text, as they stand in the table.
    private static let alert: [String: JSONValue] = [
        "id": Schema.count, "alert_type": Schema.text, "src_ip": Schema.orNull(Schema.text),
        "dst_ip": Schema.orNull(Schema.text), "score": Schema.number,
        "status": Schema.choice(ScoutAlert.Status.allCases.map(\.rawValue)),
        "snoozed_until": Schema.orNull(Schema.time), "evidence_json": Schema.orNull(Schema.text),
        "enrichment_json": Schema.orNull(Schema.text), "created_at": Schema.time,
    ]
}
