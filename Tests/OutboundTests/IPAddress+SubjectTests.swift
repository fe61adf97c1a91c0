import Testing
import Vocabulary

@testable import Outbound

@Suite("IPAddress+Subject")
struct IPAddressSubjectTests {
    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.1.1", "172.16.0.1", "172.31.255.255",
        "192.0.0.8", "192.0.2.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.9", "203.0.113.5",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "fc00::1",
        "fd12:3456::1", "fe80::1", "ff02::1", "2001:db8::1", "2001::1", "100::1", "fec0::1", "::1.2.3.4", "3fff::1",
    ])
    func `special addresses stay in the house`(_ text: String) throws {
        #expect(try #require(IPAddress(text)).mayBeLookedUp == false)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "172.15.255.255", "172.32.0.1", "192.167.1.1", "100.63.0.1", "100.128.0.1", "198.17.0.1",
        "198.20.0.1", "223.255.255.1", "2606:4700::1111", "2a00:1450::5", "2001:4860:4860::8888",
    ])
    func `public addresses may be asked about`(_ text: String) throws {
        #expect(try #require(IPAddress(text)).mayBeLookedUp)
    }
}
