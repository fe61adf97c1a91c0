import Testing
import Vocabulary

@testable import Wire

@Suite struct DissectorTests {
    static let ftp = Conversation(
        port: 21, "S: 220 ready", "C: USER anna", "S: 331 go on", "C: PASS one", "S: 530 Login incorrect.",
        "C: USER bert", "S: 331 go on", "C: PASS two", "S: 230 welcome")
    static let expected = [
        ApplicationFact.recognised(.ftp),
        .login(LoginAttempt(service: .ftp, outcome: .failed, user: "anna")),
        .login(LoginAttempt(service: .ftp, outcome: .succeeded, user: "bert")),
    ]

    @Test func `a dialogue in order is read, across the end of the sequence numbers`() {
        #expect(Self.ftp.facts() == Self.expected)
    }

    @Test func `one byte a segment gives the same facts`() {
        #expect(Self.ftp.facts(Self.ftp.pieces { $0.map { [$0] } }) == Self.expected)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `shuffled, repeated and overlapping segments give the same facts`(seed: UInt64) {
        #expect(Self.ftp.facts(Self.ftp.shuffled(seed: seed)) == Self.expected)
    }

    @Test func `bytes that came first win over later ones for the same place`() {
        var segments = Self.ftp.segments()
        var forged = segments[3]
        #expect(String(decoding: forged.bytes, as: UTF8.self).hasPrefix("PASS"))
        forged = segments[1]
        forged.bytes = Array("USER eve_\r\n".utf8)
        segments.insert(forged, at: 2)
        #expect(Self.ftp.facts(segments) == Self.expected)
    }

