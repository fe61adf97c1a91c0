import Testing
import Web

@Suite struct OriginPolicyTests {
    private let policy = OriginPolicy(hasTLS: false)

    @Test func `our own page may`() {
        #expect(policy.allows(origin: "http://localhost:8000", host: "localhost:8000", byCookie: true))
    }

    @Test(arguments: ["http://evil.example", "https://localhost:8000", "http://localhost:9000", "null", ""])
    func `foreign pages may not, whatever they know`(origin: String) {
        #expect(!policy.allows(origin: origin, host: "localhost:8000", byCookie: true))
        #expect(!policy.allows(origin: origin, host: "localhost:8000", byCookie: false))
    }

    @Test func `without an origin a token may and a cookie may not`() {
        #expect(policy.allows(origin: nil, host: "localhost", byCookie: false))
        #expect(!policy.allows(origin: nil, host: "localhost", byCookie: true))
    }
}
