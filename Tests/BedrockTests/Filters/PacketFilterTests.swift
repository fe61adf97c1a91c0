import Bedrock
import Testing

@Suite
struct PacketFilterTests {
    /// Ethernet, IPv4, TCP from port 1025 to port 80.
    static let frame: [UInt8] =
        [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x08, 0x00]  // Ethernet: to, from, type
        + [0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]  // IPv4
        + [0x04, 0x01, 0, 80, 0, 0, 0, 0, 0, 0, 0, 0, 0x50, 2, 0, 0, 0, 0, 0, 0]  // TCP

    func passes(_ expression: String, _ frame: [UInt8], link: UInt16 = 1, offset: Int = 0) throws -> Bool {
        let filter = try PacketFilter(expression, link: link)
        let captured = UInt32(frame.count - offset)
        return frame.withBytes { filter.matches($0, offset: offset, captured: captured, wire: captured) }
    }

    @Test(arguments: [
        ("tcp port 80", true), ("tcp port 81", false), ("src host 10.0.0.1 and dst net 10.0.0.0/24", true),
        ("udp", false),
        ("", true),
    ])
    func `an expression is applied`(expression: String, expected: Bool) throws {
        #expect(try passes(expression, Self.frame) == expected)
    }

    @Test
    func `the same expression for raw IP, in the middle of a buffer`() throws {
        #expect(try passes("tcp port 80", Self.frame, link: 101, offset: 14))
    }

    @Test
    func `a frame that is too short does not pass and does not trap`() throws {
        for length in 0..<Self.frame.count where length < 38 {
            #expect(try !passes("tcp port 80", Array(Self.frame.prefix(length))))
        }
    }

    @Test
    func `an expression that is not valid says why`() {
        let error = #expect(throws: BedrockError.self) { _ = try PacketFilter("tcp prot 80", link: 1) }
        #expect(error?.code == .badFilter)
        #expect(error?.message.contains("tcp prot 80") == true)
    }

    @Test
    func `a frame outside of the lent bytes traps`() async {
        await #expect(processExitsWith: .failure) {
            let filter = try PacketFilter("ip", link: 1)
            _ = PacketFilterTests.frame.withBytes { filter.matches($0, offset: 50, captured: 10, wire: 10) }
        }
    }
}