    @Test func `after the last fact the flow wants no more and its place is free`() {
        var dissector = Dissector()
        var sink = FactSink()
        var slot: UInt32 = 0
        for segment in Self.ftp.segments() {
            let verdict = dissector.observe(segment, port: 21, slot: slot, into: &sink)
            slot = verdict.slot
            if segment.sequence == Self.ftp.segments()[0].sequence { #expect(verdict.service == .ftp) }
            #expect(verdict.wantsMore == (sink.facts.logins.count < 2))
        }
        #expect(slot == Verdict.finishedSlot)
        #expect(dissector.counters.bufferedBytes == 0)
    }

    @Test func `an unknown protocol is given up after 512 bytes each way`() {
        var dissector = Dissector()
        var sink = FactSink()
        let bytes = [UInt8](repeating: 0xC3, count: 600)
        let first = Segment(fromInitiator: true, sequence: 1, acknowledgment: 1, bytes: bytes)
        let answer = Segment(fromInitiator: false, sequence: 1, acknowledgment: 601, bytes: bytes)
        let opened = dissector.observe(first, port: 9999, slot: 0, into: &sink)
        #expect(opened.wantsMore)
        #expect(dissector.observe(answer, port: 9999, slot: opened.slot, into: &sink) == .finished)
        #expect(dissector.counters.unknown == 1)
        #expect(dissector.counters.bufferedBytes == 0)
        #expect(sink.facts.isEmpty)
    }

    @Test func `a one-sided unknown stream is given up after eight pieces`() {
        var dissector = Dissector()
        var sink = FactSink()
        var verdict = Verdict(slot: 0, wantsMore: true)
        for index in 0..<8 as Range<UInt32> {
            #expect(verdict.wantsMore)
            let segment = Segment(
                fromInitiator: true, sequence: index * 1400, acknowledgment: 1,
                bytes: .init(repeating: 0xC3, count: 1400))
            verdict = dissector.observe(segment, port: 9999, slot: verdict.slot, into: &sink)
        }
        #expect(verdict == .finished)
        #expect(dissector.counters.bufferedBytes == 0)
    }

    @Test func `a hole that is acknowledged twice is given up and reading goes on behind it`() {
        var segments = Self.ftp.segments()
        segments.remove(at: 4)
        let facts = Self.ftp.facts(segments)
        #expect(facts.logins.map(\.user) == ["anna", "bert"])
        #expect(facts.logins.map(\.outcome) == [.unknown, .succeeded])
    }

    @Test func `what waits behind a hole is read when the flow ends`() {
        var segments = Self.ftp.segments()
        segments.remove(at: 6)
        #expect(Self.ftp.facts(segments).logins.last?.outcome == .succeeded)
    }

    @Test func `a capture that cuts packets short does not stop a text dialogue`() {
        var segments = Self.ftp.segments()
        segments[0].cut = 500
        for index in segments.indices.dropFirst() where !segments[index].fromInitiator {
            segments[index].sequence &+= 500
        }
        for index in segments.indices.dropFirst() where segments[index].fromInitiator {
            segments[index].acknowledgment &+= 500
        }
        #expect(Self.ftp.facts(segments) == Self.expected)
    }

    @Test func `a flow joined midway is read from the next message on`() {
        let segments = Array(Self.ftp.segments().dropFirst(3))
        #expect(Self.ftp.facts(segments).logins.map(\.outcome) == [.failed, .succeeded])
    }

    @Test func `the client is who speaks as one, also when the flow has it backwards`() {
        let segments = Self.ftp.segments()
            .map { segment in
                var turned = segment
                turned.fromInitiator.toggle()
                return turned
            }
        #expect(Self.ftp.facts(segments) == Self.expected)
    }

    @Test func `random bytes never trap and leave nothing behind`() {
        var random = SeededGenerator(7)
        var dissector = Dissector()
        for round in 0..<2000 {
            var segments: [Segment] = []
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                var bytes = (0..<Int.random(in: 0...90, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                if let start = Self.starts.randomElement(using: &random), random.next() % 2 == 0 {
                    bytes = start + bytes
                }
                segments.append(
                    Segment(
                        fromInitiator: Bool.random(using: &random),
                        sequence: UInt32.random(in: 0...300, using: &random),
                        acknowledgment: UInt32.random(in: 0...300, using: &random), bytes: bytes,
                        cut: random.next() % 9 == 0 ? 77 : 0))
            }
            _ = dissector.read(segments, port: UInt16(truncatingIfNeeded: Self.ports[round % Self.ports.count]))
        }
        #expect(dissector.counters.bufferedBytes == 0)
        #expect(dissector.counters.recognised > 100)
    }

    static let ports = [
        21, 22, 23, 25, 53, 80, 88, 110, 135, 139, 143, 389, 443, 445, 1883, 3306, 3389, 5432, 5900, 5985, 9,
    ]
    static let starts: [[UInt8]] = [
        Array("220 x FTP\r\n".utf8), Array("USER a\r\nPASS b\r\n".utf8), Array("EHLO x\r\nAUTH LOGIN\r\n".utf8),
        Array("* OK hi\r\n".utf8), Array("a LOGIN {1}\r\n".utf8), Array("+OK\r\n".utf8), Array("SSH-2.0-x\r\n".utf8),
        [0x16, 3, 1, 0, 60, 1, 0, 0, 56], Array("GET / HTTP/1.1\r\n".utf8), [0xFF, 0xFD, 1],
        [0x10, 30, 0, 4] + Array("MQTT".utf8),
        [0, 0, 0, 80, 0xFE] + Array("SMB".utf8) + [64, 0], [0, 0, 0, 80, 0xFF] + Array("SMB".utf8),
        [5, 0, 11, 3, 16, 0, 0, 0, 72, 0],
        [3, 0, 0, 40, 35, 0xE0], [0, 0, 0, 60, 0x6A, 58, 0x30], [0x30, 60, 2, 1, 1, 0x60, 55],
        Array("RFB 003.008\n".utf8),
        [60, 0, 0, 0, 10] + Array("5.7".utf8) + [0], [0, 0, 0, 60, 0, 3, 0, 0] + Array("user".utf8) + [0],
    ]
}
