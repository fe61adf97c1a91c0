@testable import Exports
import Testing
import Vocabulary

@Suite struct ZeekRowTests {
    private func text(_ body: (inout ZeekRow) -> Void) -> String {
        var row = ZeekRow()
        body(&row)
        return String(decoding: row.bytes, as: UTF8.self)
    }

    @Test func `columns are separated by tabs, unset ones are a dash`() {
        let row = text {
            $0.time(Timestamp(nanoseconds: 1_500_000_999))
            $0.unset(2)
            $0.count(0)
            $0.flag(true)
            $0.text("")
            $0.interval(nanoseconds: -1_250_000_000)
        }
        #expect(row == "1.500000\t-\t-\t0\tT\t(empty)\t-1.250000")
    }

    @Test(arguments: [
        ("plain text", "plain text"), ("-", #"\x2d"#), ("(empty)", #"\x28empty)"#), ("a\tb\nc", #"a\x09b\x0ac"#),
        (#"a\b"#, #"a\x5cb"#), (#"a"b"#, #"a"b"#), ("é\u{202E}", #"é\xe2\x80\xae"#), ("a,b", "a,b"),
    ])
    func `text cannot leave its column`(_ value: String, _ written: String) {
        #expect(text { $0.text(value) } == written)
    }

    @Test func `elements of a list cannot leave their place`() {
        #expect(text { $0.list(["a,b", "", "-", "c"]) } == #"a\x2cb,(empty),\x2d,c"#)
        #expect(text { $0.list([]) } == "(empty)")
    }
}
