import Bedrock
import Testing

@testable import Wire

@Suite struct QUICCryptoStreamTests {
    @Test func `pieces in any order become one`() {
        // A hello whose body is 00 01 02 03 04 05.
        let message: [UInt8] = [1, 0, 0, 6, 0, 1, 2, 3, 4, 5]
        func frame(_ range: Range<Int>) -> [UInt8] {
            [6, UInt8(range.lowerBound), UInt8(range.count)] + message[range]
        }
        let orders: [[Range<Int>]] = [
            [0..<10], [5..<10, 0..<5], [2..<4, 6..<10, 0..<3, 3..<7], [9..<10, 0..<4, 4..<9],
        ]
        for order in orders {
            var stream = QUICCryptoStream()
            for (index, range) in order.enumerated() {
                #expect(stream.clientHello().body == nil)
                // Padding, a ping and an acknowledgment between.
                ([0, 1, 2, 0, 0, 0, 0] + frame(range)).withBytes { stream.readFrames($0) }
                #expect((stream.clientHello().body != nil) == (index == order.count - 1))
            }
            #expect(stream.clientHello().body == [0, 1, 2, 3, 4, 5])
        }
    }

    @Test func `lies about offsets, lengths and counts end quietly`() {
        var stream = QUICCryptoStream()
        for lie in [
            "06 BFFFFFFF 01 00", "06 00 7FFF 01", "02 00 00 FFFFFFFFFFFFFFFF 00", "06", "1C 00",
            "06 FFFFFFFFFFFFFFFF 01 00",
        ] {
            hex(lie).withBytes { stream.readFrames($0) }
        }
        #expect(stream.clientHello().body == nil)
        [6, 0, 4, 2, 0, 0, 0].withBytes { stream.readFrames($0) }
        #expect(stream.clientHello().isForeign)
    }
}
