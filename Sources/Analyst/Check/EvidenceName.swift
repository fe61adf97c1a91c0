/// What an evidence name such as `failed_hosts_in_window` says about its number: the unit, what is counted, and of which side.
struct EvidenceName: Sendable {
    let name: String
    let measure: EvidenceLedger.Measure
    let kind: NounKind?
    let polarities: Set<Polarity>
    private let words: [String]

    var isPort: Bool { kind == .port && (words == ["port"] || words.last == "port") }

    init(_ name: String) {
        self.name = name
        words = name.replacing("log_ins", with: "logins").split(separator: "_").map(String.init)
        // The head noun stands before `of the server`, `in window`, `that answered`.
        let breaks: Set = ["of", "in", "that", "with", "on", "per", "sent", "before", "against"]
        let head = words.prefix { !breaks.contains($0) }
        polarities = Polarity.named(by: words)
        if words.contains("seconds") {
            measure = .seconds
        } else if name.hasSuffix("_per_second") {
            measure = .rate
        } else if words.contains("bytes") {
            measure = .bytes
        } else if Self.shares.contains(name) || words.last == "share" {
            measure = .share
        } else if Self.plain.contains(name) || words.last == "spread" {
            measure = .plain
        } else {
            measure = .count
        }
        kind = Self.kinds[name] ?? head.reversed().lazy.compactMap { NounKind(word: $0) }.first
    }

    func entry(_ value: Double, adding more: Set<Polarity> = []) -> EvidenceLedger.Entry {
        EvidenceLedger.Entry(
            name: name, value: value, measure: measure, kind: kind, polarities: polarities.union(more),
            words: Set(words))
    }

    private static let shares: Set = ["gaps_explained", "confidence", "entropy_share"]
    private static let plain: Set = ["mean_randomness", "score", "bits_per_character", "mean_name_length"]
    /// Names whose nouns do not say what is counted.
    private static let kinds: [String: NounKind] = [
        "bits_per_character": .bit, "mean_name_length": .character, "longest_name": .character,
        "successful_logins": .login, "failed_logins_total": .login,
    ]
}
