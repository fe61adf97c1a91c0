import Vocabulary

/// How long a server wants to be left alone: `Retry-After` of RFC 9110, 10.2.3, in seconds or as a date.
enum RetryAfter {
    /// Seconds from now; nil where the header is missing or says nothing.
    static func seconds(_ text: String?, now: Timestamp) -> Double? {
        guard let text else { return nil }
        let trimmed = text.split(separator: " ").joined(separator: " ")
        if let seconds = UInt32(trimmed) { return Double(min(seconds, 604_800)) }
        guard let date = date(trimmed) else { return nil }
        return min(max(0, date.seconds(since: now)), 604_800)
    }

    /// `Wed, 21 Oct 2026 07:28:00 GMT`.
    static func date(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 6, parts[5] == "GMT", parts[1].utf8.count == 2, parts[3].utf8.count == 4,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }
}
