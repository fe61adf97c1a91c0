import Testing
import Vocabulary

@Suite struct RDPReaderTests {
    // TPKT, X.224 connection request, cookie, negotiation request for TLS and CredSSP
    static let request =
        hex("0300 002A 25 E0 0000 0000 00") + Array("Cookie: mstshash=ann\r\n".utf8).prefix(22)
        + hex("01 00 0800 03000000")
    // X.224 connection confirm, negotiation response: CredSSP
    static let confirm = hex("0300 0013 0E D0 0000 1234 00 02 1F 0800 02000000")
    static let handshake = hex("16 0303 0004 01020304")

    static func record(_ length: Int) -> [UInt8] {
        [0x17, 3, 3, UInt8(length >> 8), UInt8(length & 0xFF)] + [UInt8](repeating: 0x5A, count: length)
    }

    /// Records of application data after the handshake: positive lengths from the client, negative ones from the server.
    static func dialogue(_ records: Int...) -> Conversation {
        var dialogue = Conversation(port: 3389)
        var first = Array(request)
        first[3] = UInt8(first.count)
        first[4] = UInt8(first.count - 5)
        dialogue.client(first)
        dialogue.server(confirm)
        dialogue.client(handshake)
        dialogue.server(handshake)
        for length in records {
            if length > 0 { dialogue.client(record(length)) } else { dialogue.server(record(-length)) }
        }
        return dialogue
    }

    @Test func `a client that is dropped after its proof was refused, one that goes on was accepted`() {
        #expect(
            Self.dialogue(85, -290, 570, -40).logins()
                == [LoginAttempt(service: .rdp, outcome: .failed, user: "ann", isInferred: true)])
        #expect(
            Self.dialogue(85, -290, 570, -88, 105, -33).logins()
                == [LoginAttempt(service: .rdp, outcome: .succeeded, user: "ann", isInferred: true)])
    }

    @Test func `a closing alert after a refusal is no acceptance`() {
        #expect(Self.dialogue(74, 85, -290, 570, -60, 19).logins().map(\.outcome) == [.failed])
    }

    @Test func `a named connection that goes no further is a try without outcome`() {
        #expect(Self.dialogue().logins() == [unanswered(.rdp, "ann")])
    }

    @Test func `a server that refuses the protocol is no log-in`() {
        var dialogue = Conversation(port: 3389)
        dialogue.client(hex("0300 0013 0E E0 0000 0000 00 01 00 0800 00000000"))
        dialogue.server(hex("0300 0013 0E D0 0000 1234 00 03 00 0800 05000000"))
        #expect(dialogue.logins().isEmpty)
        #expect(dialogue.facts().recognised == [.rdp])
    }
}
