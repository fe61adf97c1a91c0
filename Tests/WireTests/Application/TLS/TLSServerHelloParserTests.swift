import Bedrock
import Testing
import Vocabulary

@testable import Wire

@Suite struct TLSServerHelloParserTests {
    @Test func `a hello of TLS 1.2 gives cipher, ALPN and fingerprint`() throws {
        let hello = try #require(TLSSamples.serverHelloBody.withBytes { readTLSServerHello($0) })
        #expect(hello.version == 0x0303 && hello.cipher == 0xC02F && hello.alpn == "h2")
        #expect(hello.ja3s == JA3.server([771, 0xC02F, 16, 65281]))
    }

    @Test func `the supported version decides`() throws {
        let hello = try #require(TLSSamples.modernServerHelloBody.withBytes { readTLSServerHello($0) })
        #expect(hello.version == 0x0304 && hello.alpn.isEmpty)
    }

    @Test func `a retry request is known by its random number`() {
        #expect(TLSSamples.retryBody.withBytes { isHelloRetryRequest($0) })
        #expect(!TLSSamples.modernServerHelloBody.withBytes { isHelloRetryRequest($0) })
    }

    @Test func `every truncation is refused or gives what came before`() {
        let body = TLSSamples.serverHelloBody
        for length in 0..<body.count {
            let hello = Array(body[..<length]).withBytes { readTLSServerHello($0) }
            #expect((hello == nil) == (length < 37))
        }
    }
}
