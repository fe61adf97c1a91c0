extension SearchMoment {
    /// A time as people write it after `--since`: a length before now, or a moment.
    ///
    /// Lengths add up: `90s`, `1h30m`, `1 hour 30 minutes`, `2 days, 4 hours`, `1 week`; a month is 30 days, a year 365. Moments:
    /// `2026-11-21`, `2026-11-21T08:00`, `2026-11-21 08:00:00Z`; without a zone it is UTC. Anything else is refused with a sentence:
    /// a window that was guessed hides what was asked for.
    public init(since text: String) throws(ServiceError) {
        let trimmed = Self.trimmed(text)
        if let moment = Self.moment(trimmed) {
            self = .at(moment)
            return
        }
        switch Self.length(trimmed) {
        case .some(let seconds) where seconds > 0 && seconds <= 3_200_000_000: self = .ago(seconds)
        default:
            let shown = String(text.unicodeScalars.prefix(60).filter { $0.value >= 0x20 && $0.value != 0x7F })
            throw .invalid([
                "since: \"\(shown)\" is not a time: write a length such as 90s, 6h or \"1 hour 30 minutes\", or a moment such as "
                    + "2026-11-21 or 2026-11-21T08:00:00Z"
            ])
        }
    }

    private static func trimmed(_ text: String) -> String {
        var slice = Substring(text)
        while slice.first == " " { slice.removeFirst() }
        while slice.last == " " { slice.removeLast() }
        return String(slice)
    }

    private static func moment(_ text: String) -> Timestamp? {
        guard (10...40).contains(text.utf8.count), text.utf8.dropFirst(4).first == UInt8(ascii: "-") else { return nil }
        for ending in ["", "Z", ":00Z", "T00:00:00Z"] {
            if let time = Timestamp(text + ending) { return time }
        }
        return nil
    }

    /// Seconds; nil when a word of it is not understood.
    private static func length(_ text: String) -> Double? {
        guard !text.isEmpty, text.utf8.count <= 60 else { return nil }
        var total = 0.0
        var rest = Substring(text.lowercased())
        while true {
            while let first = rest.first, first == " " || first == "," { rest.removeFirst() }
            if rest.hasPrefix("and ") { rest.removeFirst(4) }
            while rest.first == " " { rest.removeFirst() }
            if rest.isEmpty { return total }
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            guard let number = Double(digits), number.isFinite, digits.utf8.count <= 9 else { return nil }
            rest = rest.dropFirst(digits.count)
            while rest.first == " " { rest.removeFirst() }
            let unit = rest.prefix { $0.isASCII && $0.isLetter }
            guard let seconds = units[String(unit)] else { return nil }
            rest = rest.dropFirst(unit.count)
            total += number * seconds
        }
    }

    private static let units: [String: Double] = {
        var units: [String: Double] = [:]
        let names: [(Double, [String])] = [
            (1, ["s", "sec", "secs", "second", "seconds"]), (60, ["m", "min", "mins", "minute", "minutes"]),
            (3600, ["h", "hr", "hrs", "hour", "hours"]), (86_400, ["d", "day", "days"]),
            (604_800, ["w", "wk", "wks", "week", "weeks"]), (2_592_000, ["mo", "month", "months"]),
            (31_536_000, ["y", "yr", "year", "years"]),
        ]
        for (seconds, all) in names { for name in all { units[name] = seconds } }
        return units
    }()
}
