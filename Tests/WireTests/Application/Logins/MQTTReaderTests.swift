import Testing
import Vocabulary

@Suite struct MQTTReaderTests {
    // type, length | name length, "MQTT", level 4, flags: user, password, clean | keep-alive | client id "c" | user "anna" | password "x"
    static let connect = hex("10 16 0004 4D515454 04 C2 003C 0001 63 0004 616E6E61 0001 78")

    @Test(arguments: [(hex("20 02 00 05"), failed(.mqtt, "anna")), (hex("20 02 00 00"), succeeded(.mqtt, "anna"))])
    func `the code of the CONNACK is the outcome`(answer: [UInt8], expected: LoginAttempt) {
        var dialogue = Conversation(port: 1883)
        dialogue.client(Self.connect)
        dialogue.server(answer)
        #expect(dialogue.logins() == [expected])
    }

    @Test func `version 5 has properties and codes of its own`() {
        var dialogue = Conversation(port: 9000)
        // level 5, flags user | keep-alive | properties: session expiry | client id | user
        dialogue.client(hex("10 1A 0004 4D515454 05 82 003C 05 11 00000000 0000 0006 616E6E616265"))
        dialogue.server(hex("20 03 00 86 00"))
        #expect(dialogue.logins() == [failed(.mqtt, "annabe")])
    }

    @Test func `a connection without account is a log-in only when it is refused for that`() {
        var open = Conversation(port: 1883)
        open.client(hex("10 0D 0004 4D515454 04 02 003C 0001 63"))
        var refused = open
        open.server(hex("20 02 00 00"))
        refused.server(hex("20 02 00 05"))
        #expect(open.logins().isEmpty)
        #expect(refused.logins() == [failed(.mqtt)])
    }
}
