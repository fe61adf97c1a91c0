import Foundation
import Vocabulary

/// `Nov 21 08:00:00`: a time without a year and without a zone (RFC 3164), or with the year behind the day as some routers write it.
struct LocalTime: Equatable {
    var year: Int?
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int

    /// Takes it off the front of a line; nil, and nothing taken, where there is none.
    init?(_ line: inout Substring) {
        var rest = line
        let name = SyslogMessage.word(&rest).prefix(4).lowercased()
        guard let month = Self.months.firstIndex(of: name) else { return nil }
        guard let day = Self.number(SyslogMessage.word(&rest), 1...31) else { return nil }
        var clock = SyslogMessage.word(&rest)
        var year: Int?
        if let number = Self.number(clock, 1970...2200) {
            year = number
            clock = SyslogMessage.word(&rest)
        }
        if clock.last == ":" { clock.removeLast() }
        let parts = clock.prefix { $0 != "." }.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = Self.number(parts[0], 0...23),
            let minute = Self.number(parts[1], 0...59), let second = Self.number(parts[2], 0...60)
        else { return nil }
        self.init(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: min(second, 59))
        line = rest
    }

    init(year: Int? = nil, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// The moment it names: in the latest year in which it lies no more than a day after `reference` (clocks differ, and a log of
    /// December is read in January). Nil where no year has such a day.
    func moment(reference: Timestamp, zone: TimeZone) -> Timestamp? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let latest = reference.advanced(bySeconds: 86_400)
        let first = Int(latest.advanced(bySeconds: 86_400).description.prefix(4)) ?? 1970
        // The 29th of February comes once in four years, or in eight.
        for candidate in year.map({ [$0] }) ?? (0...8).map({ first - $0 }) {
            let parts = DateComponents(
                year: candidate, month: month, day: day, hour: hour, minute: minute, second: second)
            guard let date = calendar.date(from: parts), calendar.component(.day, from: date) == day else { continue }
            let time = Timestamp(seconds: date.timeIntervalSince1970.rounded())
            if year != nil || time <= latest { return time }
        }
        return nil
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    private static func number(_ text: Substring, _ range: ClosedRange<Int>) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(text)
        else { return nil }
        return range.contains(number) ? number : nil
    }
}
