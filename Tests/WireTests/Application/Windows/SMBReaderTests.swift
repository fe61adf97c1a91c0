import Testing
import Vocabulary

@testable import Wire

@Suite struct SMBReaderTests {
    typealias M = SMBMessages

    static func dialogue(_ turns: (Character, [UInt8])...) -> Conversation {
        var dialogue = Conversation(port: 445)
        for (side, bytes) in turns {
            if side == "C" { dialogue.client(bytes) } else { dialogue.server(bytes) }
        }
        return dialogue
    }

    @Test func `log-ins, refused and accepted, are told with their account`() {
        let dialogue = Self.dialogue(
            ("C", M.framed(M.authenticate("anna", 1))), ("S", M.framed(M.authenticated(1, status: 0xC000_006D))),
            ("C", M.framed(M.authenticate("bert", 2))), ("S", M.framed(M.authenticated(2, status: 0))))
        #expect(dialogue.logins() == [failed(.smb, "anna"), succeeded(.smb, "bert")])
    }

    @Test func `a guest session is no log-in`() {
        let dialogue = Self.dialogue(
            ("C", M.framed(M.authenticate("anna", 1))), ("S", M.framed(M.authenticated(1, status: 0, flags: 1))))
        #expect(dialogue.logins().isEmpty)
    }

