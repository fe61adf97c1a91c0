import Vocabulary

/// How a list is written, told by how it begins.
package enum ListFormat: String, Sendable, Hashable, CaseIterable {
    case plain, hosts, csv, stix, misp

    /// `beginning`: the first bytes of the file, some thousands.
    init(_ beginning: ArraySlice<UInt8>) {
        let text = beginning.drop { $0 <= 32 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        if text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[") && Self.isJSON(text) {
            let words = String(decoding: text.prefix(65_536), as: UTF8.self)
            self =
                words.contains("\"Event\"") || words.contains("\"Attribute\"") || words.contains("\"response\"")
                ? .misp : .stix
            return
        }
        var hosts = 0
        var tables = 0
        var plain = 0
        for line in text.prefix(65_536).split(separator: 10).prefix(200) {
            let line = line.last == 13 ? line.dropLast() : line
            guard let (entry, rest) = PlainListReader.split(line) else { continue }
            if !rest.isEmpty, HostsListReader.isNowhere(entry) {
                hosts += 1
            } else if Self.isTable(line) {
                tables += 1
            } else {
                plain += 1
            }
        }
        self = hosts > plain && hosts >= tables ? .hosts : tables > plain ? .csv : .plain
    }

    /// `[` may begin an IPv6 address with a port, too.
    private static func isJSON(_ text: ArraySlice<UInt8>) -> Bool {
        let next = text.dropFirst().first { $0 > 32 }
        return next == UInt8(ascii: "{") || next == UInt8(ascii: "\"")
    }

    private static func isTable(_ line: ArraySlice<UInt8>) -> Bool {
        let mark = CSVListReader.separator(line)
        guard line.contains(mark) else { return false }
        // `1.2.3.0/24 ; remark` is plain: the first word alone is an entry.
        if mark == UInt8(ascii: ";"), let (entry, _) = PlainListReader.split(line), line[entry.endIndex...].first == 32
        {
            return IndicatorText.read(entry) == .fault(.unreadable)
        }
        return true
    }
}
