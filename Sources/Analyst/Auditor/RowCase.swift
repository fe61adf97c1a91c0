import Vocabulary

/// Rows in the shape of an incident, so that what is said about them is held against them by the same check.
struct RowCase: Sendable {
    let incident: Incident

    init(_ rows: [AuditorRow]) {
        let events = rows.map(Self.event)
        let worst = rows.map(\.risk).max() ?? .info
        incident = Incident(
            id: "rows", title: "rows of a log", severity: worst, score: 0,
            detections: events.map(\.finding.detection), techniques: [],
            attackers: events.flatMap(\.finding.attackers), victims: events.flatMap(\.finding.victims),
            firstSeen: rows.compactMap(\.first).min() ?? Timestamp(nanoseconds: 0),
            lastSeen: rows.compactMap(\.last).max() ?? Timestamp(nanoseconds: 0), events: events)
    }

    private static func event(_ row: AuditorRow) -> StoryEvent {
        var evidence = [Evidence("hits", count: row.hits)]
        if row.port > 0 { evidence.append(Evidence("port", count: row.port)) }
        // What a log says in words is a stranger's text; the kind too, where it is none of ours.
        evidence.append(Evidence("log_text", text: row.text))
        let detection = DetectionID(rawValue: row.kind)
        let isOurs = DetectionFamily(detection) != .anomaly || Service.allCases.contains { $0.name == row.kind }
        if !isOurs { evidence.append(Evidence("log_kind", text: row.kind)) }
        let start = row.first ?? Timestamp(nanoseconds: 0)
        let finding = Finding(
            detection: isOurs ? detection : .anomaly, summary: "\(row.source) \(row.destination)", severity: row.risk,
            confidence: 0.5,
            techniques: [], attackers: Party(row.source).map { [$0] } ?? [],
            victims: Party(row.destination).map { [$0] } ?? [],
            evidence: evidence, firstSeen: start, lastSeen: row.last ?? start)
        return StoryEvent(id: row.id, finding: finding)
    }
}
