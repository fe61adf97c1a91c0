import Vocabulary

/// MISP events, one or several in a document: their attributes, and those of their objects.
///
/// Only what is meant for detection (`to_ids`) counts; types that no packet shows are counted and left out.
enum MISPListReader {
    private static let types: Set<String> = [
        "ip-src", "ip-dst", "domain", "hostname", "domain|ip", "ip-src|port", "ip-dst|port", "hostname|port",
        "ja3-fingerprint-md5", "ja4-plus", "ja4", "ip", "url",
    ]

    static func read<Sink>(_ bytes: inout ListBytes, into intake: inout ListIntake<Sink>) {
        var records = JSONRecords(
            arrays: ["Attribute", "ShadowAttribute"],
            members: ["type", "value", "to_ids", "comment", "category", "deleted", "timestamp"])
        records.read(&bytes) { record in
            let value = record.text("value")
            guard !value.isEmpty, record.members["type"] != nil else { return }
            if record.says("deleted", "true") { return intake.refuse(.revoked, value, line: record.line) }
            guard record.members["to_ids"] == nil || record.says("to_ids", "true") || record.says("to_ids", "1") else {
                return intake.refuse(.contextOnly, value, line: record.line)
            }
            guard types.contains(String(decoding: record.text("type"), as: UTF8.self)) else {
                return intake.refuse(.otherKind, record.text("type"), line: record.line)
            }
            let comment = record.text("comment")
            let label = comment.isEmpty ? record.text("category") : comment
            // domain|ip are two; behind an address or name stands its port.
            for part in value.split(separator: UInt8(ascii: "|")) where !part.allSatisfy({ $0 &- 48 < 10 }) {
                intake.take(part, label: label, line: record.line)
            }
        }
        if records.isBroken { intake.refuse(.brokenDocument, [], line: bytes.line) }
    }
}
