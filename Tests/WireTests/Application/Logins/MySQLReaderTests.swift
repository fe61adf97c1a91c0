import Testing
import Vocabulary

@Suite struct MySQLReaderTests {
    // length 36, number 0 | version 10 | "5.7.0" | thread id, salt, filler, capabilities, …
    static let greeting = hex("24 0000 00 0A 352E372E3000 01000000") + [UInt8](repeating: 0x41, count: 25)
    // length, number 1 | capabilities with protocol 4.1 | packet size | character set | 23 zero bytes | "anna" | empty answer
    static let response =
        hex("26 0000 01 8582 0000 00000001 21") + [UInt8](repeating: 0, count: 23) + hex("616E6E6100 00")

    static func dialogue(_ answers: [UInt8]...) -> Conversation {
        var dialogue = Conversation(port: 3306)
        dialogue.server(greeting)
        dialogue.client(response)
        for answer in answers { dialogue.server(answer) }
        return dialogue
    }

    @Test func `OK and error 1045 are the outcomes`() {
        #expect(Self.dialogue(hex("07 0000 02 00 00 00 0200 0000")).logins() == [succeeded(.mysql, "anna")])
        #expect(Self.dialogue(hex("09 0000 02 FF 1504 233238303030")).logins() == [failed(.mysql, "anna")])
    }

    @Test func `a switch of the method comes before the outcome`() {
        let change = hex("05 0000 02 FE 61626300")
        #expect(Self.dialogue(change, hex("09 0000 04 FF 1504 233238303030")).logins() == [failed(.mysql, "anna")])
    }

    @Test func `too many connections is no refusal of credentials`() {
        #expect(Self.dialogue(hex("09 0000 02 FF 1004 233038303034")).logins() == [unanswered(.mysql, "anna")])
    }
}
