import Testing
import Vocabulary

@Suite struct POP3ReaderTests {
    @Test func `USER and PASS, answered by -ERR and +OK`() {
        let dialogue = Conversation(
            port: 110, "S: +OK ready", "C: CAPA", "S: +OK", "S: USER", "S: .", "C: USER anna", "S: +OK", "C: PASS a",
            "S: -ERR no",
            "C: USER anna", "S: +OK", "C: PASS b", "S: +OK 3 messages")
        #expect(dialogue.logins() == [failed(.pop3, "anna"), succeeded(.pop3, "anna")])
    }

    @Test func `APOP and AUTH PLAIN are tries`() {
        let dialogue = Conversation(
            port: 110, "S: +OK <1@x>", "C: APOP anna c4c9334bac560ecc979e58001b3e22fb", "S: -ERR no", "C: AUTH PLAIN",
            "S: + ",
            "C: AGJlcnQAc2VjcmV0", "S: +OK")
        #expect(dialogue.logins() == [failed(.pop3, "anna"), succeeded(.pop3, "bert")])
    }

    @Test func `another protocol that answers +OK is not taken for POP3`() {
        let dialogue = Conversation(port: 6379, "C: *1", "C: $4", "C: PING", "S: +OK", "S: -ERR no password")
        #expect(dialogue.facts().isEmpty)
    }
}
