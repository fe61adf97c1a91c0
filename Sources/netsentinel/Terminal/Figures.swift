import Vocabulary

/// Numbers as people read them.
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

    /// `1.2 MB`, decimal units.
    static func bytes(_ count: some BinaryInteger) -> String {
        var value = Double(count)
        for unit in ["B", "kB", "MB", "GB"] {
            if value < 1000 { return unit == "B" ? "\(Int(value)) B" : "\(oneDecimal(value)) \(unit)" }
            value /= 1000
        }
        return "\(oneDecimal(value)) TB"
    }

    /// `0.2 s`, `5.4 s`, `3 min 20 s`, `2 h 5 min`, `4 d 3 h`.
    static func duration(_ seconds: Double) -> String {
        if seconds < 60 { return "\(oneDecimal(seconds)) s" }
        let whole = Int(seconds.rounded())
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        if whole < 86_400 { return "\(whole / 3600) h \(whole / 60 % 60) min" }
        return "\(whole / 86_400) d \(whole / 3600 % 24) h"
    }

    static func measure(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return grouped(Int64(value)) }
        return abs(value) >= 100 ? oneDecimal(value) : "\((value * 1000).rounded() / 1000)"
    }

    static func percent(_ part: UInt64, of whole: UInt64) -> String {
        whole == 0 ? "0 %" : "\(Int((Double(part) * 100 / Double(whole)).rounded())) %"
    }

    /// `1 incident`, `2 incidents`.
    static func counted(_ count: some BinaryInteger, _ noun: String) -> String {
        "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// `1 entry`, `2 entries`.
    static func counted(_ count: some BinaryInteger, _ noun: String, _ plural: String) -> String {
        "\(grouped(count)) \(count == 1 ? noun : plural)"
    }

    private static func oneDecimal(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
