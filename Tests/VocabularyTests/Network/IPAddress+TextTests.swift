import Testing
import Vocabulary

@Suite struct IPAddressTests {
    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("::", "::"),
        ("::1", "::1"), ("2001:db8::1", "2001:db8::1"), ("2001:0DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ("fe80::1:0:0:2", "fe80::1:0:0:2"), ("::ffff:192.0.2.7", "192.0.2.7"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ])
    func `text is read and written by RFC 5952`(_ given: String, _ wanted: String) {
        #expect(IPAddress(given)?.description == wanted)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "1.2.3.-4", "01234.1.1.1", ":::", "1::2::3", "12345::", "g::",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "fe80::1%eth0", "1.2.3.4:80", "::1.2.3",
    ])
    func `what is no address is refused`(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `ranges are told apart`() throws {
        let cases: [(String, (IPAddress) -> Bool)] = [
            ("192.168.1.1", \.isPrivate), ("172.31.255.255", \.isPrivate), ("100.64.0.1", \.isPrivate),
            ("fd12::1", \.isPrivate), ("169.254.3.4", \.isLinkLocal), ("fe80::1", \.isLinkLocal),
            ("127.9.9.9", \.isLoopback), ("::1", \.isLoopback), ("239.1.1.1", \.isMulticast),
            ("ff02::1", \.isMulticast),
            ("255.255.255.255", \.isBroadcast), ("8.8.8.8", \.isGlobal), ("2606:4700::1", \.isGlobal),
        ]
        for (text, holds) in cases { #expect(holds(try #require(IPAddress(text))), "\(text)") }
        for text in ["172.32.0.1", "100.128.0.1", "11.0.0.1"] {
            #expect(try #require(IPAddress(text)).isPrivate == false, "\(text)")
        }
        #expect(try #require(IPAddress("240.0.0.1")).isGlobal == false)
    }

    @Test func `bytes are in network order`() {
        #expect(IPAddress(192, 0, 2, 1).bytes == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, 1])
    }
}
