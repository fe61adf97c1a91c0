import Vocabulary

/// One event as a template reads it: its numbers by name, and its parties in words.
struct EventFacts {
    let event: StoryEvent
    var finding: Finding { event.finding }

    func count(_ name: String) -> UInt64? {
        switch value(name) {
        case .count(let count): count
        // Read back from JSON a whole measure is a count, and the other way round.
        case .measure(let measure) where measure >= 0 && measure < 1e18 && measure == measure.rounded(): UInt64(measure)
        default: nil
        }
    }

    func measure(_ name: String) -> Double? {
        switch value(name) {
        case .measure(let measure): measure
        case .count(let count): Double(count)
        default: nil
        }
    }

    func text(_ name: String) -> String? {
        guard case .text(let text) = value(name), !text.isEmpty else { return nil }
        return text
    }

    func list(_ name: String) -> [String] {
        guard case .list(let list) = value(name) else { return [] }
        return list
    }

    /// A name from the wire that may stand in a sentence: short, one word, visible. Nil for any other.
    func name(_ evidence: String) -> String? { text(evidence).flatMap(Self.speakable) }

    func names(_ evidence: String, limit: Int = 3) -> [String] {
        Array(list(evidence).compactMap(Self.speakable).prefix(limit))
    }

    /// The evidence whose number crossed its threshold.
    var crossed: (name: String, count: UInt64, threshold: UInt64)? {
        for item in finding.evidence {
            guard let threshold = item.threshold, threshold >= 0, threshold < 1e15, threshold == threshold.rounded(),
                let count = count(item.name)
            else { continue }
            return (item.name, count, UInt64(threshold))
        }
        return nil
    }

    /// ` within 12 s`; empty when it was a moment.
    func within(_ evidence: String? = nil) -> String {
        let seconds = evidence.flatMap { measure($0) } ?? finding.lastSeen.seconds(since: finding.firstSeen)
        return seconds >= 0.01 ? " within \(Figures.duration(seconds))" : ""
    }

    /// Who did it, to begin a sentence with.
    var attacker: String { Self.people(finding.attackers) ?? "Somebody whose address is unknown" }
    /// Whom it was done to.
    var victim: String { Self.people(finding.victims) ?? "the network" }

    /// `a`, `a and b`, `a and others (12 hosts)`; a machine's hardware address stands behind its IP address.
    static func people(_ parties: [Party]) -> String? {
        guard let first = parties.first else { return nil }
        if parties.count == 2, case .address = first, case .mac(let mac) = parties[1] { return "\(first) (\(mac))" }
        if parties.count <= 3 {
            let words = parties.map(\.description)
            return words.count == 1
                ? words[0] : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
        }
        return "\(first) and others (\(parties.count) addresses)"
    }

    private func value(_ name: String) -> Evidence.Value? { finding.evidence.first { $0.name == name }?.value }

    private static func speakable(_ text: String) -> String? { WireText.isName(text) ? text : nil }
}
