import Testing
import Vocabulary

@testable import Wire

@Suite struct KerberosReaderTests {
    static func element(_ tag: UInt8, _ content: [UInt8]...) -> [UInt8] {
        let joined = content.flatMap { $0 }
        return joined.count < 128 ? [tag, UInt8(joined.count)] + joined : [tag, 0x81, UInt8(joined.count)] + joined
    }

    static func name(_ text: String) -> [UInt8] {
        element(0x30, element(0xA0, [2, 1, 1]), element(0xA1, element(0x30, element(0x1B, Array(text.utf8)))))
    }

    static func request(_ user: String, proof: Bool) -> [UInt8] {
        let padata = element(
            0xA3, element(0x30, element(0x30, element(0xA1, [2, 1, 2]), element(0xA2, [4, 2, 9, 9]))))
        let body = element(
            0x30, element(0xA0, [3, 5, 0, 0, 0, 0, 0]), element(0xA1, name(user)), element(0xA2, [0x1B, 1, 0x58]))
        return element(
            0x6A,
            element(
                0x30, element(0xA1, [2, 1, 5]), element(0xA2, [2, 1, 10]), proof ? padata : [], element(0xA4, body)))
    }

    static func error(_ code: UInt8) -> [UInt8] {
        element(
            0x7E, element(0x30, element(0xA0, [2, 1, 5]), element(0xA1, [2, 1, 30]), element(0xA6, [2, 1, code])))
    }

    static func reply(_ user: String) -> [UInt8] {
        element(
            0x6B, element(0x30, element(0xA0, [2, 1, 5]), element(0xA3, [0x1B, 1, 0x58]), element(0xA4, name(user))))
    }

    static func framed(_ message: [UInt8]) -> [UInt8] { [0, 0, 0, UInt8(message.count)] + message }

    @Test func `over TCP, wrong keys are failures and the demand for proof is none`() {
        var dialogue = Conversation(port: 88)
        dialogue.client(Self.framed(Self.request("anna", proof: false)))
        dialogue.server(Self.framed(Self.error(25)))
        dialogue.client(Self.framed(Self.request("anna", proof: true)))
        dialogue.server(Self.framed(Self.error(24)))
        dialogue.client(Self.framed(Self.request("bert", proof: true)))
        dialogue.server(Self.framed(Self.reply("bert")))
        #expect(dialogue.logins() == [failed(.kerberos, "anna"), succeeded(.kerberos, "bert")])
    }

    @Test func `over UDP the account is remembered until the answer comes`() {
        var dissector = Dissector()
        var sink = FactSink()
        let first = dissector.observeDatagram(Self.request("anna", proof: true), port: 88, into: &sink)
        #expect(first.service == .kerberos)
        let repeated = dissector.observeDatagram(
            Self.request("anna", proof: true), port: 88, slot: first.slot, into: &sink)
        let second = dissector.observeDatagram(
            Self.error(24), fromInitiator: false, port: 88, slot: repeated.slot, into: &sink)
        #expect(sink.facts.logins == [failed(.kerberos, "anna")])
        dissector.release(slot: second.slot, into: &sink)
        #expect(sink.facts.logins.count == 1)
    }

    @Test(arguments: [(6, 1), (18, 1), (23, 1), (24, 1), (25, 0), (37, 0), (52, 0)] as [(UInt8, Int)])
    func `only refusals of the account or its key count`(code: UInt8, count: Int) {
        var dialogue = Conversation(port: 88)
        dialogue.client(Self.framed(Self.request("anna", proof: true)))
        dialogue.server(Self.framed(Self.error(code)))
        #expect(dialogue.logins().count == count)
    }
}
