import Testing
import Vocabulary

@Suite struct LDAPReaderTests {
    // message 1, bind: version 3, name "cn=a", simple password "x"
    static let bind = hex("30 11 020101 60 0C 020103 0404636E3D61 800178")

    static func dialogue(_ request: [UInt8], _ code: UInt8) -> Conversation {
        var dialogue = Conversation(port: 389)
        dialogue.client(request)
        dialogue.server(hex("30 0C 020101 61 07 0A01") + [code] + hex("0400 0400"))
        return dialogue
    }

    @Test func `result 49 is a failure, 0 a success, others are neither`() {
        #expect(Self.dialogue(Self.bind, 49).logins() == [failed(.ldap, "cn=a")])
        #expect(Self.dialogue(Self.bind, 0).logins() == [succeeded(.ldap, "cn=a")])
        #expect(Self.dialogue(Self.bind, 53).logins().isEmpty)
    }

    @Test func `an anonymous bind is no log-in`() {
        #expect(Self.dialogue(hex("30 0C 020101 60 07 020103 0400 8000"), 0).logins().isEmpty)
    }

    @Test func `SASL goes on until its last step`() {
        // bind: version 3, name "", sasl: mechanism "DIGEST-MD5"
        let request = hex("30 17 020101 60 12 020103 0400 A3 0B 0409 4449474553542D4D44")
        var dialogue = Self.dialogue(request, 14)
        dialogue.client(request)
        dialogue.server(hex("30 0C 020101 61 07 0A0131 0400 0400"))
        #expect(dialogue.logins() == [failed(.ldap)])
    }
}
