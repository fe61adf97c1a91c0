import Vocabulary

/// Tables of indicators with commas, semicolons or tabs (RFC 4180 quotes; a quoted field stays on its line).
///
/// The column is found by its name in the header, which may be commented out as abuse.ch does; without a header it is the first
/// one that holds an indicator. A column that tells the malware or the reason is what the list says of an entry.
enum CSVListReader {
    private static let columns = [
        "ioc", "ioc_value", "indicator", "indicator_value", "value", "ip", "ip_address", "ipaddress", "ipv4", "ipv6",
        "dst_ip", "dstip", "src_ip", "address", "addr", "ip_prefix", "cidr", "network", "netblock", "prefix", "subnet",
        "domain", "domain_name", "fqdn", "host", "hostname", "ja3", "ja3_md5", "ja3_hash", "ja3_fingerprint", "ja4",
        "ja4_fingerprint", "url",
    ]
    private static let labels = [
        "malware", "malware_printable", "listingreason", "threat", "threat_type", "family", "signature", "tags",
        "description", "reason", "category", "comment", "label",
    ]
    private static let ends = ["expires", "expiry", "expiration", "valid_until", "expiration_date"]
    private static let fieldCap = 256

    private struct Layout {
        var value: Int
        var label: Int?
        var end: Int?
    }

    static func read<Sink>(_ bytes: inout ListBytes, into intake: inout ListIntake<Sink>) {
        var text: [UInt8] = []
        var isCut = false
        var number = bytes.line
        var layout: Layout?
        var header: [ArraySlice<UInt8>] = []
        var comma: UInt8?
        while bytes.next(into: &text, isCut: &isCut) {
            defer { number = bytes.line }
            if isCut {
                intake.refuse(.longLine, text, line: number)
                continue
            }
            guard PlainListReader.split(text[...]) != nil else {
                // The last comment before the data may be the header.
                let remark = text.drop { $0 <= 32 || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: ";") }
                let names = fields(remark, separator(remark))
                if layout == nil, named(names) != nil { header = names.map { ArraySlice(Array($0)) } }
                continue
            }
            let mark = comma ?? separator(text[...])
            comma = mark
            let row = fields(text[...], mark)
            if layout == nil, let found = named(row) {
                layout = found
                continue
            }
            if layout == nil { layout = named(header) ?? guessed(row) }
            guard let layout, layout.value < row.count else {
                intake.refuse(.unreadable, text, line: number)
                continue
            }
            let label = layout.label.flatMap { $0 < row.count ? row[$0] : nil } ?? []
            let end = layout.end.flatMap { $0 < row.count ? ListTime.read(row[$0]) : nil }
            intake.take(row[layout.value], label: IndicatorText.trimmed(label), until: end, line: number)
        }
    }

    /// Whichever of the three there is most of.
    static func separator(_ line: ArraySlice<UInt8>) -> UInt8 {
        let marks: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 9]
        let counts = marks.map { mark in line.reduce(0) { $0 + ($1 == mark ? 1 : 0) } }
        return counts[1] > counts[0] && counts[1] >= counts[2] ? marks[1] : counts[2] > counts[0] ? marks[2] : marks[0]
    }

    /// The fields of a line, their quotes and doubled quotes undone.
    static func fields(_ line: ArraySlice<UInt8>, _ comma: UInt8) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var start = line.startIndex
        var isQuoted = false
        for index in line.indices {
            if line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard line[index] == comma, !isQuoted, result.count < fieldCap else { continue }
            result.append(unquoted(line[start..<index]))
            start = index + 1
        }
        result.append(unquoted(line[start...]))
        return result
    }

    private static func unquoted(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var field = field
        while let first = field.first, first <= 32 { field = field.dropFirst() }
        while let last = field.last, last <= 32 { field = field.dropLast() }
        guard field.count >= 2, field.first == UInt8(ascii: "\""), field.last == UInt8(ascii: "\"") else {
            return field
        }
        field = field.dropFirst().dropLast()
        guard field.contains(UInt8(ascii: "\"")) else { return field }
        var plain: [UInt8] = []
        for byte in field where byte != UInt8(ascii: "\"") || plain.last != byte { plain.append(byte) }
        return plain[...]
    }

    private static func named(_ row: [ArraySlice<UInt8>]) -> Layout? {
        let names = row.map { field in
            String(decoding: IndicatorText.trimmed(field), as: UTF8.self).lowercased().map {
                $0 == " " || $0 == "-" ? "_" : String($0)
            }
            .joined()
        }
        guard names.count > 1 || names.first.map(columns.contains) == true,
            let value = columns.lazy.compactMap({ names.firstIndex(of: $0) }).first
        else { return nil }
        return Layout(
            value: value, label: labels.lazy.compactMap { names.firstIndex(of: $0) }.first,
            end: ends.lazy.compactMap { names.firstIndex(of: $0) }.first)
    }

    /// The first field that is an indicator, or would be one if lists could name it.
    private static func guessed(_ row: [ArraySlice<UInt8>]) -> Layout? {
        for (place, field) in row.enumerated() {
            switch IndicatorText.read(field) {
            case .fault(.unreadable), .fault(.publicSuffix), .fault(.pageAddress): continue
            default: return Layout(value: place)
            }
        }
        return nil
    }
}
