import Vocabulary

/// A word of a claim as a reader takes it: a number with its unit, an address, a technique, a name, or a plain word.
struct ClaimToken: Sendable {
    enum Kind: Sendable, Hashable {
        case word
        /// `value` in the base unit (bytes, seconds, share), and half of the last place that was written.
        case number(value: Double, slack: Double, unit: Unit)
        case address(IPAddress)
        case block(AddressBlock)
        case mac(MACAddress)
        case event(String)
        case technique(String)
        case incident(String)
        /// A date, a clock time or both: a prefix of what ISO 8601 says from some position on.
        case time(String)
        /// Has signs or digits that words do not have.
        case name
    }
    enum Unit: Sendable, Hashable { case none, bytes, seconds, share }

    var kind: Kind
    /// As it was written, without the punctuation around it.
    let text: String
    let lower: String
    /// A comma, full stop or the like comes after it.
    let endsClause: Bool

    static func read(_ text: String) -> [ClaimToken] {
        var tokens: [ClaimToken] = []
        let plain = text.replacing("[.]", with: ".")
        for raw in plain.split(whereSeparator: \.isWhitespace) {
            // An address with its port, and a port with its protocol, are two words.
            for part in Self.parts(raw) { tokens += one(part) }
        }
        return joined(tokens)
    }

    private static func one(_ raw: Substring) -> [ClaimToken] {
        var word = raw
        var ends = false
        let marks: Set<Character> = [",", ".", ";", ":", "!", "?", ")", "]", "\"", "'", "”", "’", "»"]
        while let last = word.last, marks.contains(last) {
            // An address such as `fe80::` ends with its own colons.
            if last == ":", word.hasSuffix("::"), IPAddress(String(word)) != nil { break }
            if ",.;:!?)".contains(last) { ends = true }
            word.removeLast()
        }
        while let first = word.first, "([\"'“‘«~".contains(first) {
            if first == "~" {
                return [ClaimToken(kind: .name, text: String(word), lower: String(word), endsClause: ends)]
            }
            word.removeFirst()
        }
        guard !word.isEmpty else {
            if ends, raw.contains(where: { ",.;:!?".contains($0) }) {
                return [ClaimToken(kind: .word, text: "", lower: "", endsClause: true)]
            }
            return []
        }
        if word == "-" || word == "–" || word == "—" || word == "·" {
            return [ClaimToken(kind: .word, text: "", lower: "", endsClause: true)]
        }
        let text = String(word)
        return [ClaimToken(kind: kind(of: text), text: text, lower: text.lowercased(), endsClause: ends)]
    }

    private static func kind(of text: String) -> Kind {
        if let event = text.wholeMatch(of: /E[0-9]{1,4}/) { return .event(String(event.output)) }
        if text.wholeMatch(of: /[Tt][0-9]{4}(\.[0-9]{1,3})?/) != nil { return .technique(text.uppercased()) }
        if text.wholeMatch(of: /TA[0-9]{4}/) != nil { return .technique(text) }
        if text.wholeMatch(of: /INC-[0-9A-Za-z-]+/) != nil { return .incident(text) }
        if let address = IPAddress(text) { return .address(address) }
        if let mac = MACAddress(text) { return .mac(mac) }
        if text.contains("/"), let block = AddressBlock(text) { return .block(block) }
        if text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z?)?/) != nil { return .time(text) }
        if text.wholeMatch(of: /[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z?/) != nil { return .time("T" + text) }
        if let number = ClaimNumber.read(text) { return number }
        if text.unicodeScalars.allSatisfy({ $0.isASCII && ($0.properties.isAlphabetic || $0 == "-" || $0 == "'") }) {
            return .word
        }
        return .name
    }

    /// `3 min 22 s` is one number, `1.2 MB` too; `12 of 15 %` stay apart.
    private static func joined(_ tokens: [ClaimToken]) -> [ClaimToken] {
        var result: [ClaimToken] = []
        for token in tokens {
            if let last = result.last, !last.endsClause, case .number(let value, let slack, .none) = last.kind,
                let unit = ClaimNumber.unit(token.lower), token.kind == .word || token.lower == "%"
            {
                var whole = ClaimToken(
                    kind: .number(value: value * unit.scale, slack: slack * unit.scale, unit: unit.unit),
                    text: last.text + " " + token.text, lower: last.lower + " " + token.lower,
                    endsClause: token.endsClause)
                result.removeLast()
                if unit.unit == .seconds, let before = result.last, !before.endsClause,
                    case .number(let larger, let least, .seconds) = before.kind,
                    case .number(let part, _, _) = whole.kind,
                    least * 2 > part
                {
                    whole = ClaimToken(
                        kind: .number(value: larger + part, slack: slack * unit.scale, unit: .seconds),
                        text: before.text + " " + whole.text, lower: before.lower + " " + whole.lower,
                        endsClause: whole.endsClause)
                    result.removeLast()
                }
                result.append(whole)
            } else {
                result.append(token)
            }
        }
        return result
    }

    private static func parts(_ raw: Substring) -> [Substring] {
        if let match = raw.firstMatch(of: /^([0-9]{1,3}(\.[0-9]{1,3}){3}):([0-9]{1,5}[,.;)]?)$/) {
            return ["\(match.output.1)", "port", "\(match.output.3)"]
        }
        if let match = raw.firstMatch(of: /^([0-9]{1,5})\/(tcp|udp)([,.;)]?)$/.ignoresCase()) {
            return ["port", "\(match.output.1)\(match.output.3)"]
        }
        return [raw]
    }
}
