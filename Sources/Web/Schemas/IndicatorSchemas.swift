import Vocabulary

/// Blocklists and what this machine knows of an address by itself.
enum IndicatorSchemas {
    private static let share: JSONValue = ["type": "number", "minimum": 0, "maximum": 1]
    private static let entries = Schema.object([
        "addresses": Schema.count, "blocks": Schema.count, "domains": Schema.count, "fingerprints": Schema.count,
    ])

    static let components: [String: JSONValue] = [
        "Blocklist": Schema.object([
            "id": Schema.text, "name": Schema.text, "source": Schema.text, "confidence": share,
            "expires": Schema.orNull(Schema.time), "enabled": Schema.flag, "format": Schema.text, "entries": entries,
            "faults": Schema.list(
                Schema.object([
                    "reason": Schema.text, "count": Schema.count, "line": Schema.count, "sample": Schema.text,
                ])),
            "loaded": Schema.orNull(Schema.time), "problem": Schema.orNull(Schema.text),
        ]),
        "Blocklists": Schema.object([
            "lists": Schema.list(Schema.named("Blocklist")), "entries": entries, "bytes": Schema.count,
            "loaded": Schema.orNull(Schema.time), "load_seconds": Schema.number, "refused": Schema.count,
            "past": Schema.object([
                "state": Schema.choice(["idle", "running"]), "flows": Schema.count, "hits": Schema.count,
                "finished": Schema.orNull(Schema.time),
            ]),
            "geo": Schema.list(
                Schema.object([
                    "path": Schema.text, "type": Schema.text, "built": Schema.orNull(Schema.time),
                    "problem": Schema.orNull(Schema.text),
                ])),
        ]),
        "BlocklistChange": Schema.object(
            [:],
            optional: [
                "name": Schema.orNull(["type": "string", "maxLength": 100]),
                "source": Schema.orNull(["type": "string", "maxLength": 300]), "confidence": Schema.orNull(share),
                "expires": Schema.orNull(Schema.time), "enabled": Schema.orNull(Schema.flag),
            ]),
        "Place": Schema.object([
            "country": Schema.orNull(Schema.text), "country_name": Schema.orNull(Schema.text),
            "city": Schema.orNull(Schema.text), "asn": Schema.orNull(Schema.count), "org": Schema.orNull(Schema.text),
        ]),
        "IndicatorHit": Schema.object([
            "indicator": Schema.text, "kind": Schema.choice(IndicatorKind.allCases.map(\.rawValue)),
            "confidence": share,
            "listings": Schema.list(
                Schema.object([
                    "list": Schema.text, "source": Schema.text, "confidence": share, "label": Schema.text,
                ])),
        ]),
        "LocalKnowledge": Schema.object([
            "subject": Schema.text, "hit": Schema.orNull(Schema.named("IndicatorHit")),
            "place": Schema.orNull(Schema.named("Place")),
        ]),
    ]
}