    @Test func `shares and files are told with the answer's status`() {
        let dialogue = Self.dialogue(
            ("C", M.framed(M.connect(#"\\SRV\admin$"#, 1))), ("S", M.framed(M.connected(1, tree: 7))),
            ("C", M.framed(M.create("a.exe", 2, tree: 7, access: 0x4000_0000, disposition: 2))),
            ("S", M.framed(M.created(2, file: 9))), ("C", M.framed(M.write([1, 2, 3], 3, tree: 7, file: 9))),
            ("C", M.framed(M.write([1, 2, 3], 4, tree: 7, file: 9))),
            ("C", M.framed(M.create("b.txt", 5, tree: 7, access: 0x8000_0000, disposition: 1))),
            ("S", M.framed(M.created(5, file: 0, status: 0xC000_0034))))
        #expect(
            dialogue.facts().compactMap { if case .smb(let action) = $0 { action } else { nil } } == [
                SMBAction(kind: .treeConnect, name: #"\\SRV\admin$"#, share: "ADMIN$", status: 0),
                SMBAction(kind: .openFile, name: "a.exe", share: "ADMIN$", writes: true, status: 0),
                SMBAction(kind: .write, name: "a.exe", share: "ADMIN$", writes: true),
                SMBAction(kind: .openFile, name: "b.txt", share: "ADMIN$", writes: false, status: 0xC000_0034),
            ])
    }

    @Test func `a pipe carries DCE/RPC, written or transceived`() {
        let dialogue = Self.dialogue(
            ("C", M.framed(M.connect(#"\\SRV\IPC$"#, 1))), ("S", M.framed(M.connected(1, tree: 3))),
            ("C", M.framed(M.create(#"\svcctl"#, 2, tree: 3, access: 0x0012_019F, disposition: 1))),
            ("S", M.framed(M.created(2, file: 5))),
            ("C", M.framed(M.write(RPCMessages.bind(RPCMessages.serviceControl), 3, tree: 3, file: 5))),
            ("C", M.framed(M.transceive(RPCMessages.request(12, call: 2), 4, tree: 3, file: 5))),
            ("S", M.framed(M.transceived(RPCMessages.fault(call: 2), 4, file: 5))))
        let facts = dialogue.facts()
        #expect(facts.contains(.smb(SMBAction(kind: .openPipe, name: "svcctl", share: "IPC$", status: 0))))
        #expect(
            facts.compactMap { if case .dcerpc(let call) = $0 { call } else { nil } } == [
                DCERPCReaderTests.call(.bind, 0, overPipe: true), DCERPCReaderTests.call(.request, 12, overPipe: true),
                DCERPCReaderTests.call(.fault, 12, overPipe: true),
            ])
    }

    private func calls(_ dialogue: Conversation) -> [DCERPCCall] {
        dialogue.facts().compactMap { if case .dcerpc(let call) = $0 { call } else { nil } }
    }

    @Test func `a call of some kilobytes is told by its head`() {
        var long = RPCMessages.request(12, call: 2)
        long += [UInt8](repeating: 0x41, count: 3000)
        long[8] = UInt8(long.count & 255)
        long[9] = UInt8(long.count >> 8)
        let dialogue = Self.dialogue(
            ("C", M.framed(M.connect(#"\\SRV\IPC$"#, 1))), ("S", M.framed(M.connected(1, tree: 3))),
            ("C", M.framed(M.create(#"\svcctl"#, 2, tree: 3, access: 0x0012_019F, disposition: 1))),
            ("S", M.framed(M.created(2, file: 5))),
            ("C", M.framed(M.write(RPCMessages.bind(RPCMessages.serviceControl), 3, tree: 3, file: 5))),
            ("C", M.framed(M.write(long, 4, tree: 3, file: 5))))
        #expect(calls(dialogue).map(\.operation) == [0, 12])
    }

    @Test func `a pipe that was opened before the capture is known by what goes through it`() {
        let dialogue = Self.dialogue(
            ("C", M.framed(M.transceive(RPCMessages.request(15, call: 2), 4, tree: 3, file: 5))),
            ("C", M.framed(M.write([1, 2, 3, 4], 5, tree: 3, file: 6))))
        #expect(calls(dialogue).map(\.operation) == [15])
        #expect(calls(dialogue).map(\.interface) == [""])
    }

    @Test func `several messages in one are read one by one`() {
        let open = M.create("x", 2, tree: 7, access: 0x8000_0000, disposition: 1)
        let padded = M.create(
            "x", 2, tree: 7, access: 0x8000_0000, disposition: 1, next: UInt32((open.count + 7) / 8 * 8))
        let compound = padded + [UInt8](repeating: 0, count: (8 - open.count % 8) % 8) + M.connect(#"\\S\C$"#, 3)
        let dialogue = Self.dialogue(("C", M.framed(compound)), ("S", M.framed(M.connected(3, tree: 1))))
        let actions = dialogue.facts().compactMap { if case .smb(let action) = $0 { action.kind } else { nil } }
        #expect(actions == [.treeConnect, .openFile])
    }

    @Test func `encrypted messages end reading, and what was open is told`() {
        var dissector = Dissector()
        let dialogue = Self.dialogue(
            ("C", M.framed(M.authenticate("anna", 1))),
            ("S", M.framed(hex("FD534D42") + [UInt8](repeating: 1, count: 60))))
        #expect(dissector.read(dialogue.segments(), port: 445).logins == [unanswered(.smb, "anna")])
    }

    @Test func `a large write is counted past`() {
        let dialogue = Self.dialogue(
            ("C", M.framed(M.write([UInt8](repeating: 0x55, count: 60_000), 3, tree: 7, file: 9))),
            ("C", M.framed(M.authenticate("anna", 4))), ("S", M.framed(M.authenticated(4, status: 0xC000_006A))))
        #expect(dialogue.logins() == [failed(.smb, "anna")])
    }

    @Test func `lost bytes inside a large message do no harm`() {
        let dialogue = Self.dialogue(
            ("C", M.framed(M.write([UInt8](repeating: 0x55, count: 60_000), 3, tree: 7, file: 9))),
            ("C", M.framed(M.authenticate("anna", 4))), ("S", M.framed(M.authenticated(4, status: 0xC000_006A))))
        var segments = dialogue.segments()
        segments[0].bytes.removeLast(40_000)
        segments[0].cut = 40_000
        #expect(dialogue.facts(segments).logins == [failed(.smb, "anna")])
    }
}
