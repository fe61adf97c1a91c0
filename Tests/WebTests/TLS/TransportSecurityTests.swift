import Testing
import Web

@Suite struct TransportSecurityTests {
    @Test func `a certificate that cannot be used is named`() async throws {
        let error = await #expect(throws: WebError.self) {
            try await RunningServer.run({ $0.transport = .files(certificate: "/nowhere/c.pem", key: "/nowhere/k.pem") })
            { _ in }
        }
        #expect(error?.message.contains("/nowhere/c.pem") ?? false)
    }
}
