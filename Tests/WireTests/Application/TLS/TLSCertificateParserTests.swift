import Bedrock
import Testing
import Vocabulary

@testable import Wire

@Suite struct TLSCertificateParserTests {
    @Test func `the first certificate is read`() throws {
        let certificate = try #require(TLSSamples.certificateMessage.withBytes { readTLSCertificate($0) })
        #expect(certificate.subject == "O=Example, CN=example.org")
        #expect(certificate.issuer == "C=US, CN=Example CA")
        #expect(certificate.serial == "0abc")
        #expect(certificate.alternativeNames == ["example.org", "*.example.org", "192.0.2.1"])
        #expect(certificate.notBefore == Timestamp("2024-01-02T03:04:05Z"))
        #expect(certificate.notAfter == Timestamp("2055-01-02T03:04:05Z"))
        #expect(certificate.fingerprint.count == 64)
    }

    @Test func `half a certificate is none`() {
        let message = TLSSamples.certificateMessage
        for length in 0..<6 + TLSSamples.certificate.count {
            #expect(Array(message[..<length]).withBytes { readTLSCertificate($0) } == nil)
        }
    }

    @Test func `damaged certificates never trap`() {
        var random = SeededGenerator(14)
        var read = 0
        for _ in 0..<4000 {
            if damaged(TLSSamples.certificateMessage, &random).withBytes({ readTLSCertificate($0) }) != nil {
                read += 1
            }
        }
        #expect(read > 2000)
    }
}
