/// A Zeek log in its own tab-separated form: the header lines, then one record a line.
///
/// Control characters, tabs and backslashes are written as `\xNN`, unset fields as `-`, empty ones as `(empty)`.
struct ZeekLog<Sink: LineSink> {
    private var sink: Sink

    /// `fields` and `types` by position, such as `ts` and `time`.
    init(_ path: String, _ columns: [(name: String, type: String)], to sink: Sink) {
        self.sink = sink
        self.sink.write(line: #"#separator \x09"#)
        self.sink.write(line: "#set_separator\t,")
        self.sink.write(line: "#empty_field\t(empty)")
        self.sink.write(line: "#unset_field\t-")
        self.sink.write(line: "#path\t\(path)")
        self.sink.write(line: "#fields\t" + columns.map(\.name).joined(separator: "\t"))
        self.sink.write(line: "#types\t" + columns.map(\.type).joined(separator: "\t"))
    }

    /// Nil is unset.
    mutating func write(_ values: [String?]) {
        sink.write(line: values.map { $0.map(Self.escape) ?? "-" }.joined(separator: "\t"))
    }

    mutating func close() { sink.close() }

    static func escape(_ value: String) -> String {
        if value.isEmpty { return "(empty)" }
        if value == "-" { return #"\x2d"# }
        guard value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }) else { return value }
        var result = ""
        for scalar in value.unicodeScalars {
            if scalar.value < 0x20 || scalar.value == 0x7F || scalar == "\\" {
                let digits = String(scalar.value, radix: 16)
                result += "\\x" + (digits.utf8.count == 1 ? "0" + digits : digits)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
