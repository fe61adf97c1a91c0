import Forge
import Testing

@Suite struct SSHTests {
    @Test(arguments: 0..<40)
    func `packets are padded to eight bytes with at least four`(_ length: Int) {
        let packet = SSH.packet(Array(repeating: 1, count: length))
        let stated = packet[0..<4].reduce(0) { $0 * 256 + Int($1) }
        #expect(packet.count % 8 == 0 && stated == packet.count - 4)
        #expect(packet[4] >= 4 && stated == 1 + length + Int(packet[4]))
    }

    @Test func `a key exchange holds ten lists after its cookie`() {
        var random = SeededRandom(seed: 1)
        let packet = SSH.keyExchange(.library, random: &random)
        #expect(packet[5] == 20)
        var at = 22
        var lists = 0
        while lists < 10 {
            at += 4 + packet[at..<at + 4].reduce(0) { $0 * 256 + Int($1) }
            lists += 1
        }
        #expect(at + 5 + Int(packet[4]) == packet.count)
    }
}
