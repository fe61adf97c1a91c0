import Crypto
import Vocabulary

/// Names what an incident says, so that an answer about it can be kept and told stale when the incident grows.
enum ContentHash {
    /// SHA-256 of its title, severity and events, the first 32 hexadecimal digits.
    static func of(_ incident: Incident) -> String {
        var digest = SHA256()
        func add(_ text: String) {
            let bytes = Array(text.utf8)
            withLength(bytes.count) { digest.update(data: $0) }
            digest.update(data: bytes)
        }
        add(incident.title)
        add(incident.severity.name)
        for event in incident.events {
            add(event.id)
            add(event.finding.detection.rawValue)
            add(event.finding.summary)
            add(event.finding.techniques.joined(separator: " "))
            add((event.finding.attackers + event.finding.victims).map(\.description).joined(separator: " "))
            for item in event.finding.evidence { add("\(item.name)=\(words(item.value))") }
        }
        return hexadecimal(digest.finalize().prefix(16))
    }

    static func of(text: String) -> String { hexadecimal(SHA256.hash(data: Array(text.utf8)).prefix(16)) }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func withLength(_ count: Int, _ body: ([UInt8]) -> Void) {
        body((0..<8).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) })
    }

    private static func words(_ value: Evidence.Value) -> String {
        switch value {
        case .count(let count): Figures.plain(Double(count))
        case .measure(let measure): measure.isFinite ? Figures.plain(measure) : "unknown"
        case .text(let text): text
        case .list(let list): list.joined(separator: " ")
        }
    }
}
