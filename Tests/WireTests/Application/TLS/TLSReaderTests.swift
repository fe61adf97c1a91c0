import Bedrock
import Testing
import Vocabulary

@testable import Wire

@Suite struct TLSReaderTests {
    let old: [Turn] = [
        .client(TLSSamples.records(TLSSamples.handshake(1, TLSSamples.clientHelloBody))),
        .server(
            TLSSamples.records(
                TLSSamples.handshake(2, TLSSamples.serverHelloBody)
                    + TLSSamples.handshake(11, TLSSamples.certificateMessage)
                    + TLSSamples.handshake(14, []), size: 100)),
        .client(TLSSamples.records([1], type: 20)),
    ]
    let modern: [Turn] = [
        .client(TLSSamples.records(TLSSamples.handshake(1, TLSSamples.clientHelloBody))),
        .server(TLSSamples.records(TLSSamples.handshake(2, TLSSamples.retryBody)) + TLSSamples.records([1], type: 20)),
        .client(
            TLSSamples.records([1], type: 20) + TLSSamples.records(TLSSamples.handshake(1, TLSSamples.clientHelloBody))),
        .server(
            TLSSamples.records(TLSSamples.handshake(2, TLSSamples.modernServerHelloBody))
                + TLSSamples.records([1, 2, 3], type: 23)),
    ]

    @Test func `hellos and certificate of TLS 1_2 are read`() {
        var reader = TLSReader()
        let facts = reader.read(old)
        #expect(facts.count == 3)
        if case .tlsClientHello(let hello) = facts[0] { #expect(hello.serverName == "www.example.org") }
        if case .tlsServerHello(let hello) = facts[1] { #expect(hello.cipher == 0xC02F) }
        if case .tlsCertificate(let certificate) = facts[2] { #expect(certificate.subject.hasSuffix("CN=example.org")) }
    }

    @Test func `after a retry request the real server hello is read`() {
        var reader = TLSReader()
        let facts = reader.read(modern)
        #expect(facts.count == 2)
        if case .tlsServerHello(let hello) = facts.last { #expect(hello.version == 0x0304) }
    }

    @Test(arguments: 0..<60 as Range<UInt64>) func `any segmentation gives the same`(seed: UInt64) {
        for turns in [old, modern] {
            var whole = TLSReader()
            var pieces = TLSReader()
            #expect(pieces.read(turns, seed: seed) == whole.read(turns))
        }
    }

    @Test func `a message beyond the carry-over is read as far as it was kept`() {
        // Padding makes the hello longer than what is kept; the name comes before it.
        var body = TLSSamples.clientHelloBody
        let extensions = 2 + 32 + 1 + 2 + 32 + 2
        let padded = Array(body[(extensions + 2)...]) + TLSSamples.ext(21, [UInt8](repeating: 0, count: 30_000))
        body = Array(body[..<extensions]) + TLSSamples.sized(padded)
        let turns: [Turn] = [
            .client(TLSSamples.records(TLSSamples.handshake(1, body))), old[1],
        ]
        var whole = TLSReader()
        let facts = whole.read(turns)
        #expect(facts.count == 3)
        if case .tlsClientHello(let hello) = facts.first { #expect(hello.serverName == "www.example.org") }
        var pieces = TLSReader()
        #expect(pieces.read(turns, seed: 5) == facts)
    }

    @Test func `what is no TLS is refused`() {
        var reader = TLSReader()
        var sink = FactSink()
        #expect(hex("18 0302 0003 01 4000").withBytes { reader.consume($0, fromClient: true, into: &sink) } == .notMine)
        var other = TLSReader()
        #expect(Array("GET / HTTP/1.1".utf8).withBytes { other.consume($0, fromClient: true, into: &sink) } == .notMine)
        #expect(sink.facts.isEmpty)
    }

    @Test func `damaged connections never trap`() {
        var random = SeededGenerator(15)
        var read = 0
        for round in 0..<600 {
            let turns = old.map { Turn(fromClient: $0.fromClient, bytes: damaged($0.bytes, &random)) }
            var reader = TLSReader()
            read += reader.read(turns, seed: UInt64(round)).count
        }
        #expect(read > 300)
    }
}
