/// Numbers as people read them, rounded only as far as the unit shows: on the terminal, in the analyst's sentences, in the
/// pages that are generated. Text that a program reads (JSON, logs) never passes here.
package enum Figures {
    /// `1,234,567`
    package static func grouped(_ number: some BinaryInteger) -> String {
        var digits = Array(String(number))
        var position = digits.count - 3
        while position > (digits.first == "-" ? 1 : 0) {
            digits.insert(",", at: position)
            position -= 3
        }
        return String(digits)
    }

    /// `1 host`, `1,200 hosts`, `2 entries`.
    package static func counted(_ count: some BinaryInteger, _ noun: String, _ plural: String? = nil) -> String {
        "\(grouped(count)) \(count == 1 ? noun : plural ?? noun + "s")"
    }

    /// `950 bytes`, `1.2 MB`: decimal units.
    package static func bytes(_ count: some BinaryInteger) -> String { bytes(Double(count)) }

    package static func bytes(_ count: Double) -> String {
        guard count >= 0, count < 1e18 else { return "an unknown number of bytes" }
        var value = count
        if value < 999.5 { return counted(Int(value.rounded()), "byte") }
        for unit in ["kB", "MB", "GB"] {
            value /= 1000
            if value < 999.95 { return "\(decimals(value, 1)) \(unit)" }
        }
        return "\(decimals(value / 1000, 1)) TB"
    }

    /// `0.14 s`, `12.5 s`, `3 min 22 s`, `2 h 5 min`, `4 d 3 h`: the two largest units, rounded in the smaller.
    package static func duration(_ seconds: Double) -> String {
        guard seconds >= 0, seconds < 1e12 else { return "an unknown time" }
        if seconds < 0.995 { return "\(decimals(seconds, 2)) s" }
        if seconds < 59.95 { return "\(decimals(seconds, 1)) s" }
        if seconds < 3599.5 { return pair(seconds, 1, "s", 60, "min") }
        return seconds < 86_370 ? pair(seconds, 60, "min", 60, "h") : pair(seconds, 3600, "h", 24, "d")
    }

    /// Rounded to so many places, without trailing zeros.
    package static func decimals(_ value: Double, _ places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? grouped(Int64(rounded)) : "\(rounded)"
    }

    /// A number without a unit.
    package static func plain(_ value: Double) -> String { decimals(value, abs(value) >= 100 ? 1 : 3) }

    /// `12 %`; of nothing, `0 %`.
    package static func percent(_ part: UInt64, of whole: UInt64) -> String {
        whole == 0 ? "0 %" : "\(Int((Double(part) * 100 / Double(whole)).rounded())) %"
    }

    /// Rounded in the smaller unit first, so that 59.6 of it are one of the larger.
    private static func pair(_ seconds: Double, _ small: Double, _ unit: String, _ many: Int, _ name: String) -> String
    {
        let count = Int((seconds / small).rounded())
        return count % many == 0 ? "\(count / many) \(name)" : "\(count / many) \(name) \(count % many) \(unit)"
    }
}
