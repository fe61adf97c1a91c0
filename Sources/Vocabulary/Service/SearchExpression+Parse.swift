extension SearchExpression {
    static var longest: Int { 1000 }
    static var mostTerms: Int { 32 }
    static var mostValues: Int { 32 }

    /// Understands what it can and says what it cannot.
    public init(_ text: String) {
        guard text.utf8.count <= Self.longest else {
            self.init()
            problems = ["a search has at most \(Self.longest) characters"]
            return
        }
        self.init(words: Self.words(text))
    }

    /// The same of words that were split before.
    init(words: [String]) {
        for word in words.prefix(Self.mostTerms) { read(word) }
        if words.count > Self.mostTerms { problems.append("a search has at most \(Self.mostTerms) terms") }
    }

    /// Splits at white space outside of quotes; quotes and control characters fall away.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var quoted = false
        for scalar in text.unicodeScalars {
            if scalar == "\"" {
                quoted.toggle()
            } else if scalar.properties.isWhitespace && !quoted {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else if scalar.value >= 0x20, scalar.value != 0x7F {
                word.unicodeScalars.append(scalar)
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private mutating func read(_ word: String) {
        let negated = word.hasPrefix("-")
        let body = negated ? word.dropFirst() : word[...]
        guard !body.isEmpty else { return problems.append("a lone - turns nothing round") }
        // IPv6 addresses have colons too.
        if let block = AddressBlock(String(body)) {
            return terms.append(SearchTerm(.address(.either, [block]), isNegated: negated))
        }
        guard let colon = body.firstIndex(of: ":") else {
            return terms.append(SearchTerm(.name([body.lowercased()]), isNegated: negated))
        }
        let field = body[..<colon].lowercased()
        let values = body[body.index(after: colon)...].split(separator: ",").map(String.init)
        guard !values.isEmpty else { return problems.append("\(field): has no value") }
        guard values.count <= Self.mostValues else {
            return problems.append("\(field): has more than \(Self.mostValues) values")
        }
        switch SearchFields.criterion(field, values) {
        case .success(let criterion): terms.append(SearchTerm(criterion, isNegated: negated))
        case .failure(let problem): problems.append(problem.text)
        }
    }
}

struct SearchProblem: Error {
    let text: String
    init(_ text: String) { self.text = text }
}
