import Testing
import Vocabulary

@Suite struct FTPReaderTests {
    @Test func `each PASS is a try, and 230 ends reading`() {
        let dialogue = Conversation(
            port: 21, "S: 220-Welcome", "S: 220 to FTP", "C: USER anna", "S: 331 Password required", "C: PASS a",
            "S: 530 Login incorrect.", "C: USER bert", "S: 331 Password required", "C: PASS b",
            "S: 230-Hello", "S: 230 Logged in", "C: USER carl", "S: 331 no", "C: PASS c", "S: 530 no")
        #expect(dialogue.logins() == [failed(.ftp, "anna"), succeeded(.ftp, "bert")])
    }

    @Test func `530 to whoever asks before logging in is no try`() {
        let dialogue = Conversation(
            port: 21, "S: 220 ready", "C: SYST", "S: 530 Please login with USER and PASS.", "C: FEAT",
            "S: 530 Please login with USER and PASS.", "C: QUIT", "S: 221 Bye")
        #expect(dialogue.logins().isEmpty)
    }

    @Test func `commands sent ahead find their own answers`() {
        let dialogue = Conversation(
            port: 2121, "S: 220 FTP", "C: USER anna\r\nPASS a\r\nUSER bert\r\nPASS b",
            "S: 331 x\r\n530 no\r\n331 x\r\n230 yes")
        #expect(dialogue.logins() == [failed(.ftp, "anna"), succeeded(.ftp, "bert")])
    }

    @Test func `the server's side alone tells outcomes, without accounts`() {
        let dialogue = Conversation(
            port: 21, "S: 220 ready", "S: 331 x", "S: 530 Login incorrect.", "S: 331 x", "S: 530 Login incorrect.")
        #expect(dialogue.logins() == [failed(.ftp), failed(.ftp)])
    }

    @Test func `an unanswered try is told as unknown when the connection ends`() {
        #expect(
            Conversation(port: 21, "S: 220 ready", "C: USER anna", "S: 331 x", "C: PASS a").logins() == [
                unanswered(.ftp, "anna")
            ])
    }

    @Test func `after AUTH TLS the hello is read as TLS`() {
        var dialogue = Conversation(port: 21, "S: 220 ready", "C: AUTH TLS", "S: 234 go on")
        dialogue.client([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0])
        #expect(dialogue.facts().recognised == [.ftp, .tls])
    }
}
