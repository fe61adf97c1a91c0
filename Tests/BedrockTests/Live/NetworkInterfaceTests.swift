import Bedrock
import Testing

@Suite
struct NetworkInterfaceTests {
    @Test
    func `the loopback is known by its facts and addresses`() throws {
        let loopback = try #require(NetworkInterface(named: "lo"))
        #expect(loopback.isLoopback)
        #expect(loopback.hardware == 772)
        #expect(loopback.isRingReadable)
        #expect(loopback.addresses().contains { $0.bytes == [127, 0, 0, 1] && $0.prefix == 8 })
        #expect(NetworkInterface.all().contains(loopback))
    }

    @Test(arguments: ["", "nosuch0", "a-name-of-more-than-15-bytes", "lo\0", "../lo"])
    func `names of nothing give nothing`(name: String) {
        #expect(NetworkInterface(named: name) == nil)
    }
}
