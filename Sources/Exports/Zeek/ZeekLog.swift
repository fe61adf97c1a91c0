import Vocabulary

/// A Zeek log in its own tab-separated form: the header lines, then one record a line.
///
/// `#open` and `#close`, which hold the wall clock of the writing program, are left out: the same capture gives the same bytes.
struct ZeekLog<Sink: LineSink> {
    private var sink: Sink
    private var row = ZeekRow()

    /// `columns` by position, such as `ts` and `time`.
    init(_ path: String, _ columns: [(name: String, type: String)], to sink: Sink) {
        self.sink = sink
        for line in [
            #"#separator \x09"#, "#set_separator\t,", "#empty_field\t(empty)", "#unset_field\t-", "#path\t\(path)",
            "#fields\t" + columns.map(\.name).joined(separator: "\t"),
            "#types\t" + columns.map(\.type).joined(separator: "\t"),
        ] {
            self.sink.write(line: Array(line.utf8))
        }
    }

    var lost: UInt64 { sink.lost }

    /// Writes one record; `body` fills the columns in order.
    mutating func write(_ body: (inout ZeekRow) -> Void) {
        row.clear()
        body(&row)
        sink.write(line: row.bytes)
    }

    mutating func pause() { sink.pause() }
    mutating func close() { sink.close() }
}
