@testable import Exports
import Testing
import Vocabulary

@Suite struct ByteTextTests {
    private func text(_ body: (inout ByteText) -> Void) -> String {
        var text = ByteText()
        body(&text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    @Test(arguments: [0, 7, 10, 42, 99, 100, 1_234_567_890, UInt64.max])
    func `decimal numbers are those of String`(_ number: UInt64) {
        #expect(text { $0.append(decimal: number) } == String(number))
    }

    @Test func `negative numbers have a sign`() {
        #expect(text { $0.append(decimal: Int64.min) } == String(Int64.min))
        #expect(text { $0.append(decimal: Int8(-128)) } == "-128")
    }

    @Test func `fixed widths are padded`() {
        #expect(text { $0.append(two: 7) } == "07")
        #expect(text { $0.append(six: 1) } == "000001")
        #expect(text { $0.append(six: 999_999) } == "999999")
        #expect(text { $0.append(hex: 0x0F) } == "0f")
    }

    @Test(arguments: [0, 0x0200_5E00_0001, 0xFFFF_FFFF_FFFF] as [UInt64])
    func `MAC addresses are those of their description`(_ bits: UInt64) {
        let mac = MACAddress(bits: bits)
        #expect(text { $0.append(mac) } == mac.description)
    }

    @Test func `a cleared text begins anew`() {
        var text = ByteText()
        text.append("one")
        text.clear()
        #expect(text.isEmpty)
        text.append("two")
        #expect(text.bytes == Array("two".utf8))
    }
}
