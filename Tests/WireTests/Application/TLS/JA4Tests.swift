import Testing

@testable import Wire

/// The worked example of the JA4 description: Chrome over TCP.
@Suite struct JA4Tests {
    static let chrome = TLSHelloLists(
        legacyVersion: 0x0303,
        ciphers: [
            0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC013, 0xC014, 0x009C, 0x009D,
            0x002F,
            0x0035,
        ],
        extensions: [
            0x001B, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002D, 0x000D, 0x0005, 0x0023, 0x0012, 0x002B, 0xFF01,
            0x000B,
            0x000A, 0x0015,
        ],
        groups: [0x001D, 0x0017, 0x0018], pointFormats: [0],
        signatureAlgorithms: [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601])

    @Test func `the published example comes out`() {
        let head = JA4.head(
            Self.chrome, version: 0x0304, hasServerName: true, alpn: (UInt8(ascii: "h"), UInt8(ascii: "2")),
            overQUIC: false)
        #expect(head == "t13d1516h2")
        #expect(JA4.hashes(Self.chrome) == "8daaf6152771_e5627efa2ab1")
    }

    @Test func `transport, name and ALPN show in the first part`() {
        let lists = TLSHelloLists(legacyVersion: 0x0303, ciphers: [0x1301], extensions: [43])
        func head(_ version: UInt16, _ name: Bool, _ alpn: (first: UInt8, last: UInt8)?, _ quic: Bool) -> String {
            JA4.head(lists, version: version, hasServerName: name, alpn: alpn, overQUIC: quic)
        }
        #expect(head(0x0304, false, (0x68, 0x33), true) == "q13i0101h3")
        #expect(head(0x0303, true, nil, false) == "t12d010100")
        #expect(head(0x0302, true, (0xAB, 0xCD), false) == "t11d0101ad")
        #expect(head(0x1234, true, (0x30, 0xAB), false) == "t00d01013b")
    }

    @Test func `nothing to hash is twelve zeros and counts stop at 99`() {
        #expect(JA4.hashes(TLSHelloLists()) == "000000000000_000000000000")
        let many = TLSHelloLists(ciphers: Array(1...200))
        #expect(JA4.head(many, version: 0, hasServerName: false, alpn: nil, overQUIC: false) == "t00i990000")
    }
}
