import Testing
import Web

@Suite struct HostPolicyTests {
    @Test(arguments: ["localhost", "localhost:8000", "127.0.0.1:9", "[::1]:8000", "LOCALHOST"])
    func `our own names are ours, whatever the port`(header: String) {
        #expect(HostPolicy(listen: "127.0.0.1").allows(header))
    }

    @Test(arguments: ["evil.example", "localhost.evil.example", "192.0.2.1", "", "localhost:port", "[::1", "a b"])
    func `other names are not`(header: String) {
        #expect(!HostPolicy(listen: "127.0.0.1").allows(header))
    }

    @Test func `a request without a name is for nobody`() {
        #expect(!HostPolicy(listen: "127.0.0.1").allows(nil))
    }

    @Test func `listening elsewhere any address is taken and configured names are`() {
        let policy = HostPolicy(listen: "0.0.0.0", names: ["sentinel.lan"])
        #expect(policy.allows("192.0.2.1:8000"))
        #expect(policy.allows("sentinel.lan"))
        #expect(!policy.allows("evil.example"))
    }
}
