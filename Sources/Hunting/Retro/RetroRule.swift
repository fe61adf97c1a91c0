internal import GRDB
import Vocabulary

/// A rule of the retro-hunt, counted by SQL over the view `event`: by source, or by source and destination.
///
/// Repeats that a store folded into one row count as often as they happened. Multicast and broadcast are nobody's scan.
struct RetroRule: Sendable {
    /// The `alert_type`.
    let type: String
    let hasDestination: Bool
    /// What `amount` counts.
    let amount: String
    let condition: @Sendable (RetroSettings) -> String
    let score: String
    /// What stands in `evidence_json`: net-scout's names, the column of each, and the threshold it was held against.
    let evidence: @Sendable (RetroSettings) -> [Shown]

    struct Shown {
        let name: String
        let column: String
        var threshold: Int?
    }

    static let all = [horizontal, vertical, volume]
    /// Findings of one rule in one run.
    static let most = 200

    static let horizontal = RetroRule(
        type: "horizontal_scan", hasDestination: false, amount: "count(DISTINCT dst)",
        condition: {
            "amount > \($0.horizontalDestinations)"
                + " OR (placed > \($0.horizontalConnections) AND amount > \($0.horizontalLeastDestinations))"
        }, score: "min(100.0, amount + placed / 10)",
        evidence: {
            [
                Shown(name: "dst_count", column: "amount", threshold: $0.horizontalDestinations),
                Shown(name: "conn_count", column: "placed", threshold: $0.horizontalConnections),
            ]
        })

    static let vertical = RetroRule(
        type: "vertical_scan", hasDestination: true, amount: "count(DISTINCT dport)",
        condition: { "amount > \($0.verticalPorts)" }, score: "min(100.0, amount)",
        evidence: {
            [
                Shown(name: "ports", column: "amount", threshold: $0.verticalPorts),
                Shown(name: "conn_count", column: "conns"),
            ]
        })

    static let volume = RetroRule(
        type: "high_connection_volume", hasDestination: false, amount: "count(DISTINCT dst)",
        condition: { "conns > \($0.repeatedConnections)" }, score: "min(100.0, conns / 2)",
        evidence: {
            [
                Shown(name: "total_conns", column: "conns", threshold: $0.repeatedConnections),
                Shown(name: "dst_count", column: "amount"),
            ]
        })

    /// The worst part of the window of each, worst first. `?1` and `?2` bound the window, `?3` is the length of its parts (seconds).
    func sql(_ settings: RetroSettings) -> String {
        let destination = hasDestination ? "dst" : "NULL"
        return """
            SELECT src, dst, max(score) AS score, amount, conns, placed, first, last, dropped, accepted FROM (
                SELECT *, \(score) AS score FROM (
                    SELECT src, \(destination) AS dst, \(amount) AS amount, total(hits) AS conns,
                    total(CASE WHEN dst IS NOT NULL THEN hits END) AS placed, min(time) AS first, max(time) AS last,
                    total(CASE WHEN verdict = 'DROP' THEN hits END) AS dropped,
                    total(CASE WHEN verdict = 'ACCEPT' THEN hits END) AS accepted,
                    CASE WHEN ?3 > 0 THEN (time - ?1) / ?3 ELSE 0 END AS part
                    FROM event WHERE time >= ?1 AND time < ?2 AND src IS NOT NULL AND NOT (\(Self.isForMany))
                    GROUP BY src, \(hasDestination ? "dst, " : "")part
                ) WHERE \(condition(settings))
            ) GROUP BY src, dst ORDER BY score DESC, src, dst LIMIT \(Self.most + 1)
            """
    }

    private static let isForMany = [
        "coalesce(dst, '') = '255.255.255.255'", "coalesce(dst, '') GLOB '22[4-9].*'",
        "coalesce(dst, '') GLOB '23[0-9].*'", "coalesce(dst, '') GLOB '[fF][fF]*:*'",
    ].joined(separator: " OR ")
}
