import Bedrock
import Testing
import Vocabulary

@testable import Wire

@Suite struct SSHReaderTests {
    @Test func `banners and key exchanges of both sides are read`() {
        var reader = SSHReader()
        let facts = reader.read(SSHSample().turns)
        #expect(facts.count == 4)
        #expect(facts.contains(.sshBanner(SSHBanner(fromClient: true, version: "2.0", software: "libssh_0.10.6"))))
        #expect(
            facts.contains(.sshBanner(SSHBanner(fromClient: false, version: "2.0", software: "OpenSSH_9.2p1 Debian-2")))
        )
        // md5sum of "curve25519-sha256,ext-info-c;chacha20-poly1305@openssh.com;hmac-sha2-256;none"
        for side in [true, false] {
            #expect(
                facts.contains(
                    .sshKeyExchange(SSHKeyExchange(fromClient: side, hassh: "8f7405ea0e3a4f8b0a2ceeee80b51697"))))
        }
    }

    @Test func `lines before the server's banner are passed over`() {
        var reader = SSHReader()
        let facts = reader.read([.server("Hello\r\nthere\nSSH-2.0-x\r\n")])
        #expect(facts == [.sshBanner(SSHBanner(fromClient: false, version: "2.0", software: "x"))])
    }

    @Test func `version 1 has a banner and no more`() {
        var reader = SSHReader()
        var sink = FactSink()
        #expect(Array("SSH-1.5-old\n".utf8).withBytes { reader.consume($0, fromClient: false, into: &sink) } == .done)
        #expect(sink.facts.count == 1)
    }

    @Test func `what is no SSH is refused`() {
        var reader = SSHReader()
        var sink = FactSink()
        let long = [UInt8](repeating: 65, count: 2000)
        #expect(long.withBytes { reader.consume($0, fromClient: true, into: &sink) } == .notMine)
        #expect(sink.facts.isEmpty)
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func `any segmentation gives the same`(seed: UInt64) {
        for (cipher, mac) in [
            (SSHSample.chacha, ""), ("aes128-gcm@openssh.com", ""), ("aes128-ctr", "hmac-sha2-512-etm@openssh.com"),
        ] {
            var sample = SSHSample(cipher: cipher, mac: mac)
            sample.begin()
            for password in [50, 60, 55] {
                sample.client(password)
                sample.server(24)
            }
            sample.client(52)
            sample.server(1)
            sample.client(24)
            var whole = SSHReader()
            let facts = whole.read(sample.turns)
            #expect(facts.logins.map(\.outcome) == [.failed, .failed, .failed, .succeeded])
            #expect(facts.logins.allSatisfy { $0.service == .ssh && $0.isInferred })
            var pieces = SSHReader()
            #expect(pieces.read(sample.turns, seed: seed) == facts)
        }
    }

    @Test func `lost bytes end reading in clear and are counted when encrypted`() {
        var reader = SSHReader()
        var sink = FactSink()
        #expect(Array("SSH-2.0-x\r\n".utf8).withBytes { reader.consume($0, fromClient: true, into: &sink) } == .more)
        #expect(reader.skip(100, fromClient: true, into: &sink) == .done)

        var sample = SSHSample()
        sample.begin()
        var second = SSHReader()
        var facts = FactSink()
        for turn in sample.turns {
            _ = turn.bytes.withBytes { second.consume($0, fromClient: turn.fromClient, into: &facts) }
        }
        #expect(second.skip(sample.encrypted(50).count, fromClient: true, into: &facts) == .more)
        #expect(second.skip(sample.encrypted(24).count, fromClient: false, into: &facts) == .more)
        second.close(into: &facts)
        #expect(facts.facts.logins.map(\.outcome) == [.failed])
    }

    @Test func `damaged connections never trap`() {
        var random = SeededGenerator(17)
        var sample = SSHSample(cipher: "aes128-gcm@openssh.com")
        sample.begin()
        var read = 0
        for round in 0..<500 {
            let turns = sample.turns.map { Turn(fromClient: $0.fromClient, bytes: damaged($0.bytes, &random)) }
            var reader = SSHReader()
            read += reader.read(turns, seed: UInt64(round)).count
        }
        #expect(read > 300)
    }
}
