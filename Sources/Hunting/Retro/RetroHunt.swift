import Foundation
internal import GRDB
package import Vocabulary

/// Runs the rules over a database and keeps what they find in its `scout_alerts`.
///
/// In one transaction: a run that fails changes nothing. The same finding is kept once a day; a pair that a person snoozed or called a
/// false positive stays silent. Nothing here touches a firewall.
package struct RetroHunt: Sendable {
    package var settings: RetroSettings
    package var since: Timestamp
    package var until: Timestamp
    package var isDry = false

    package init(_ settings: RetroSettings, since: Timestamp, until: Timestamp, isDry: Bool = false) {
        self.settings = settings
        self.since = since
        self.until = until
        self.isDry = isDry
    }

    /// Judges the view `event`, which the caller made, and keeps what was found.
    func run(_ database: Database, place: String, schema: String, now: Timestamp) throws -> RetroReport {
        var report = RetroReport(place: place, schema: schema, since: since, until: until, isDry: isDry)
        let window = [since.second.databaseValue, ceiling(until).databaseValue]
        let looked = try Row.fetchOne(
            database,
            sql: "SELECT total(CASE WHEN time >= ?1 AND time < ?2 THEN hits END), sum(time IS NULL) FROM event",
            arguments: StatementArguments(window))
        report.events = UInt64(looked?[0] as Double? ?? 0)
        report.unreadable = UInt64(clamping: looked?[1] as Int64? ?? 0)
        if report.unreadable > 0 {
            report.notes.append("\(report.unreadable) events have a time that cannot be read; they are in no window")
        }
        let table = ScoutTable()
        for rule in RetroRule.all {
            let rows = try Row.fetchAll(
                database, sql: rule.sql(settings),
                arguments: StatementArguments(window + [settings.bucketSeconds.databaseValue]))
            if rows.count > RetroRule.most {
                report.notes.append("\(rule.type): only the \(RetroRule.most) worst are told, there are more")
            }
            for row in rows.prefix(RetroRule.most) {
                let alert = try alert(rule, row, now)
                let isOver = report.count(.inserted) + report.count(.would) >= settings.alertsPerRun
                let outcome =
                    isOver ? (RetroReport.Outcome.over, nil) : try table.insert(alert, database, isDry: isDry, now: now)
                report.items.append(RetroReport.Item(alert: outcome.1 ?? alert, outcome: outcome.0))
            }
        }
        return report
    }

    private func ceiling(_ time: Timestamp) -> Int64 {
        time.nanoseconds % 1_000_000_000 == 0 ? time.second : time.second + 1
    }

    private func alert(_ rule: RetroRule, _ row: Row, _ now: Timestamp) throws -> ScoutAlert {
        var evidence: [String: EvidenceValue] = [
            "since": .text(since.description), "until": .text(until.description),
            "first_seen": .text(Self.moment(row["first"])), "last_seen": .text(Self.moment(row["last"])),
            "dropped": .number(row["dropped"]), "accepted": .number(row["accepted"]),
        ]
        for shown in rule.evidence(settings) {
            evidence[shown.name] = .number(row[shown.column])
            if let threshold = shown.threshold { evidence[shown.name + "_threshold"] = .number(Double(threshold)) }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return ScoutAlert(
            type: rule.type, source: row["src"], destination: row["dst"], score: row["score"],
            evidence: String(decoding: try encoder.encode(evidence), as: UTF8.self), created: now)
    }

    private static func moment(_ seconds: Int64?) -> String {
        Timestamp(seconds: Double(seconds ?? 0)).description
    }

    private enum EvidenceValue: Encodable {
        case text(String)
        case number(Double)
        func encode(to encoder: any Encoder) throws {
            var box = encoder.singleValueContainer()
            switch self {
            case .text(let text): try box.encode(text)
            case .number(let number):
                if let whole = Int64(exactly: number) { try box.encode(whole) } else { try box.encode(number) }
            }
        }
    }
}
