import Forge
import Testing
import Vocabulary

@Suite struct DHCPTests {
    @Test func `a discover names itself at the fixed places and in its options`() {
        var message = DHCP(.discover, transaction: 0x0102_0304, clientMAC: .literal("02:00:00:00:00:09"))
        message.hostname = "pc9"
        let bytes = message.bytes
        #expect(bytes.count == 300)
        #expect(bytes.prefix(8).elementsEqual([1, 1, 6, 0, 1, 2, 3, 4]))
        #expect(bytes[28..<34].elementsEqual([2, 0, 0, 0, 0, 9]))
        #expect(bytes[236..<243].elementsEqual([0x63, 0x82, 0x53, 0x63, 53, 1, 1]))
        #expect(bytes[243..<252].elementsEqual([61, 7, 1, 2, 0, 0, 0, 0, 9]))
        #expect(bytes[252..<257].elementsEqual([12, 3, 112, 99, 57]))
    }

    @Test func `an offer carries the lease and the way out`() {
        var message = DHCP(.offer, transaction: 1, clientMAC: .literal("02:00:00:00:00:09"))
        message.yourAddress = IPAddress(10, 0, 0, 50)
        message.server = IPAddress(10, 0, 0, 1)
        message.router = IPAddress(10, 0, 0, 1)
        message.lease = 3600
        let bytes = message.bytes
        #expect(bytes[0] == 2 && bytes[16..<20].elementsEqual([10, 0, 0, 50]))
        #expect(
            bytes[243..<268].elementsEqual([
                54, 4, 10, 0, 0, 1, 51, 4, 0, 0, 14, 16, 1, 4, 255, 255, 255, 0, 3, 4, 10, 0, 0, 1, 255,
            ]))
    }
}
