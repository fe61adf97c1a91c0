import FoundationEssentials
import NIOSSL
import Testing
import Web

@Suite struct SelfSignedTests {
    private func trust(_ folder: TemporaryFolder) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        let certificates = try NIOSSLCertificate.fromPEMFile("\(folder.path)/tls-certificate.pem")
        configuration.trustRoots = .certificates(certificates)
        return try NIOSSLContext(configuration: configuration)
    }

    @Test func `a certificate is made at the first start, kept, and speaks for localhost`() async throws {
        let folder = TemporaryFolder()
        for _ in 0..<2 {
            let before = try? Data(contentsOf: URL(filePath: folder.path + "/tls-certificate.pem"))
            try await RunningServer.run({ $0.transport = .selfSigned(folder: folder.path) }) { server in
                #expect(server.url.hasPrefix("https://"))
                var server = server
                server.trust = try trust(folder)
                let reply = try await server.call("GET", "/healthz")
                #expect(reply.body == "ok\n")
                let session = try await server.call("POST", "/api/session", body: "{\"token\":\"nst_admin\"}")
                #expect(session.head.contains("; Secure"))
            }
            let after = try Data(contentsOf: URL(filePath: folder.path + "/tls-certificate.pem"))
            #expect(before == nil || before == after)
        }
        #expect(try folder.rights("tls-key.pem") == 0o600)
        #expect(try folder.rights("") == 0o700)
    }

    @Test func `who speaks plainly to it gets nothing`() async throws {
        let folder = TemporaryFolder()
        try await RunningServer.run({ $0.transport = .selfSigned(folder: folder.path) }) { server in
            let reply = try await server.call("GET", "/healthz")
            #expect(reply.status != 200)
        }
    }
}
