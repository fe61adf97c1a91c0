import Foundation
package import Vocabulary

/// Rows out of a log that somebody brings: JSON lines, or one JSON array of objects, by whatever names its program gave them.
///
/// Everything in it is a stranger's text. Bounds: 8 MiB, 50,000 objects; texts are cut at 200 characters. Lines that are no object are
/// counted and passed over.
package enum ExternalLog {
    package static let maximumBytes = 8 << 20
    package static let maximumRows = 50_000

    package static func rows(_ text: String) throws(AnalystError) -> (rows: [AuditorRow], unread: Int) {
        guard text.utf8.count <= maximumBytes else { throw AnalystError("The log is larger than 8 MiB.") }
        let start = text.first { !$0.isWhitespace }
        var objects: [[String: Any]] = []
        var unread = 0
        if start == "[" {
            guard let all = (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [Any] else {
                throw AnalystError("The log begins as a JSON array and is none.")
            }
            for item in all.prefix(maximumRows) {
                if let object = item as? [String: Any] { objects.append(object) } else { unread += 1 }
            }
        } else {
            for line in text.split(whereSeparator: \.isNewline).prefix(maximumRows) {
                if let object = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any] {
                    objects.append(object)
                } else {
                    unread += 1
                }
            }
        }
        guard !objects.isEmpty else {
            throw AnalystError("The log has no JSON object: one a line, or an array of them.")
        }
        return (objects.map(row), unread)
    }

    private static func row(_ object: [String: Any]) -> AuditorRow {
        let members = Dictionary(
            object.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        func text(_ names: [String]) -> String {
            for name in names {
                switch members[name] {
                case let text as String where !text.isEmpty: return WireText.bounded(text, limit: 200)
                case let number as NSNumber: return "\(number)"
                default: continue
                }
            }
            return ""
        }
        let port = UInt16(text(["port", "dst_port", "dest_port", "dport", "remote_port", "local_port"])) ?? 0
        let time = Timestamp(text(["timestamp", "time", "ts", "@timestamp", "created_at"]))
        return AuditorRow(
            risk: risk(text(["risk", "risk_level", "severity", "level", "priority"])),
            kind: text(["kind", "type", "event", "event_type", "action", "rule", "rule_name", "status", "category"]),
            source: text([
                "source", "source_ip", "src_ip", "src", "remote_ip", "ip", "ip_address", "address", "id.orig_h",
            ]),
            destination: text(["destination", "dest_ip", "dst_ip", "dst", "target", "local_ip", "id.resp_h"]),
            port: port,
            text: text(["message", "msg", "summary", "description", "reason", "result", "detail", "provider"]),
            first: time,
            last: time)
    }

    private static func risk(_ text: String) -> Severity {
        switch text.lowercased() {
        case "critical", "emergency", "fatal", "1": .critical
        case "high", "severe", "error", "alert", "danger", "malicious", "2": .high
        case "medium", "moderate", "warning", "warn", "suspicious", "3": .medium
        case "low", "notice", "minor", "4": .low
        default: .info
        }
    }
}
