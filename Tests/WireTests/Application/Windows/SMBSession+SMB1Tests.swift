import Testing
import Vocabulary

@Suite struct SMB1ReaderTests {
    static func message(
        _ command: UInt8, status: UInt32 = 0, answer: Bool = false, tree: Int = 0, number: Int, _ words: [UInt8],
        _ data: [UInt8]
    ) -> [UInt8] {
        // mark, command, status, flags, flags2: NT status, not Unicode
        SMBMessages.framed(
            hex("FF534D42") + [command] + SMBMessages.le32(status) + [answer ? 0x80 : 0] + hex("0040")
                + [UInt8](repeating: 0, count: 12)
                + SMBMessages.le16(tree) + hex("0100 0000") + SMBMessages.le16(number) + [UInt8(words.count / 2)]
                + words
                + SMBMessages.le16(data.count) + data)
    }

    /// Session set-up: no chained command, buffer, counts, key, password lengths 4 and 0, capabilities.
    static func setUp(_ user: String, number: Int) -> [UInt8] {
        message(
            0x73, number: number, hex("FF00 0000 0010 0200 0000 00000000 0400 0000 00000000 50000000"),
            [1, 2, 3, 4] + Array(user.utf8) + [0])
    }

    @Test func `the account of a session set-up and its status are a log-in`() {
        var dialogue = Conversation(port: 139)
        dialogue.client(Self.setUp("anna", number: 1))
        dialogue.server(Self.message(0x73, status: 0xC000_006D, answer: true, number: 1, [], []))
        dialogue.client(Self.setUp("bert", number: 2))
        dialogue.server(Self.message(0x73, answer: true, number: 2, hex("FF00 0000 0000"), []))
        #expect(dialogue.logins() == [failed(.smb, "anna"), succeeded(.smb, "bert")])
    }

    @Test func `shares and pipes are told, and DCE/RPC in transactions`() {
        var dialogue = Conversation(port: 139)
        dialogue.client(
            Self.message(
                0x75, number: 1, hex("FF00 0000 0000 0100"),
                [0] + Array("\\\\S\\IPC$".utf8) + [0] + Array("?????".utf8) + [0]))
        dialogue.server(Self.message(0x75, answer: true, tree: 4, number: 1, hex("FF00 0000 0000"), []))
        let open = hex(
            "FF00 0000 00 0700 00000000 00000000 9F010200 0000000000000000 00000000 03000000 01000000 00000000 02000000 00"
        )
        dialogue.client(Self.message(0xA2, tree: 4, number: 2, open, Array("\\svcctl".utf8) + [0]))
        dialogue.server(
            Self.message(
                0xA2, answer: true, tree: 4, number: 2, hex("FF00 0000 00 3412") + [UInt8](repeating: 0, count: 61), [])
        )
        let bind = RPCMessages.bind(RPCMessages.serviceControl)
        let offset = 32 + 1 + 32 + 2 + 7
        let words =
            hex("0000") + SMBMessages.le16(bind.count) + hex("0000 0000 00 00 0000 00000000 0000 0000 0000")
            + SMBMessages.le16(bind.count) + SMBMessages.le16(offset) + hex("02 00 2600 3412")
        dialogue.client(Self.message(0x25, tree: 4, number: 3, words, Array("\\PIPE\\".utf8) + [0] + bind))
        let facts = dialogue.facts()
        #expect(facts.contains(.smb(SMBAction(kind: .treeConnect, name: "\\\\S\\IPC$", share: "IPC$", status: 0))))
        #expect(facts.contains(.smb(SMBAction(kind: .openPipe, name: "svcctl", share: "IPC$", status: 0))))
        #expect(facts.contains(.dcerpc(DCERPCReaderTests.call(.bind, 0, overPipe: true))))
    }
}
