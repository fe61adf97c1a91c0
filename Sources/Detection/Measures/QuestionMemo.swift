import Bedrock
import Learning

/// What the rules about DNS ask of a name: worked out once a message, not once a rule.
package struct DNSQuestion: Sendable {
    package var isInfrastructure = false
    package var labels = 0
    /// The digests of the name, of the registered domain and of what stands before it.
    package var name: UInt64 = 0
    package var domain: UInt64 = 0
    package var host: UInt64 = 0
    /// How many bytes of the name stand before the dot, and where the registered domain begins.
    package var hostLength = 0
    package var domainStart = 0
    /// How little the label that somebody registered looks like a word, 0...1; nil for none and for other scripts (punycode).
    package var randomness: Double?

    package init() {}

    /// `host` where nothing stands before the domain.
    package static var noHost: UInt64 { digest("") }

    package init(_ name: String) {
        isInfrastructure = RegisteredDomain.isInfrastructure(name)
        let split = RegisteredDomain(name)
        labels = split.labels
        self.name = digest(name)
        domain = digest(split.domain.utf8)
        host = digest(split.host.utf8)
        hostLength = split.host.utf8.count
        domainStart = name.utf8.count - split.domain.utf8.count
        let label = split.label
        randomness = label.isEmpty || label.utf8.starts(with: "xn--".utf8) ? nil : NameLikeness(label.utf8).randomness
    }
}

/// The last names that were judged: an answer repeats its question, and clients repeat themselves.
///
/// Bounds: 2048 names by digest; a newer one takes the place of an older one. What fools it: two names with one digest of 64
/// bits are taken for one another.
package struct QuestionMemo: Sendable {
    private var tags: [UInt64]
    private var questions: [DNSQuestion]

    /// `capacity` is a power of two.
    package init(capacity: Int = 2048) {
        tags = Array(repeating: 0, count: capacity)
        questions = Array(repeating: DNSQuestion(), count: capacity)
    }

    package mutating func look(up name: String) -> DNSQuestion {
        let tag = name.fold | 1
        let slot = Int(truncatingIfNeeded: tag >> 32) & (tags.count - 1)
        if tags[slot] != tag {
            tags[slot] = tag
            questions[slot] = DNSQuestion(name)
        }
        return questions[slot]
    }
}
