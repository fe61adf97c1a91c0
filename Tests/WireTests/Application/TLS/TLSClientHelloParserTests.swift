import Bedrock
import Testing
import Vocabulary

@testable import Wire

@Suite struct TLSClientHelloParserTests {
    @Test func `a hello gives its names, versions and fingerprints`() throws {
        let hello = try #require(TLSSamples.clientHelloBody.withBytes { readTLSClientHello($0) })
        #expect(hello.version == 0x0304)
        #expect(hello.serverName == "www.example.org")
        #expect(hello.alpn == ["h2", "http/1.1"])
        #expect(hello.ja4 == "t13d1516h2_8daaf6152771_e5627efa2ab1")
        #expect(hello.ja3 == JA3.client(JA4Tests.chrome))
        #expect(hello.quicVersion == nil)
    }

    @Test func `over QUIC the fingerprint says so`() throws {
        let hello = try #require(TLSSamples.clientHelloBody.withBytes { readTLSClientHello($0, quicVersion: 1) })
        #expect(hello.ja4.hasPrefix("q13d"))
        #expect(hello.quicVersion == 1)
    }

    @Test func `every truncation is refused or gives what came before`() throws {
        let body = TLSSamples.clientHelloBody
        let needed = 2 + 32 + 1 + 2 + 2 * 16
        for length in 0..<body.count {
            let hello = Array(body[..<length]).withBytes { readTLSClientHello($0) }
            #expect((hello == nil) == (length < needed))
            if let hello { #expect(hello.ja4.count == 36) }
        }
    }

    @Test func `a hello without extensions is an old client`() throws {
        let bytes = hex("0301") + [UInt8](repeating: 1, count: 32) + hex("00 0004 002F 0035 01 00")
        let hello = try #require(bytes.withBytes { readTLSClientHello($0) })
        #expect(hello.version == 0x0301 && hello.serverName.isEmpty && hello.alpn.isEmpty)
        #expect(hello.ja4.hasPrefix("t10i020000_"))
    }

    @Test func `random and damaged bytes never trap`() {
        var random = SeededGenerator(13)
        var read = 0
        for _ in 0..<3000 {
            if damaged(TLSSamples.clientHelloBody, &random).withBytes({ readTLSClientHello($0) }) != nil { read += 1 }
            _ = noise(200, &random).withBytes { readTLSClientHello($0) }
        }
        #expect(read > 1000)
    }
}
