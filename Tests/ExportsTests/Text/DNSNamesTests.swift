@testable import Exports
import Testing

@Suite struct DNSNamesTests {
    @Test func `types and codes have the names of their registry, else none`() {
        #expect(DNSNames.type(28) == "AAAA")
        #expect(DNSNames.type(65) == "HTTPS")
        #expect(DNSNames.type(4242) == "4242")
        #expect(DNSNames.known(4242) == nil)
        #expect(DNSNames.code(3) == "NXDOMAIN")
        #expect(DNSNames.code(15) == nil)
    }
}
