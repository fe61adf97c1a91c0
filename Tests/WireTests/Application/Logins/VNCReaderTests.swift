import Testing
import Vocabulary

@Suite struct VNCReaderTests {
    static func dialogue(_ version: String, _ rest: (Character, [UInt8])...) -> Conversation {
        var dialogue = Conversation(port: 5900)
        dialogue.server(Array("RFB \(version)\n".utf8))
        dialogue.client(Array("RFB \(version)\n".utf8))
        for (side, bytes) in rest {
            if side == "C" { dialogue.client(bytes) } else { dialogue.server(bytes) }
        }
        return dialogue
    }

    @Test func `3.8 lists types, the client chooses, the result is a number`() {
        let challenge = [UInt8](repeating: 7, count: 16)
        let refused = Self.dialogue(
            "003.008", ("S", [2, 1, 2]), ("C", [2]), ("S", challenge), ("C", challenge), ("S", [0, 0, 0, 1]))
        let accepted = Self.dialogue(
            "003.008", ("S", [1, 2]), ("C", [2]), ("S", challenge), ("C", challenge), ("S", [0, 0, 0, 0]))
        #expect(refused.logins() == [failed(.vnc)])
        #expect(accepted.logins() == [succeeded(.vnc)])
    }

    @Test func `3.3 states the type in four bytes`() {
        let challenge = [UInt8](repeating: 7, count: 16)
        let refused = Self.dialogue("003.003", ("S", [0, 0, 0, 2] + challenge), ("C", challenge), ("S", [0, 0, 0, 2]))
        #expect(refused.logins() == [failed(.vnc)])
    }

    @Test func `no authentication is no log-in, too many failures are one`() {
        #expect(Self.dialogue("003.008", ("S", [1, 1]), ("C", [1]), ("S", [0, 0, 0, 0])).logins().isEmpty)
        let reason = Array("Too many security failures".utf8)
        #expect(Self.dialogue("003.008", ("S", [0, 0, 0, 0, 26] + reason)).logins() == [failed(.vnc)])
    }

    @Test func `a long reason is the same in one piece and in many`() {
        let reason: [UInt8] = [0, 0, 0, 0, 90] + [UInt8](repeating: 0x2E, count: 83) + Array("failure".utf8)
        let whole = Self.dialogue("003.008", ("S", reason))
        var torn = Self.dialogue("003.008")
        for byte in reason { torn.server([byte]) }
        #expect(whole.logins() == [failed(.vnc)])
        #expect(torn.logins() == [failed(.vnc)])
    }
}
