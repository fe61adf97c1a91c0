/// A moment of event time: nanoseconds since 1970-01-01 00:00:00 UTC, from the packet, never from the wall clock.
public struct Timestamp: Hashable, Sendable, BitwiseCopyable, Comparable {
    public var nanoseconds: Int64

    @inlinable @inline(__always)
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Whole and fractional seconds, brought to the nearest moment there is (no number is the epoch): for tests, forged traffic and
    /// what people type, never for packets.
    @inlinable
    public init(seconds: Double) {
        let nanoseconds = (seconds * 1e9).rounded()
        self.init(
            nanoseconds: Int64(exactly: nanoseconds) ?? (nanoseconds.isNaN ? 0 : nanoseconds > 0 ? .max : .min))
    }

    /// Seconds since the epoch.
    @inlinable
    public var seconds: Double { Double(nanoseconds) / 1e9 }

    /// The whole second this moment lies in, rounded down.
    @inlinable @inline(__always)
    public var second: Int64 {
        nanoseconds >= 0 ? nanoseconds / 1_000_000_000 : (nanoseconds &+ 1) / 1_000_000_000 - 1
    }

    @inlinable @inline(__always)
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Seconds from `earlier` to `self`; negative when `self` comes first.
    @inlinable
    public func seconds(since earlier: Timestamp) -> Double {
        Double(nanoseconds &- earlier.nanoseconds) / 1e9
    }

    @inlinable
    public func advanced(bySeconds seconds: Double) -> Timestamp {
        Timestamp(nanoseconds: nanoseconds &+ Int64((seconds * 1e9).rounded()))
    }
}

extension Timestamp: CustomStringConvertible, LosslessStringConvertible {
    /// ISO 8601 in UTC with microseconds: `2026-11-21T08:49:40.123456Z`.
    public var description: String {
        let second = self.second
        // The product may wrap for the first second there is; the difference is right all the same.
        let micros = (nanoseconds &- second &* 1_000_000_000) / 1000
        let days = second >= 0 ? second / 86_400 : (second - 86_399) / 86_400
        let rest = second - days * 86_400
        let (year, month, day) = Self.civil(days)
        return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))T"
            + "\(pad(rest / 3600, 2)):\(pad(rest / 60 % 60, 2)):\(pad(rest % 60, 2)).\(pad(micros, 6))Z"
    }

    /// Reads what `description` writes, with any number of fraction digits (at most nine count) and `Z` or `±hh:mm`.
    public init?(_ text: String) {
        guard let parsed = Self.parse(Array(text.utf8)) else { return nil }
        self.init(nanoseconds: parsed)
    }

    private func pad(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// Days since the epoch to a Gregorian date (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }

    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func parse(_ text: [UInt8]) -> Int64? {
        func number(_ range: Range<Int>) -> Int64? {
            guard range.upperBound <= text.count else { return nil }
            var value: Int64 = 0
            for byte in text[range] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 48)
            }
            return value
        }
        guard text.count >= 20, text[4] == 45, text[7] == 45, text[10] == 84 || text[10] == 32, text[13] == 58,
            text[16] == 58, let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
        else { return nil }
        var nanos: Int64 = 0
        var at = 19
        if text[at] == 46 {
            at += 1
            var scale: Int64 = 100_000_000
            while at < text.count, (48...57).contains(text[at]) {
                nanos += Int64(text[at] - 48) * scale
                scale /= 10
                at += 1
            }
        }
        guard at < text.count else { return nil }
        var offset: Int64 = 0
        if text[at] == 43 || text[at] == 45 {
            guard text.count == at + 6, let hours = number(at + 1..<at + 3), let minutes = number(at + 4..<at + 6)
            else { return nil }
            offset = (hours * 3600 + minutes * 60) * (text[at] == 43 ? 1 : -1)
        } else if text[at] != 90 || text.count != at + 1 {
            return nil
        }
        let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
        let (scaled, over) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, wrapped) = scaled.addingReportingOverflow(nanos)
        return over || wrapped ? nil : sum
    }
}
