import Testing
import Vocabulary

@Suite struct DCERPCReaderTests {
    static func call(_ kind: DCERPCCall.Kind, _ operation: UInt16, overPipe: Bool = false) -> DCERPCCall {
        DCERPCCall(
            kind: kind, interface: "367abb81-9844-35f1-ad32-98f038001003", name: "svcctl", operation: operation,
            overPipe: overPipe)
    }

    static func dialogue(_ turns: (Character, [UInt8])...) -> Conversation {
        var dialogue = Conversation(port: 49_664)
        for (side, bytes) in turns {
            if side == "C" { dialogue.client(bytes) } else { dialogue.server(bytes) }
        }
        return dialogue
    }

    static func calls(_ facts: [ApplicationFact]) -> [DCERPCCall] {
        facts.compactMap { if case .dcerpc(let call) = $0 { call } else { nil } }
    }

    @Test func `binds, requests and faults are told with the interface's name`() {
        let dialogue = Self.dialogue(
            ("C", RPCMessages.bind(RPCMessages.serviceControl)), ("C", RPCMessages.request(12, call: 2)),
            ("S", RPCMessages.response(call: 2)), ("C", RPCMessages.request(19, call: 3)),
            ("S", RPCMessages.fault(call: 3)))
        #expect(dialogue.facts().recognised == [.dcerpc])
        #expect(
            Self.calls(dialogue.facts()) == [
                Self.call(.bind, 0), Self.call(.request, 12), Self.call(.request, 19), Self.call(.fault, 19),
            ])
    }

    @Test func `a request in fragments is one request`() {
        let dialogue = Self.dialogue(
            ("C", RPCMessages.bind(RPCMessages.serviceControl)),
            ("C", RPCMessages.request(12, call: 2, flags: 1, stub: 4000)),
            ("C", RPCMessages.request(12, call: 2, flags: 0, stub: 4000)),
            ("C", RPCMessages.request(12, call: 2, flags: 2)))
        #expect(Self.calls(dialogue.facts()) == [Self.call(.bind, 0), Self.call(.request, 12)])
    }

    @Test func `the same operation is told eight times at most`() {
        var dialogue = Self.dialogue(("C", RPCMessages.bind(RPCMessages.serviceControl)))
        for index in 0..<20 as Range<UInt8> { dialogue.client(RPCMessages.request(12, call: index)) }
        #expect(Self.calls(dialogue.facts()).count == 9)
    }

    @Test func `a call through IDispatch is known by its arguments where the bind was not seen`() {
        // object id, then: version 5.7, flags, reserved, causality, extensions | member 4, no interface, locale, flags 3
        let stub =
            [UInt8](repeating: 0x11, count: 16) + hex("0500 0700 00000000 00000000")
            + [UInt8](repeating: 0x22, count: 16)
            + hex("00000000 04000000") + [UInt8](repeating: 0, count: 16) + hex("00000000 03000000 00000000")
        let request = RPCMessages.packet(0, call: 7, flags: 0x83, hex("58000000 0600 0600") + stub)
        let calls = Self.calls(Self.dialogue(("C", request)).facts())
        #expect(calls.map(\.name) == ["IDispatch"])
        #expect(calls.first?.operation == 6)
    }

    @Test func `lost packets are passed over`() {
        let dialogue = Self.dialogue(
            ("C", RPCMessages.bind(RPCMessages.serviceControl)), ("C", RPCMessages.request(15, call: 2)),
            ("C", RPCMessages.request(12, call: 3)))
        var segments = dialogue.segments()
        segments.remove(at: 1)
        #expect(Self.calls(dialogue.facts(segments)) == [Self.call(.bind, 0), Self.call(.request, 12)])
    }
}
