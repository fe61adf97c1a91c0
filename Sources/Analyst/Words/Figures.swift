/// Numbers as people read them, rounded only as far as the unit shows.
enum Figures {
    /// `1,234,567`
    static func grouped(_ number: some BinaryInteger) -> String {
        var digits = Array(String(number))
        var position = digits.count - 3
        while position > (digits.first == "-" ? 1 : 0) {
            digits.insert(",", at: position)
            position -= 3
        }
        return String(digits)
    }

    /// `1 host`, `1,200 hosts`.
    static func counted(_ count: UInt64, _ noun: String, _ plural: String? = nil) -> String {
        "\(grouped(count)) \(count == 1 ? noun : plural ?? noun + "s")"
    }

    /// `950 bytes`, `1.2 MB`: decimal units.
    static func bytes(_ count: Double) -> String {
        var value = count
        if value < 1000 { return "\(Int(value.rounded())) bytes" }
        for unit in ["kB", "MB", "GB"] {
            value /= 1000
            if value < 999.95 { return "\(decimals(value, 1)) \(unit)" }
        }
        return "\(decimals(value / 1000, 1)) TB"
    }

    /// `0.14 s`, `12.5 s`, `3 min 22 s`, `2 h 5 min`, `4 d 3 h`.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return "an unknown time" }
        if seconds < 1 { return "\(decimals(seconds, 2)) s" }
        if seconds < 60 { return "\(decimals(seconds, 1)) s" }
        let whole = Int(seconds.rounded())
        if whole < 3600 { return pair(whole / 60, "min", whole % 60, "s") }
        if whole < 86_400 { return pair(whole / 3600, "h", Int((seconds / 60).rounded()) % 60, "min", carry: seconds) }
        return pair(Int(seconds / 86_400), "d", Int((seconds / 3600).rounded()) % 24, "h", carry: seconds)
    }

    static func decimals(_ value: Double, _ places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? grouped(Int64(rounded)) : "\(rounded)"
    }

    /// A number without a unit.
    static func plain(_ value: Double) -> String { decimals(value, abs(value) >= 100 ? 1 : 3) }

    private static func pair(_ large: Int, _ one: String, _ small: Int, _ other: String, carry: Double = 0) -> String {
        // What was rounded up to a whole of the larger unit belongs to it.
        if carry > 0, small == 0 {
            let unit = one == "h" ? 3600.0 : 86_400
            return "\(Int((carry / unit).rounded())) \(one)"
        }
        return small == 0 ? "\(large) \(one)" : "\(large) \(one) \(small) \(other)"
    }
}
