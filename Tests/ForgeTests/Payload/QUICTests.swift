import Forge
import Testing

/// Against the worked example of RFC 9001, appendix A.
@Suite struct QUICTests {
    static let destination: [UInt8] = [0x83, 0x94, 0xC8, 0xF0, 0x3E, 0x51, 0x57, 0x08]

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func `keys are those of the example`() {
        let client = QUIC.Keys(destination: Self.destination, client: true)
        #expect(hex(client.key) == "1f369613dd76d5467730efcbe3b1a22d")
        #expect(hex(client.iv) == "fa044b2f42a3fd3b46fb255c")
        #expect(hex(client.headerKey) == "9f50449e04a0e810283a1e9933adedd2")
        let server = QUIC.Keys(destination: Self.destination, client: false)
        #expect(hex(server.key) == "cf3a5331653c364c88f0f379b6067e37")
        #expect(hex(server.iv) == "0ac1493ca1905853b0bba03e")
    }

    @Test func `the header mask is that of the example`() {
        let client = QUIC.Keys(destination: Self.destination, client: true)
        let sample: [UInt8] = [
            0xD1, 0xB1, 0xC9, 0x8D, 0xD7, 0x68, 0x9F, 0xB8, 0xEC, 0x11, 0xD2, 0x42, 0xB1, 0x23, 0xDC, 0x9B,
        ]
        #expect(hex(client.mask(sample)) == "437b9aec36")
    }

    @Test func `a first packet has 1200 bytes and shows its connection ids`() {
        var random = SeededRandom(seed: 1)
        let hello = QUIC.handshake(of: TLS.clientHello(serverName: "q.example", profile: .library, random: &random))
        let packet = QUIC.clientInitial(hello: hello, destination: Self.destination, source: [1, 2])
        #expect(packet.count == 1200)
        #expect(packet[0] & 0xF0 == 0xC0 && packet[1..<6].elementsEqual([0, 0, 0, 1, 8]))
        #expect(packet[6..<14].elementsEqual(Self.destination) && packet[14..<17].elementsEqual([2, 1, 2]))
    }
}
