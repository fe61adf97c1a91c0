import Bedrock
import Testing

@Suite struct PlainTextTests {
    private func text(_ bytes: [UInt8], lowercase: Bool = false) -> String? {
        bytes.withBytes { String(plain: $0, lowercase: lowercase) }
    }

    @Test(arguments: [1, 15, 16, 17, 255]) func `printable text stays as it is`(count: Int) {
        let bytes = (0..<count).map { UInt8(0x20 + $0 % 0x5F) }
        #expect(text(bytes) == String(decoding: bytes, as: UTF8.self))
    }

    @Test func `control characters become question marks`() {
        #expect(text([0, 0x41, 0x1F, 0x7F, 10]) == "?A???")
    }

    @Test func `letters alone are folded on request`() {
        #expect(text(Array("AZ@[az09".utf8), lowercase: true) == "az@[az09")
        #expect(text(Array("AZ@[az09".utf8)) == "AZ@[az09")
    }

    @Test func `a byte outside of ASCII gives nothing`() {
        #expect(text([0x41, 0x80]) == nil)
        #expect(text(Array(repeating: 0x41, count: 40) + [0xFF]) == nil)
    }

    @Test func `no bytes give an empty text`() { #expect(text([]) == "") }

    private func name(_ labels: [[UInt8]]) -> String? {
        labels.flatMap { [UInt8($0.count)] + $0 }.withBytes { String(labels: $0) }
    }

    @Test func `labels are joined by dots in lower case, whatever their lengths`() {
        for count in 1...63 {
            let label = (0..<count).map { UInt8(0x41 + $0 % 26) }
            let text = String(decoding: label, as: UTF8.self).lowercased()
            #expect(name([label]) == text)
            #expect(name([label, Array("Net".utf8)]) == text + ".net")
            #expect(name([Array("w".utf8), label, label]) == "w.\(text).\(text)")
        }
    }

    @Test func `a label with a byte that is written otherwise gives nothing, wherever it stands`() {
        for place in 0..<20 {
            for byte in UInt8.min ... .max {
                var label = [UInt8](repeating: 0x61, count: 20)
                label[place] = byte
                let isPlain = (0x20..<0x7F).contains(byte) && byte != 0x2E && byte != 0x5C
                #expect((name([Array("abc".utf8), label]) != nil) == isPlain, "\(byte) at \(place)")
            }
        }
    }

    @Test func `labels that do not fill the bytes give nothing`() {
        for bytes in [[], [3], [3, 0x61], [1, 0x61, 2, 0x62], [1, 0x61, 0], [1, 0x61, 0, 1, 0x62]] as [[UInt8]] {
            #expect(bytes.withBytes { String(labels: $0) } == nil)
        }
    }

    @Test func `a byte is found wherever it stands, and not where it does not`() {
        for text in ["=", "a=", "=aaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaa=", "aaaaaaaaaa=aaaaaaaaaaaaa"] {
            #expect(text.holds(UInt8(ascii: "=")))
        }
        #expect(!"".holds(0) && !"aaaaaaaaaaaaaaaaaaa".holds(UInt8(ascii: "=")))
    }

    @Test func `texts that differ in one byte fold differently`() {
        for length in 1..<40 {
            let text = String(repeating: "a", count: length)
            for place in 0..<length {
                var bytes = Array(text.utf8)
                bytes[place] = UInt8(ascii: "b")
                #expect(String(decoding: bytes, as: UTF8.self).fold != text.fold)
            }
        }
    }
}
