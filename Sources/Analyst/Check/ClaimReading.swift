import Vocabulary

/// One claim read word by word against its ledger: the first thing that the evidence does not give is the complaint.
struct ClaimReading {
    let tokens: [ClaimToken]
    let text: String
    let ledger: EvidenceLedger
    let incident: Incident

    init(_ tokens: [ClaimToken], text: String, ledger: EvidenceLedger, incident: Incident) {
        self.tokens = tokens
        self.text = text
        self.ledger = ledger
        self.incident = incident
    }

    /// Nil when everything it says is supported.
    var complaint: String? {
        if let forbidden = ForbiddenSpeech.complaint(tokens) { return forbidden }
        if let echo { return echo }
        for place in tokens.indices {
            if let complaint = complaint(at: place) { return complaint }
        }
        return TopicGate.complaint(tokens, ledger) ?? RoleCheck.complaint(tokens, ledger) ?? denial ?? severity
    }

    private func complaint(at place: Int) -> String? {
        let token = tokens[place]
        let shown = WireText.bounded(token.text, limit: 60)
        switch token.kind {
        case .event(let id):
            return incident.events.contains { $0.id == id } ? nil : "names \(id), which is not an event of the incident"
        case .incident(let id):
            return id == incident.id || incident.related.contains(id)
                ? nil : "names \(shown), which this incident is not linked with"
        case .technique(let id):
            if ledger.techniques.contains(id) { return nil }
            if Technique.named(id) == nil { return "\(shown) is not in the ATT&CK table" }
            return ledger.techniques.contains { EvidenceCheck.isKin($0, id) } ? nil : "no cited event speaks for \(id)"
        case .address(let address):
            return ledger.addresses.contains(address) ? nil : "\(shown) does not occur in the cited events"
        case .block(let block):
            return ledger.blocks.contains(block) ? nil : "\(shown) does not occur in the cited events"
        case .mac(let mac): return ledger.macs.contains(mac) ? nil : "\(shown) does not occur in the cited events"
        case .time(let time):
            let isTrue = ledger.times.contains { isPart(time, of: $0.description) }
            return isTrue ? nil : "\(shown) is not a time of the cited events"
        case .number: return NumberCheck(tokens, place, ledger).complaint
        case .name: return isKnownName(token.lower) ? nil : "\(shown) does not occur in the cited events"
        case .word:
            if let range = ClaimNumber.vague[token.lower] { return NumberCheck(tokens, place, ledger).vague(range) }
            let isKnown =
                token.lower.isEmpty || Lexicon.knows(token.lower) || ledger.ownWords.contains(token.lower)
                || ledger.names.contains(token.lower) || Lexicon.knowsParts(token.lower, besides: ledger.ownWords)
            return isKnown ? nil : "says “\(shown)”, which is not in the cited evidence"
        }
    }

    private func isPart(_ time: String, of full: String) -> Bool {
        let wanted = time.hasSuffix("Z") ? String(time.dropLast()) : time
        if wanted.hasPrefix("T") { return full.dropFirst(10).hasPrefix(wanted) }
        return full.hasPrefix(wanted)
    }

    /// In full, or as a domain that a name of the evidence lies under; `TCP/UDP` when both halves are words.
    private func isKnownName(_ name: String) -> Bool {
        if ledger.names.contains(name) || ledger.ownWords.contains(name) || Lexicon.knows(name) { return true }
        if name.contains("."), ledger.names.contains(where: { $0.hasSuffix("." + name) }) { return true }
        let halves = name.split(separator: "/")
        return halves.count > 1 && halves.count < 4
            && halves.allSatisfy { Lexicon.knows(String($0)) || ledger.ownWords.contains(String($0)) }
    }

    /// Text from the wire may be named, not repeated: three words of it in a row are somebody else's sentence.
    private var echo: String? {
        let said = tokens.map(\.lower).filter { !$0.isEmpty }
        for text in ledger.wireTexts {
            let words = ClaimToken.read(text).map(\.lower).filter { !$0.isEmpty }
            guard words.count >= 3, said.count >= 3 else { continue }
            let runs = Set((0...(words.count - 3)).map { Array(words[$0..<($0 + 3)]) })
            if (0...(said.count - 3)).contains(where: { runs.contains(Array(said[$0..<($0 + 3)])) }) {
                return "repeats text from the wire"
            }
        }
        return nil
    }

    /// Saying that something did not happen needs a count of zero of it, or says that it was not seen.
    private var denial: String? {
        let negations: Set = ["no", "not", "never", "none", "nobody", "without", "neither", "nothing", "cannot"]
        guard tokens.contains(where: { negations.contains($0.lower) }) else { return nil }
        let words = tokens.map(\.lower)
        let ignorance = [
            ["not", "show"], ["not", "seen"], ["not", "known"], ["cannot", "tell"], ["cannot", "say"], ["not", "tell"],
        ]
        if ignorance.contains(where: { pair in
            words.indices.dropLast().contains { words[$0] == pair[0] && words[$0 + 1] == pair[1] }
        }) {
            return nil
        }
        let kinds = Set(words.compactMap { NounKind(word: $0) })
        let sides = Polarity.named(by: words)
        let supported = ledger.entries.contains { entry in
            entry.value == 0 && entry.measure != .seconds
                && (entry.kind.map { kinds.contains($0) } ?? false || !entry.polarities.isDisjoint(with: sides))
        }
        return supported ? nil : "says that something did not happen, which no count of zero in the cited events shows"
    }

    /// A severity that is named is the incident's.
    private var severity: String? {
        if ledger.severity != .critical, tokens.contains(where: { $0.lower == "critical" }) {
            return "calls it critical; it is \(ledger.severity.name)"
        }
        for place in tokens.indices where tokens[place].lower == "severity" {
            let near = tokens[max(0, place - 2)..<min(tokens.count, place + 3)]
            for word in near {
                if let named = Severity(word.lower), named != ledger.severity {
                    return "calls the severity \(named.name); it is \(ledger.severity.name)"
                }
            }
        }
        return nil
    }
}
