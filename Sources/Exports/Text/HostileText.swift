/// Which characters of a text from the wire must not stand in a line as they are.
///
/// Control characters break lines and drive terminals; U+2028 and U+2029 are line ends to JavaScript; bidirectional controls and the
/// byte order mark make a name look like another one. Everything else, markup included, is harmless between quotes.
enum HostileText {
    /// Printable ASCII other than `"` and `\`: nothing to think about.
    @inline(__always)
    static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    @inline(__always)
    static func isPlain(_ text: String) -> Bool {
        for byte in text.utf8 where !isPlain(byte) { return false }
        return true
    }

    static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
