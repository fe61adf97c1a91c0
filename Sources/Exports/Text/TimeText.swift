import Vocabulary

/// Writes event times as text; remembers the date last written, because neighbours share it.
struct TimeText {
    private var day = Int64.min
    private var date = ""

    /// ISO 8601 with microseconds, without a zone: `2026-11-21T08:49:40.123456`.
    mutating func append(_ time: Timestamp, to text: inout ByteText) {
        let second = time.second
        let today = second >= 0 ? second / 86_400 : (second - 86_399) / 86_400
        if today != day {
            date = String(time.description.prefix { $0 != "T" })
            day = today
        }
        text.append(date)
        text.append(UInt8(ascii: "T"))
        let rest = UInt64(second - today * 86_400)
        text.append(two: rest / 3600)
        text.append(UInt8(ascii: ":"))
        text.append(two: rest / 60 % 60)
        text.append(UInt8(ascii: ":"))
        text.append(two: rest % 60)
        text.append(UInt8(ascii: "."))
        text.append(six: UInt64((time.nanoseconds &- second &* 1_000_000_000) / 1000))
    }
}
