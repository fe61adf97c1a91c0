import Bedrock
import Testing

@testable import Wire

@Suite struct DNSNameDecoderTests {
    func name(_ text: String, at offset: Int = 0, netBIOS: Bool = false) -> String? {
        hex(text).withBytes { bytes in
            var names = DNSNameDecoder(isNetBIOS: netBIOS)
            return names.read(bytes, at: offset)?.name
        }
    }

    @Test func `the root has an empty name`() {
        #expect(name("00") == "")
    }

    @Test func `letters become lower case and odd bytes are escaped`() {
        #expect(name("05 4142 2E 5C FF 00") == "ab\\046\\092\\255")
        #expect(name("03 61 20 09 00") == "a \\009")
    }

    @Test func `a pointer must point before the name`() {
        #expect(name("C000") == nil)
        #expect(name("01 61 C000", at: 0) == nil)
        #expect(name("C002 C000", at: 0) == nil)
        #expect(name("C002 C000", at: 2) == nil)
        #expect(name("01 61 00 01 62 C000", at: 3) == "b.a")
    }

    @Test func `a chain of pointers ends`() {
        // Each name is a pointer to the one before it, down to the root.
        let chain =
            [0]
            + (0..<200).flatMap { index -> [UInt8] in
                let target = index == 0 ? 0 : 1 + 2 * (index - 1)
                return [0xC0 | UInt8(target >> 8), UInt8(target & 0xFF)]
            }
        let name = chain.withBytes { bytes in
            var names = DNSNameDecoder(isNetBIOS: false)
            return names.read(bytes, at: chain.count - 2)?.name
        }
        #expect(name == "")
    }

    @Test func `a name longer than 255 bytes is refused and the longest is kept`() throws {
        let label: [UInt8] = [63] + Array(repeating: 0xFF, count: 63)
        let longest = label + label + label + [61] + Array(repeating: 0xFE, count: 61) + [0]
        let kept = longest.withBytes { bytes in
            var names = DNSNameDecoder(isNetBIOS: false)
            return names.read(bytes, at: 0)?.name
        }
        #expect(try #require(kept).utf8.count == 4 * 250 + 3)
        #expect(
            (label + label + label + label + [0]).withBytes { bytes in
                var names = DNSNameDecoder(isNetBIOS: false)
                return names.read(bytes, at: 0)?.name
            } == nil)
    }

    @Test func `reserved label types are refused`() {
        #expect(name("41 61 00") == nil)
        #expect(name("80 61 00") == nil)
    }

    @Test func `the wildcard of NetBIOS is an asterisk`() {
        let wildcard = "20 434B" + String(repeating: "41", count: 30) + "00"
        #expect(name(wildcard, netBIOS: true) == "*<00>")
        #expect(name(wildcard) == "ckaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
    }
}

extension DNSNameDecoder {
    fileprivate mutating func read(_ bytes: RawSpan, at offset: Int) -> (name: String, next: Int, size: Int)? {
        var memory = TextMemory.none
        return read(bytes, at: offset, &memory)
    }
}
