import Bedrock
import Testing
import Vocabulary

@testable import Wire

@Suite struct QUICReaderTests {
    func hellos(_ datagrams: [[UInt8]]) -> [TLSClientHello] {
        var reader = QUICReader()
        var sink = FactSink()
        for datagram in datagrams {
            guard datagram.withBytes({ reader.consume($0, fromClient: true, into: &sink) }) == .more else { break }
        }
        return sink.facts.compactMap { if case .tlsClientHello(let hello) = $0 { hello } else { nil } }
    }

    @Test func `the published Initials of version 1 and 2 are opened`() throws {
        for (packet, version) in [(QUICSamples.version1, 1 as UInt32), (QUICSamples.version2, 0x6B33_43CF)] {
            let hello = try #require(hellos([packet]).first)
            #expect(hello.serverName == "example.com")
            #expect(hello.alpn == ["alpn"])
            #expect(hello.version == 0x0304)
            #expect(hello.quicVersion == version)
            #expect(hello.ja4.hasPrefix("q13d"))
        }
    }

    @Test func `a hello in several Initials is put together in any order`() throws {
        let parts = [QUICSamples.draftFirst, QUICSamples.draftSecond]
        #expect(hellos([parts[0]]).isEmpty)
        #expect(try #require(hellos(parts).first).serverName == "example.com")
        #expect(hellos(parts) == hellos(parts.reversed()))
        #expect(hellos(parts) == hellos([parts[0] + parts[1]]))
        #expect(hellos([parts[0], parts[0], parts[1]]) == hellos(parts))
    }

    @Test func `every truncation and every flipped byte gives nothing or the hello`() {
        for length in stride(from: 0, to: 1200, by: 7) {
            #expect(hellos([Array(QUICSamples.version1[..<length])]).isEmpty)
        }
        for index in stride(from: 0, to: 1200, by: 13) {
            var packet = QUICSamples.version1
            packet[index] ^= 0x40
            #expect(hellos([packet]).isEmpty)
        }
    }

    @Test func `what is no QUIC is refused and what the server says is passed over`() {
        var reader = QUICReader()
        var sink = FactSink()
        #expect(hex("40 0102030405060708").withBytes { reader.consume($0, fromClient: true, into: &sink) } == .notMine)
        #expect(hex("C0 DEADBEEF 00 00").withBytes { reader.consume($0, fromClient: true, into: &sink) } == .notMine)
        #expect(QUICSamples.version1.withBytes { reader.consume($0, fromClient: false, into: &sink) } == .more)
        #expect(
            hex("80 00000000 00 00 00000001").withBytes { reader.consume($0, fromClient: false, into: &sink) } == .more)
        #expect(sink.facts.isEmpty)
    }

    @Test func `Initials without a hello are not opened for ever`() {
        var reader = QUICReader()
        var sink = FactSink()
        var asked = 0
        while asked < 100,
            QUICSamples.draftFirst.withBytes({ reader.consume($0, fromClient: true, into: &sink) }) == .more
        {
            asked += 1
        }
        #expect(asked == QUICReader.initialLimit)
    }
}
