import Testing
import Vocabulary

@Suite struct IMAPReaderTests {
    @Test func `LOGIN, answered by tagged NO and OK`() {
        let dialogue = Conversation(
            port: 143, "S: * OK ready", "C: a1 LOGIN anna secret", "S: a1 NO [AUTHENTICATIONFAILED] no",
            #"C: a2 login "bert" "x y""#, "S: * CAPABILITY IMAP4rev1", "S: a2 OK done")
        #expect(dialogue.logins() == [failed(.imap, "anna"), succeeded(.imap, "bert")])
    }

    @Test func `a literal name is taken from the next line`() {
        let dialogue = Conversation(
            port: 143, "S: * OK ready", "C: a1 LOGIN {4}", "S: + go", "C: anna {6}", "S: + go", "C: secret",
            "S: a1 NO no")
        #expect(dialogue.logins() == [failed(.imap, "anna")])
    }

    @Test func `AUTHENTICATE PLAIN with and without initial response`() {
        let dialogue = Conversation(
            port: 143, "S: * OK ready", "C: a AUTHENTICATE PLAIN", "S: +", "C: AGFubmEAc2VjcmV0", "S: a NO no",
            "C: b AUTHENTICATE PLAIN AGJlcnQAc2VjcmV0", "S: b OK in")
        #expect(dialogue.logins() == [failed(.imap, "anna"), succeeded(.imap, "bert")])
    }

    @Test func `a command that is not understood is no try`() {
        #expect(Conversation(port: 143, "S: * OK ready", "C: a LOGIN anna", "S: a BAD syntax").logins().isEmpty)
    }
}
