import Testing
import Vocabulary

@testable import Wire

@Suite struct EchoTests {
    private func echo(_ payload: [UInt8], at seconds: Double = 1_700_000_000) -> EchoFact? {
        let frame = Sample.frame(0x0800, Sample.ipv4(1, [8, 0, 0, 0, 0x12, 0x34, 0, 7] + payload))
        return decode([TestFrame(bytes: frame, seconds: seconds)]).echo(0)
    }
    private let alphabet = Array("abcdefghijklmnopqrstuvwabcdefghi".utf8)

    @Test func `an echo is measured`() {
        let fact = echo([0, 1, 2, 3, 0, 1, 2, 3])
        #expect(fact?.identifier == 0x1234 && fact?.sequence == 7 && fact?.length == 8 && fact?.isRequest == true)
        #expect(abs((fact?.entropy ?? 0) - 2) < 1e-5)
        #expect(echo(Array(0...255))?.entropy == 8)
        #expect(echo([])?.entropy == 0)
    }

    @Test func `equal payloads have equal digests, others have others`() {
        #expect(echo(alphabet)?.digest == echo(alphabet)?.digest)
        var other = alphabet
        other[31] ^= 1
        #expect(echo(alphabet)?.digest != echo(other)?.digest)
        #expect(echo([0])?.digest != echo([0, 0])?.digest)
    }

    @Test func `what ping programs send is ordinary`() {
        #expect(echo([])?.isOrdinary == true)
        #expect(echo(alphabet)?.isOrdinary == true)
        #expect(echo(Array(repeating: 0, count: 120))?.isOrdinary == true)
        #expect(echo([0xAB, 0xCD, 0xAB, 0xCD, 0xAB, 0xCD])?.isOrdinary == true)
        let stamp = hex("00 F1 53 65 00 00 00 00  11 22 33 00 00 00 00 00")
        #expect(echo(stamp + Array(0x10...0x37))?.isOrdinary == true)
        #expect(echo(stamp)?.isOrdinary == true)
        #expect(echo(Array(stamp.prefix(8)) + Array(8...55))?.isOrdinary == true)
    }

    @Test func `data is not ordinary, however short`() {
        #expect(echo(Array("root:x:0:0:root:/root:/bin/bash".utf8))?.isOrdinary == false)
        #expect(echo([9, 1, 7, 3])?.isOrdinary == false)
        #expect(echo(hex("DE AD BE EF 12 34 56 78"))?.isOrdinary == false)
    }

    @Test func `only echoes are echoes`() {
        let frame = Sample.frame(0x0800, Sample.ipv4(1, [3, 0, 0, 0, 0, 0, 0, 0]))
        #expect(decode(frame).echo(0) == nil)
    }
}
