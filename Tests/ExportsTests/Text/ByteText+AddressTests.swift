@testable import Exports
import Testing
import Vocabulary

@Suite struct ByteTextAddressTests {
    private func text(_ address: IPAddress) -> String {
        var text = ByteText()
        text.append(address)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        "0.0.0.0", "10.0.0.1", "255.255.255.255", "192.168.100.9", "::", "::1", "1::", "fe80::1", "2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1", "1:0:0:2:0:0:0:3", "1:0:0:2::", "::1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8",
        "ff02::1:ff00:1234", "abcd:ef01:2345:6789:abcd:ef01:2345:6789",
    ])
    func `an address is written as RFC 5952 has it`(_ expected: String) throws {
        let address = try #require(IPAddress(expected))
        #expect(text(address) == address.description)
    }

    @Test func `any pattern of zero groups is written as its description`() {
        for pattern in 0..<256 {
            var halves: (UInt64, UInt64) = (0, 0)
            for group in 0..<8 where pattern >> group & 1 == 1 {
                let value = UInt64(0x1F << group & 0xFFFF)
                if group < 4 {
                    halves.0 |= value << UInt64(48 - 16 * group)
                } else {
                    halves.1 |= value << UInt64(48 - 16 * (group - 4))
                }
            }
            let address = IPAddress(high: halves.0, low: halves.1)
            #expect(text(address) == address.description, "\(pattern)")
        }
    }
}
