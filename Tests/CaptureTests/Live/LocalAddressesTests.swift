import Capture
import Testing
import Vocabulary

@Suite
struct LocalAddressesTests {
    @Test
    func `the loopback is local, and its network too`() throws {
        #expect(LocalAddresses.addresses(of: ["lo"]).contains(IPAddress(127, 0, 0, 1)))
        #expect(LocalAddresses.networks(of: ["lo"]).contains(try #require(AddressBlock("127.0.0.0/8"))))
        #expect(LocalAddresses.addresses().contains(IPAddress(127, 0, 0, 1)))
    }

    @Test
    func `an unknown interface has no addresses`() {
        #expect(LocalAddresses.addresses(of: ["nosuch0"]).isEmpty)
        #expect(LocalAddresses.networks(of: ["nosuch0"]).isEmpty)
    }
}
