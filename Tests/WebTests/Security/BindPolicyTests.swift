import Testing
import Web

@Suite struct BindPolicyTests {
    @Test(arguments: ["127.0.0.1", "localhost", "::1", "127.8.9.1"])
    func `loopback needs neither TLS nor tokens`(host: String) {
        #expect(BindPolicy(host: host, hasTLS: false, hasTokens: false).verdict == .allowed)
    }

    @Test(arguments: ["0.0.0.0", "192.0.2.1", "::", "example.org", "127.0.0.1.example.org"])
    func `elsewhere TLS and tokens are needed`(host: String) {
        #expect(BindPolicy(host: host, hasTLS: false, hasTokens: true).verdict != .allowed)
        #expect(BindPolicy(host: host, hasTLS: true, hasTokens: false).verdict != .allowed)
        #expect(BindPolicy(host: host, hasTLS: true, hasTokens: true).verdict == .allowed)
    }

    @Test func `a refusal names the way out`() {
        guard case .refused(let reason) = BindPolicy(host: "0.0.0.0", hasTLS: false, hasTokens: true).verdict else {
            Issue.record("was allowed")
            return
        }
        #expect(reason.contains("--tls"))
    }
}
