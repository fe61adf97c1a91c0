import Vocabulary

/// Incidents, alerts and what people make of them.
enum IncidentSchemas {
    static let severity = Schema.choice(Severity.allCases.map(\.name))
    static let status = Schema.choice(Incident.Status.allCases.map(\.rawValue))

    static let components: [String: JSONValue] = [
        "Technique": Schema.object(["id": Schema.text, "name": Schema.text, "tactic": Schema.text]),
        "Evidence": Schema.object(
            ["name": Schema.text, "value": evidenceValue], optional: ["threshold": Schema.number]),
        "StoryEvent": Schema.object([
            "id": Schema.text, "repeats": Schema.count, "time": Schema.time, "last_time": Schema.time,
            "detection": Schema.text, "summary": Schema.text, "severity": severity, "confidence": Schema.number,
            "techniques": Schema.texts, "attackers": Schema.texts, "victims": Schema.texts,
            "evidence": Schema.list(Schema.named("Evidence")), "flows": Schema.list(Schema.count),
        ]),
        "Note": Schema.object([
            "id": Schema.count, "by": Schema.text, "at": Schema.time, "text": Schema.text,
        ]),
        "Triage": Schema.object(["status": status, "by": Schema.text, "at": Schema.time]),
        "Incident": Schema.object(
            members.merging(recordMembers) { first, _ in first },
            optional: ["places": ["type": "object", "additionalProperties": Schema.named("Place")]]),
        "FoundIncident": Schema.object(
            members.merging(["events": Schema.list(Schema.named("StoryEvent"))]) { first, _ in first }),
        "IncidentSummary": Schema.object(members.merging(summaryMembers) { first, _ in first }),
        "Alert": Schema.object([
            "alert_id": Schema.text, "stream_id": Schema.count, "timestamp": Schema.time, "rule_name": Schema.text,
            "severity": severity, "confidence": Schema.number, "src_ip": Schema.orNull(Schema.text),
            "dst_ip": Schema.orNull(Schema.text), "description": Schema.text,
            "evidence": ["type": "object", "additionalProperties": evidenceValue], "techniques": Schema.texts,
            "window_start": Schema.time, "window_end": Schema.time, "window_size_seconds": Schema.number,
            "incident_id": Schema.orNull(Schema.text), "forged": Schema.flag,
        ]),
        "AlertPage": Schema.object([
            "items": Schema.list(Schema.named("Alert")), "total": Schema.orNull(Schema.count), "limit": Schema.count,
            "offset": Schema.count, "has_more": Schema.flag, "next_cursor": Schema.orNull(Schema.text),
        ]),
        "TriageChange": Schema.object(
            [:],
            optional: [
                "status": Schema.orNull(status),
                "note": Schema.orNull(["type": "string", "maxLength": 4_000, "pattern": "\\S"]),
            ]),
        "AttackGraph": Schema.object([
            "nodes": Schema.list(
                Schema.object([
                    "id": Schema.text, "type": Schema.choice(["attacker", "victim", "both"]),
                    "alert_count": Schema.count, "max_severity": severity, "rules": Schema.texts,
                    "last_seen": Schema.time, "home": Schema.flag,
                ])),
            "edges": Schema.list(
                Schema.object([
                    "source": Schema.text, "target": Schema.text, "rule_name": Schema.text,
                    "technique": Schema.orNull(Schema.text), "severity": severity, "confidence": Schema.number,
                    "count": Schema.count, "first_seen": Schema.time, "last_seen": Schema.time,
                    "incident_id": Schema.orNull(Schema.text),
                ])),
        ]),
    ]

    private static let evidenceValue: JSONValue = [
        "anyOf": [Schema.number, Schema.text, Schema.texts, ["type": "null"]]
    ]

    /// What every form of an incident has.
    private static let members: [String: JSONValue] = [
        "id": Schema.text, "title": Schema.text, "severity": severity,
        "score": ["type": "integer", "minimum": 0, "maximum": 100], "status": status, "detections": Schema.texts,
        "techniques": Schema.list(Schema.named("Technique")), "attackers": Schema.texts, "victims": Schema.texts,
        "first_seen": Schema.time, "last_seen": Schema.time, "dropped_events": Schema.count,
        "related": Schema.texts, "evidence": Schema.list(Schema.named("EvidenceNote")),
        "analysis": Schema.orNull(Schema.named("IncidentAnalysis")), "actions": ["type": "array"],
    ]

    private static let recordMembers: [String: JSONValue] = [
        "events": Schema.list(Schema.named("StoryEvent")), "notes": Schema.list(Schema.named("Note")),
        "triage": Schema.orNull(Schema.named("Triage")), "forged": Schema.flag, "updated": Schema.count,
    ]

    private static let summaryMembers: [String: JSONValue] = [
        "event_count": Schema.count, "notes_count": Schema.count, "forged": Schema.flag, "updated": Schema.count,
        "consensus": Schema.orNull(Schema.named("Consensus")),
    ]
}
