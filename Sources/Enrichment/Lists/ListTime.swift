import Vocabulary

/// Times as lists write them: ISO 8601 with `T` or a space, a date alone (its end), or seconds since 1970.
enum ListTime {
    static func read(_ text: ArraySlice<UInt8>) -> Timestamp? {
        let text = IndicatorText.trimmed(text)
        guard (1...40).contains(text.count) else { return nil }
        if text.allSatisfy({ $0 &- 48 < 10 }) {
            guard text.count <= 11, let seconds = Int64(String(decoding: text, as: UTF8.self)) else { return nil }
            return seconds < 100_000_000 ? nil : Timestamp(nanoseconds: seconds * 1_000_000_000)
        }
        let words = String(decoding: text, as: UTF8.self)
        if let time = Timestamp(words) { return time }
        if text.count == 10 { return Timestamp(words + "T23:59:59Z") }
        return Timestamp(String(words.prefix(19)) + "Z")
    }
}
