@testable import Exports
import Testing

@Suite struct HostileTextTests {
    @Test(
        arguments: [
            "\u{0}", "\n", "\u{1B}", "\u{7F}", "\u{85}", "\u{9B}", "\u{200E}", "\u{2028}", "\u{202E}", "\u{2066}",
            "\u{FEFF}",
        ] as [Unicode.Scalar])
    func `what breaks lines, drives terminals or turns text round is escaped`(_ scalar: Unicode.Scalar) {
        #expect(HostileText.mustBeEscaped(scalar))
    }

    @Test(arguments: [" ", "a", "<", "&", "'", "é", "\u{A0}", "日", "😀"] as [Unicode.Scalar])
    func `letters of any language and markup are left as they are`(_ scalar: Unicode.Scalar) {
        #expect(!HostileText.mustBeEscaped(scalar))
    }

    @Test func `plain bytes are printable ASCII without quote and backslash`() {
        let plain = (UInt8.min...UInt8.max).filter(HostileText.isPlain)
        #expect(plain.count == 93)
        #expect(!plain.contains(UInt8(ascii: "\"")))
        #expect(!plain.contains(UInt8(ascii: "\\")))
    }
}
