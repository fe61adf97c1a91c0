import Vocabulary

/// The head of a log line, as RFC 5424, RFC 3164 or rsyslog's files write it, and the text behind it.
///
/// Hostile text: at most `longest` bytes of a line are looked at, nothing in it can trap, and no number in it is trusted.
struct SyslogMessage: Equatable {
    static let longest = 8192

    enum Moment: Equatable {
        case exact(Timestamp)
        /// Without a year, and in the sender's own time.
        case local(LocalTime)
    }
    let moment: Moment
    let host: String
    let text: Substring

    /// Nil where no head can be read.
    init?(_ line: Substring) {
        var rest = line
        if rest.first == "<" { Self.skipPriority(&rest) }
        if let version = rest.first, version.isNumber, rest.dropFirst().first == " ", version != "0" {
            // RFC 5424: a version, and then a time that is always whole.
            var copy = rest.dropFirst(2)
            guard let time = Self.exact(Self.word(&copy)) else { return nil }
            let host = Self.word(&copy)
            for _ in 0..<3 { _ = Self.word(&copy) }
            Self.skipStructuredData(&copy)
            if copy.first == "\u{FEFF}" { copy.removeFirst() }
            self.init(.exact(time), host, copy)
            return
        }
        if rest.first?.isNumber == true {
            guard let time = Self.exact(Self.word(&rest)) else { return nil }
            self.init(.exact(time), Self.word(&rest), rest)
            return
        }
        guard let time = LocalTime(&rest) else { return nil }
        self.init(.local(time), Self.word(&rest), rest)
    }

    private init(_ moment: Moment, _ host: Substring, _ text: Substring) {
        self.moment = moment
        self.host = host == "-" ? "" : String(host.prefix(255))
        self.text = text
    }

    private static func exact(_ word: Substring) -> Timestamp? {
        guard word.utf8.count <= 40 else { return nil }
        let text = String(word)
        if let time = Timestamp(text) { return time }
        // `+0100`, as some write it.
        guard text.utf8.count > 24, let sign = text.utf8.dropLast(4).last, sign == 43 || sign == 45 else { return nil }
        return Timestamp(text.dropLast(2) + ":" + text.suffix(2))
    }

    private static func skipPriority(_ rest: inout Substring) {
        guard let end = rest.prefix(6).firstIndex(of: ">") else { return }
        rest = rest[rest.index(after: end)...]
    }

    /// Up to the next space, and the spaces behind it.
    static func word(_ rest: inout Substring) -> Substring {
        while rest.first == " " { rest.removeFirst() }
        let word = rest.prefix { $0 != " " }
        rest = rest[word.endIndex...]
        while rest.first == " " { rest.removeFirst() }
        return word
    }

    /// `-`, or elements in brackets, in which quotes hold brackets and backslashes hold quotes.
    private static func skipStructuredData(_ rest: inout Substring) {
        guard rest.first == "[" else {
            _ = word(&rest)
            return
        }
        var isQuoted = false
        var isEscaped = false
        var place = rest.startIndex
        while place < rest.endIndex {
            let letter = rest[place]
            place = rest.index(after: place)
            if isEscaped {
                isEscaped = false
            } else if letter == "\\" {
                isEscaped = true
            } else if letter == "\"" {
                isQuoted.toggle()
            } else if letter == "]", !isQuoted, place == rest.endIndex || rest[place] != "[" {
                break
            }
        }
        rest = rest[place...]
        while rest.first == " " { rest.removeFirst() }
    }
}
