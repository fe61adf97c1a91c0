import Vocabulary

/// One number of a claim against the ledger: unit, noun and side must fit, and the value within the rounding that was written.
struct NumberCheck {
    private let tokens: [ClaimToken]
    private let place: Int
    private let ledger: EvidenceLedger

    init(_ tokens: [ClaimToken], _ place: Int, _ ledger: EvidenceLedger) {
        self.tokens = tokens
        self.place = place
        self.ledger = ledger
    }

    var complaint: String? {
        guard case .number(let value, let slack, let unit) = tokens[place].kind else { return nil }
        if isIdiom { return nil }
        if unit == .none, let said = port { return said }
        let phrase = Phrase(tokens, place)
        let wanted = phrase.measures(unit)
        for entry in ledger.entries where wanted.contains(entry.measure) && phrase.fits(entry) {
            // A counted number is exact unless decimals or a unit show that it was rounded.
            let exact = unit == .none && slack >= 0.5 && entry.value == entry.value.rounded()
            if phrase.agrees(value, exact ? 0 : slack, with: entry.value) { return nil }
        }
        return "“\(shown(phrase))” is not in the cited evidence"
    }

    /// `many hosts`, `hundreds of packets`: some fitting number must lie there.
    func vague(_ range: ClosedRange<Double>) -> String? {
        let phrase = Phrase(tokens, place)
        guard phrase.kind != nil || !phrase.sides.isEmpty else { return nil }
        let fitting = ledger.entries.filter { $0.measure == .count && phrase.fits($0) }
        // Words of the program's own for these events need no number of their own.
        if fitting.isEmpty, ledger.ownWords.contains(tokens[place].lower) { return nil }
        return fitting.contains { range.contains($0.value) } ? nil : "“\(shown(phrase))” is not in the cited evidence"
    }

    /// `one after the other`, `one of`: no count.
    private var isIdiom: Bool {
        guard tokens[place].lower == "one", place + 1 < tokens.count else { return false }
        return ["after", "of", "another", "by"].contains(tokens[place + 1].lower)
    }

    /// Nil when it is not told as a port; an empty complaint never occurs.
    private var port: String?? {
        var before = place - 1
        while before >= 0 {
            switch tokens[before].kind {
            case .number: before -= 1
            case .word where ["and", "or", "", "tcp", "udp"].contains(tokens[before].lower): before -= 1
            case .word where tokens[before].lower == "port" || tokens[before].lower == "ports":
                guard case .number(let value, _, _) = tokens[place].kind, let port = UInt16(exactly: value),
                    ledger.ports.contains(port)
                else { return .some("port \(tokens[place].text) is not in the cited evidence") }
                return .some(nil)
            default: return nil
            }
        }
        return nil
    }

    private func shown(_ phrase: Phrase) -> String {
        WireText.bounded(([tokens[place].text] + phrase.after.prefix(3)).filter { !$0.isEmpty }.joined(separator: " "))
    }
}

/// The words around a number that say what it counts.
private struct Phrase {
    let before: [String]
    let after: [String]
    let kind: NounKind?
    let sides: Set<Polarity>
    private let words: Set<String>

    init(_ tokens: [ClaimToken], _ place: Int) {
        var before: [String] = []
        var index = place - 1
        while index >= 0, before.count < 3, !tokens[index].endsClause {
            if case .number = tokens[index].kind { break }
            before.append(tokens[index].lower)
            index -= 1
        }
        var after: [String] = []
        index = place
        while index + 1 < tokens.count, after.count < 6, !tokens[index].endsClause {
            index += 1
            if case .number = tokens[index].kind { break }
            after.append(tokens[index].lower)
        }
        self.before = before
        self.after = after
        // The noun comes after (`59 log-ins`) or, with a copula, before (`the score is 48`, `a threshold of 15`).
        let noun = after.prefix(4).firstIndex { NounKind(word: $0) != nil }
        kind = noun.flatMap { NounKind(word: after[$0]) } ?? before.lazy.compactMap { NounKind(word: $0) }.first
        let near = after.prefix(min(after.count, (noun ?? 1) + 3))
        sides = Polarity.named(by: Array(near) + before)
        words = Set(after + before)
    }

    func measures(_ unit: ClaimToken.Unit) -> Set<EvidenceLedger.Measure> {
        switch unit {
        case .bytes: [.bytes]
        case .seconds: [.seconds]
        case .share: [.share]
        case .none: isRate ? [.rate] : [.count, .plain, .share]
        }
    }

    private var isRate: Bool {
        guard let second = after.firstIndex(where: { $0 == "second" || $0 == "second's" }), second > 0 else {
            return false
        }
        return ["per", "a", "each"].contains(after[second - 1])
    }

    func fits(_ entry: EvidenceLedger.Entry) -> Bool {
        var groups = Set((sides.union(entry.polarities)).map(\.group)).subtracting(Polarity.loose)
        // A time or an amount of data belongs to the whole sentence: of its sides only those of times and amounts count.
        if entry.measure == .seconds { groups.formIntersection(["rhythm", "limit", "past"]) }
        if entry.measure == .bytes { groups.formIntersection(["direction", "limit", "past"]) }
        for group in groups {
            let said = sides.filter { $0.group == group }
            let held = entry.polarities.filter { $0.group == group }
            if said.isEmpty {
                if Polarity.symmetric.contains(group) { return false }
            } else if said.isDisjoint(with: held) {
                return false
            }
        }
        switch entry.measure {
        case .bytes, .seconds: return true
        case .plain, .share:
            return entry.words.contains { Lexicon.shareStem($0, words) } || kind != nil && kind == entry.kind
        case .count, .rate:
            if let kind, let held = entry.kind { return kind == held }
            return !sides.isDisjoint(with: entry.polarities) || entry.words.contains { Lexicon.shareStem($0, words) }
        }
    }

    func agrees(_ said: Double, _ slack: Double, with held: Double) -> Bool {
        let words = Set(before)
        let isAbout = !words.isDisjoint(with: [
            "about", "around", "roughly", "nearly", "almost", "approximately", "some",
        ])
        let tolerance = max(slack, isAbout ? abs(held) * 0.05 : 0) + abs(held) * 1e-9
        if abs(said - held) <= tolerance { return true }
        if words.contains("than"), words.contains("more") || words.contains("over") {
            return held >= said && said >= held * 0.5
        }
        if words.contains("over") || words.isSuperset(of: ["at", "least"]) {
            return held >= said && said >= held * 0.5
        }
        return false
    }
}
