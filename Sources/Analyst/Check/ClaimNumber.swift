/// Numbers as people write them: `1,234`, `3.5`, `51.2MB`, `95%`, `twelve`.
enum ClaimNumber {
    /// Nil when it is no number that could be checked: `1e6`, `2x`, `24/7` and the like stay names.
    static func read(_ text: String) -> ClaimToken.Kind? {
        if let word = words[text.lowercased()] { return .number(value: word, slack: 0, unit: .none) }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "," || $0 == ".") }
        guard let first = digits.first, first.isNumber, let last = digits.last, last.isNumber,
            let value = plain(String(digits))
        else { return nil }
        let decimals = digits.contains(".") ? digits.split(separator: ".").last?.count ?? 0 : 0
        var place = 1.0
        for _ in 0..<decimals { place /= 10 }
        let rest = text.dropFirst(digits.count).lowercased()
        if rest.isEmpty { return .number(value: value, slack: place / 2, unit: .none) }
        guard let unit = unit(rest) else { return nil }
        return .number(value: value * unit.scale, slack: place / 2 * unit.scale, unit: unit.unit)
    }

    /// The whole number or decimal fraction; thousands may stand apart by commas, three by three.
    private static func plain(_ text: String) -> Double? {
        guard text.utf8.count <= 24 else { return nil }
        if text.contains(",") {
            let groups = text.split(separator: ".")[0].split(separator: ",", omittingEmptySubsequences: false)
            guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
                return nil
            }
        }
        guard text.count(where: { $0 == "." }) <= 1 else { return nil }
        return Double(text.replacing(",", with: ""))
    }

    /// What a unit makes of a number: the base unit and how many of it.
    static func unit(_ text: String) -> (unit: ClaimToken.Unit, scale: Double)? { units[text] }

    private static let units: [String: (unit: ClaimToken.Unit, scale: Double)] = {
        var table: [String: (unit: ClaimToken.Unit, scale: Double)] = [:]
        func add(_ names: [String], _ unit: ClaimToken.Unit, _ scale: Double) {
            for name in names { table[name] = (unit, scale) }
        }
        add(["b", "byte", "bytes"], .bytes, 1)
        add(["kb", "kilobyte", "kilobytes"], .bytes, 1e3)
        add(["mb", "megabyte", "megabytes"], .bytes, 1e6)
        add(["gb", "gigabyte", "gigabytes"], .bytes, 1e9)
        add(["tb", "terabyte", "terabytes"], .bytes, 1e12)
        add(["kib"], .bytes, 1024)
        add(["mib"], .bytes, 1_048_576)
        add(["gib"], .bytes, 1_073_741_824)
        add(["ms", "milliseconds"], .seconds, 0.001)
        add(["s", "sec", "secs", "second", "seconds"], .seconds, 1)
        add(["min", "mins", "minute", "minutes"], .seconds, 60)
        add(["h", "hour", "hours"], .seconds, 3600)
        add(["d", "day", "days"], .seconds, 86_400)
        add(["week", "weeks"], .seconds, 604_800)
        add(["%", "percent"], .share, 0.01)
        return table
    }()

    private static let words: [String: Double] = [
        "zero": 0, "one": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
        "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "once": 1, "twice": 2, "thrice": 3, "dozen": 12,
        "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1e9, "half": 0.5,
    ]

    /// Words that claim a quantity without saying it, and how many that is at least and at most.
    static let vague: [String: ClosedRange<Double>] = [
        "dozens": 12...999, "hundreds": 100...99_999, "thousands": 1000...999_999, "millions": 1e6...1e12,
        "many": 3...Double.greatestFiniteMagnitude, "several": 2...Double.greatestFiniteMagnitude,
        "multiple": 2...Double.greatestFiniteMagnitude, "numerous": 3...Double.greatestFiniteMagnitude,
    ]
}
