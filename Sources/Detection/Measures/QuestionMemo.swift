import Bedrock

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
