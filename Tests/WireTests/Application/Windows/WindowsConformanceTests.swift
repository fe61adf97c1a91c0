import Testing
import Vocabulary

@testable import Wire

/// What must hold for the Windows readers whatever the pieces.
@Suite struct WindowsConformanceTests {
    typealias M = SMBMessages

    static let dialogues = [
        SMBReaderTests.dialogue(
            ("C", M.framed(M.authenticate("anna", 1))), ("S", M.framed(M.authenticated(1, status: 0xC000_006D))),
            ("C", M.framed(M.connect(#"\\SRV\IPC$"#, 2))), ("S", M.framed(M.connected(2, tree: 3))),
            ("C", M.framed(M.create(#"\svcctl"#, 3, tree: 3, access: 0x0012_019F, disposition: 1))),
            ("S", M.framed(M.created(3, file: 5))),
            ("C", M.framed(M.write(RPCMessages.bind(RPCMessages.serviceControl), 4, tree: 3, file: 5))),
            ("C", M.framed(M.transceive(RPCMessages.request(12, call: 2), 5, tree: 3, file: 5))),
            ("S", M.framed(M.transceived(RPCMessages.fault(call: 2), 5, file: 5)))),
        DCERPCReaderTests.dialogue(
            ("C", RPCMessages.bind(RPCMessages.serviceControl)),
            ("C", RPCMessages.request(12, call: 2, flags: 1, stub: 300)),
            ("C", RPCMessages.request(12, call: 2, flags: 2, stub: 30)), ("S", RPCMessages.fault(call: 2))),
    ]

    @Test(arguments: dialogues.indices)
    func `any segmentation gives the same facts`(index: Int) {
        let dialogue = Self.dialogues[index]
        let expected = dialogue.facts()
        #expect(expected.count > 3)
        #expect(dialogue.facts(dialogue.pieces { $0.map { [$0] } }) == expected)
        for seed in 0..<60 as Range<UInt64> {
            #expect(dialogue.facts(dialogue.shuffled(seed: seed)) == expected, "seed \(seed)")
        }
    }

    @Test(arguments: dialogues.indices)
    func `a cut anywhere and bytes turned at random never trap`(index: Int) {
        let dialogue = Self.dialogues[index]
        let bytewise = dialogue.pieces { $0.map { [$0] } }
        var dissector = Dissector()
        for count in bytewise.indices { _ = dissector.read(Array(bytewise[..<count]), port: dialogue.port) }
        var random = SeededGenerator(UInt64(index))
        for _ in 0..<600 {
            var segments = dialogue.segments()
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let at = Int.random(in: segments.indices, using: &random)
                guard let place = segments[at].bytes.indices.randomElement(using: &random) else { continue }
                segments[at].bytes[place] = random.next() % 3 == 0 ? 0xFF : UInt8.random(in: 0...255, using: &random)
            }
            _ = dissector.read(segments, port: dialogue.port)
        }
        #expect(dissector.counters.bufferedBytes == 0)
    }
}
