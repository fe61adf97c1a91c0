import Vocabulary

/// Sources of intelligence, their settings and what they say.
enum IntelligenceSchemas {
    private static let kind = Schema.choice(SourceVerdict.Kind.allCases.map(\.rawValue))
    private static let share: JSONValue = ["type": "number", "minimum": 0, "maximum": 1]

    static let components: [String: JSONValue] = [
        "Consensus": Schema.object([
            "flagged": Schema.count, "configured": Schema.count, "answered": Schema.count,
            "threshold": ["type": "integer", "minimum": 1], "confidence": share, "score": Schema.text,
            "disposition": Schema.choice(["block", "allow"]), "should_block": Schema.flag,
        ]),
        "SourceVerdict": Schema.object([
            "source": Schema.text, "kind": kind,
            "outcome": Schema.choice(SourceVerdict.Outcome.allCases.map(\.rawValue)),
            "problem": Schema.orNull(Schema.text), "flagged": Schema.flag, "confidence": share, "reason": Schema.text,
            "excerpt": Schema.text, "facts": Schema.list(Schema.named("Evidence")), "at": Schema.time,
            "expires": Schema.time,
        ]),
        "EvidenceNote": Schema.object([
            "subject": Schema.text, "at": Schema.time, "consensus": Schema.named("Consensus"),
            "verdicts": Schema.list(Schema.named("SourceVerdict")),
        ]),
        "IntelligenceSource": Schema.object([
            "id": Schema.text, "title": Schema.text, "kind": kind, "help": Schema.text, "enabled": Schema.flag,
            "automatic": Schema.flag, "configured": Schema.flag,
            "state": Schema.choice(IntelligenceSourceStatus.State.allCases.map(\.rawValue)),
            "needs_key": Schema.flag, "key": Schema.orNull(Schema.text),
            "key_origin": Schema.orNull(Schema.choice(["environment", "file"])), "key_variables": Schema.texts,
            "url": Schema.orNull(Schema.text),
            "options": Schema.list(
                Schema.object([
                    "name": Schema.text, "value": Schema.number, "default": Schema.number, "minimum": Schema.number,
                    "maximum": Schema.number, "help": Schema.text,
                ])),
            "budget": Schema.object([
                "used_minute": Schema.count, "per_minute": Schema.count, "used_day": Schema.count,
                "per_day": Schema.count,
            ]),
            "until": Schema.orNull(Schema.time), "calls": Schema.count, "refused": Schema.counts,
            "last_error": Schema.orNull(Schema.text), "last_error_at": Schema.orNull(Schema.time),
        ]),
        "Intelligence": Schema.object([
            "offline": Schema.flag, "automatic": Schema.flag, "contacts": Schema.flag, "threshold": Schema.count,
            "waiting": Schema.count,
            "refused": Schema.count, "sources": Schema.list(Schema.named("IntelligenceSource")),
        ]),
        "IntelligenceChange": Schema.object(
            [:],
            optional: [
                "offline": Schema.orNull(Schema.flag), "automatic": Schema.orNull(Schema.flag),
                "contacts": Schema.orNull(Schema.flag),
                "threshold": Schema.orNull(["type": "integer", "minimum": 1, "maximum": 3]),
                "sources": Schema.orNull([
                    "type": "object", "maxProperties": 64, "additionalProperties": sourceChange,
                ]),
            ]),
        "NewLookup": Schema.object(
            ["address": ["type": "string", "maxLength": 50, "anyOf": [["format": "ipv4"], ["format": "ipv6"]]]],
            optional: ["fresh": Schema.orNull(Schema.flag)]),
        "OutboundCall": Schema.object([
            "at": Schema.time, "service": Schema.text, "target": Schema.text, "purpose": Schema.text,
            "outcome": Schema.text, "left": Schema.flag,
        ]),
    ]

    private static let sourceChange: JSONValue = Schema.object(
        [:],
        optional: [
            "enabled": Schema.orNull(Schema.flag), "automatic": Schema.orNull(Schema.flag),
            "key": Schema.orNull(["type": "string", "maxLength": 512]),
            "url": Schema.orNull(["type": "string", "maxLength": 500]),
            "per_minute": Schema.orNull(["type": "integer", "minimum": 1, "maximum": 6000]),
            "per_day": Schema.orNull(["type": "integer", "minimum": 1, "maximum": 1_000_000]),
            "options": Schema.orNull([
                "type": "object", "additionalProperties": Schema.number, "maxProperties": 64,
            ]),
        ])
}
