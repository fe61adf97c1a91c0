import Bedrock
import Testing

@testable import Wire

@Suite struct TLSHelloListsTests {
    @Test func `the sixteen GREASE values are told from others`() {
        let reserved = (0..<16 as Range<UInt16>).map { $0 << 12 | $0 << 4 | 0x0A0A }
        #expect(reserved.allSatisfy(TLSHelloLists.isGrease))
        #expect(![0x0A1A, 0x1301, 0xC02F, 0x000A, 0x0A0B].contains(where: TLSHelloLists.isGrease))
    }

    @Test func `numbers are read without GREASE and without half a number`() {
        var list: [UInt16] = [7]
        hex("0A0A 1301 FAFA C02F 13").withBytes { TLSHelloLists.fill(&list, $0, ByteCursor($0)) }
        #expect(list == [0x1301, 0xC02F])
    }
}
