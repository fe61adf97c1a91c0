import FoundationEssentials
import Outbound
import Vocabulary

/// Reads what an HTTP source answered: what every source has in common, its status and its JSON.
enum Answer {
    /// The finding for an answer that carries nothing to read; nil for 200.
    static func finding(_ response: OutboundResponse, from title: String) -> SourceFinding? {
        var finding: SourceFinding
        switch response.status {
        case 200: return nil
        case 404: finding = SourceFinding(.unknown, "\(title) knows nothing of this address.")
        case 401, 403:
            finding = SourceFinding(
                .failed, problem: "key_refused", "\(title) refused the key (status \(response.status)).")
        case 429:
            finding = SourceFinding(.failed, problem: "rate_limited", "\(title) wants to be asked less often.")
        case 500...:
            finding = SourceFinding(
                .failed, problem: "server_error", "\(title) has a failure of its own (status \(response.status)).")
        default:
            finding = SourceFinding(
                .failed, problem: "bad_answer", "\(title) answered with the unexpected status \(response.status).")
        }
        finding.excerpt = CleanText.excerpt(response.body)
        return finding
    }

    /// The JSON of an answer, or the finding that it is none.
    static func read<Value: Decodable>(
        _ type: Value.Type, _ response: OutboundResponse, from title: String, _ body: (Value) -> SourceFinding
    ) -> SourceFinding {
        if let finding = finding(response, from: title) { return finding }
        guard let value = try? JSONDecoder().decode(type, from: Data(response.body)) else {
            return unreadable(response, from: title)
        }
        var finding = body(value)
        if finding.excerpt.isEmpty { finding.excerpt = CleanText.excerpt(response.body) }
        return finding
    }

    static func unreadable(_ response: OutboundResponse, from title: String) -> SourceFinding {
        var finding = SourceFinding(.failed, problem: "bad_answer", "\(title) answered what cannot be read.")
        finding.excerpt = CleanText.excerpt(response.body)
        return finding
    }

    /// A count as a foreign server writes it: never negative, never so large that it could overflow anything.
    static func count(_ number: Double?) -> UInt64 {
        guard let number, number > 0 else { return 0 }
        return UInt64(min(number, 1e15))
    }

    static func word(_ text: String?, limit: Int = 120) -> String? {
        guard let text else { return nil }
        let clean = CleanText.line(text, limit: limit)
        return clean.isEmpty ? nil : clean
    }
}

extension [Evidence] {
    /// Adds a fact that is there.
    mutating func add(_ name: String, _ text: String?) {
        if let text = Answer.word(text) { append(Evidence(name, .text(text))) }
    }
}
