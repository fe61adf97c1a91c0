import Detection
import Testing

struct RegisteredDomainTests {
    @Test(
        arguments: [
            ("www.example.com", "example.com", "www"), ("example.com", "example.com", ""),
            ("a.b.example.co.uk", "example.co.uk", "a.b"), ("x.shop.com.br", "shop.com.br", "x"),
            ("co.uk", "co.uk", ""), ("host", "host", ""), ("", "", ""),
            ("a.b.c.d.e.example.org", "example.org", "a.b.c.d.e"),
            (".", ".", ""), ("..", ".", ""),
        ]) func `splits at the registered domain`(name: String, domain: String, host: String)
    {
        let split = RegisteredDomain(name)
        #expect(split.domain == domain)
        #expect(split.host == host)
    }

    @Test func `counts labels`() {
        #expect(RegisteredDomain("a.b.c.d.e").labels == 5)
        #expect(RegisteredDomain("a").labels == 1)
        #expect(RegisteredDomain("").labels == 0)
    }

    @Test func `knows infrastructure by its form`() {
        for name in ["4.3.2.1.in-addr.arpa", "printer.local", "_ldap._tcp.corp.example", "_dmarc.example.org"] {
            #expect(RegisteredDomain.isInfrastructure(name))
        }
        for name in ["www.example.com", "my_host.example.com", "arpa.example"] {
            #expect(!RegisteredDomain.isInfrastructure(name))
        }
    }
}
