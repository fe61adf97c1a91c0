import Testing
import Vocabulary

@Suite struct SMTPReaderTests {
    @Test func `AUTH LOGIN names the account in its first response`() {
        let dialogue = Conversation(
            port: 25, "S: 220 mx ESMTP", "C: EHLO me", "S: 250-mx", "S: 250 AUTH LOGIN PLAIN", "C: AUTH LOGIN",
            "S: 334 VXNlcm5hbWU6", "C: YW5uYQ==", "S: 334 UGFzc3dvcmQ6", "C: c2VjcmV0", "S: 535 5.7.8 refused",
            "C: AUTH LOGIN YmVydA==", "S: 334 UGFzc3dvcmQ6", "C: c2VjcmV0", "S: 235 ok")
        #expect(dialogue.logins() == [failed(.smtp, "anna"), succeeded(.smtp, "bert")])
    }

    @Test func `AUTH PLAIN names the account between two zero bytes`() {
        let dialogue = Conversation(
            port: 587, "S: 220 mx", "C: EHLO me", "S: 250 AUTH PLAIN", "C: AUTH PLAIN AGFubmEAc2VjcmV0", "S: 535 no",
            "C: AUTH PLAIN", "S: 334", "C: AGFubmEAc2VjcmV0", "S: 535 no")
        #expect(dialogue.logins() == [failed(.smtp, "anna"), failed(.smtp, "anna")])
    }

    @Test func `CRAM-MD5 names the account before the digest`() {
        // "anna 0123456789abcdef0123456789abcdef"
        let dialogue = Conversation(
            port: 25, "S: 220 mx ESMTP", "C: AUTH CRAM-MD5", "S: 334 PDEyMz4=",
            "C: YW5uYSAwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZg==", "S: 235 ok")
        #expect(dialogue.logins() == [succeeded(.smtp, "anna")])
    }

    @Test func `an unknown mechanism is no try, and mail ends reading`() {
        let dialogue = Conversation(
            port: 25, "S: 220 mx ESMTP", "C: AUTH NTLM", "S: 504 unknown", "C: MAIL FROM:<a@b>", "S: 250 ok",
            "C: AUTH PLAIN AGEAYg==",
            "S: 535 no")
        #expect(dialogue.logins().filter { $0.outcome == .succeeded }.isEmpty)
        #expect(dialogue.logins().count <= 1)
    }

    @Test func `after STARTTLS the hello is read as TLS`() {
        var dialogue = Conversation(
            port: 25, "S: 220 mx ESMTP", "C: EHLO me", "S: 250 STARTTLS", "C: STARTTLS", "S: 220 go")
        dialogue.client([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0])
        #expect(dialogue.facts().recognised == [.smtp, .tls])
    }
}
