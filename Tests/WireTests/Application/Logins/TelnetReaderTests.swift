import Testing
import Vocabulary

@Suite struct TelnetReaderTests {
    static let options: [UInt8] = [0xFF, 0xFD, 0x18, 0xFF, 0xFA, 0x18, 0x01, 0xFF, 0xF0]

    static func dialogue(_ turns: (Character, String)...) -> Conversation {
        var dialogue = Conversation(port: 23)
        dialogue.server(options)
        for (side, text) in turns {
            if side == "C" { dialogue.client(Array(text.utf8)) } else { dialogue.server(Array(text.utf8)) }
        }
        return dialogue
    }

    @Test func `names and passwords are told by the prompts, the outcome by words and the shell's prompt`() {
        let dialogue = Self.dialogue(
            ("S", "host login: "), ("C", "anna\r\n"), ("S", "anna\r\nPassword: "), ("C", "one\r\n"),
            ("S", "\r\nLogin incorrect\r\nhost login: "), ("C", "root\r\0"), ("S", "root\r\nPassword: "),
            ("C", "two\r\0"),
            ("S", "\r\nWelcome\r\n# "), ("C", "ls\r\n"))
        #expect(dialogue.logins() == [failed(.telnet, "anna"), succeeded(.telnet, "root")])
    }

    @Test func `being asked again is a refusal`() {
        let dialogue = Self.dialogue(
            ("S", "login: "), ("C", "a\r\n"), ("S", "password: "), ("C", "b\r\n"), ("S", "\r\nlogin: "), ("C", "a\r\n"),
            ("S", "password: "), ("C", "c\r\n"), ("S", "\r\nlogin: "))
        #expect(dialogue.logins() == [failed(.telnet, "a"), failed(.telnet, "a")])
    }

    @Test func `a greeting with failed tries in it is a success`() {
        let dialogue = Self.dialogue(
            ("S", "login: "), ("C", "anna\r\n"), ("S", "Password: "), ("C", "x\r\n"),
            ("S", "\r\nLast failed login: Tue\r\n"))
        #expect(dialogue.logins() == [succeeded(.telnet, "anna")])
    }

    @Test func `single characters, corrected with backspace, make a name`() {
        let dialogue = Self.dialogue(
            ("S", "login: "), ("C", "a"), ("S", "a"), ("C", "x"), ("S", "x"), ("C", "\u{7F}"), ("C", "n\r\n"),
            ("S", "\r\nPassword: "), ("C", "x\r\n"))
        #expect(dialogue.logins() == [unanswered(.telnet, "an")])
    }

    @Test func `a server without options is known by its prompt`() {
        var dialogue = Conversation(port: 4000)
        dialogue.server(Array("\r\nrouter login: ".utf8))
        #expect(dialogue.facts().recognised == [.telnet])
    }
}
