import Testing
import Vocabulary

@testable import Wire

/// What must hold for every reader, on one dialogue each.
@Suite struct StreamReaderConformanceTests {
    static let dialogues: [Conversation] =
        [
            DissectorTests.ftp,
            Conversation(
                port: 25, "S: 220 mx ESMTP", "C: EHLO me", "S: 250 AUTH LOGIN PLAIN", "C: AUTH LOGIN",
                "S: 334 VXNlcm5hbWU6",
                "C: YW5uYQ==", "S: 334 UGFzc3dvcmQ6", "C: c2VjcmV0", "S: 535 no", "C: AUTH PLAIN AGFubmEAc2VjcmV0",
                "S: 235 ok"),
            Conversation(
                port: 110, "S: +OK ready", "C: USER anna", "S: +OK", "C: PASS a", "S: -ERR no", "C: AUTH PLAIN",
                "S: + ",
                "C: AGJlcnQAc2VjcmV0", "S: +OK"),
            Conversation(
                port: 143, "S: * OK ready", "C: a1 LOGIN {4}", "S: + go", "C: anna {6}", "S: + go", "C: secret",
                "S: a1 NO no",
                "C: b AUTHENTICATE PLAIN AGJlcnQAc2VjcmV0", "S: b OK in"),
            TelnetReaderTests.dialogue(
                ("S", "host login: "), ("C", "anna\r\n"), ("S", "anna\r\nPassword: "), ("C", "one\r\n"),
                ("S", "\r\nLogin incorrect\r\nhost login: "), ("C", "root\r\0"), ("S", "root\r\nPassword: "),
                ("C", "two\r\0"),
                ("S", "\r\nLast login: today\r\n# ")),
            MySQLReaderTests.dialogue(hex("05 0000 02 FE 61626300"), hex("09 0000 04 FF 1504 233238303030")),
            PostgreSQLReaderTests.dialogue(hex("45 00000013 53464154414C00 43323850303100 00")),
            LDAPReaderTests.dialogue(LDAPReaderTests.bind, 49),
            RDPReaderTests.dialogue(85, -290, 570, -88, 105, -33),
            VNCReaderTests.dialogue(
                "003.008", ("S", [2, 1, 2]), ("C", [2]), ("S", [UInt8](repeating: 7, count: 16)),
                ("C", [UInt8](repeating: 7, count: 16)), ("S", [0, 0, 0, 1])),
            mqtt, kerberos,
        ]

    static let mqtt: Conversation = {
        var dialogue = Conversation(port: 1883)
        dialogue.client(MQTTReaderTests.connect)
        dialogue.server(hex("20 02 00 05"))
        return dialogue
    }()

    static let kerberos: Conversation = {
        var dialogue = Conversation(port: 88)
        dialogue.client(KerberosReaderTests.framed(KerberosReaderTests.request("anna", proof: true)))
        dialogue.server(KerberosReaderTests.framed(KerberosReaderTests.error(24)))
        return dialogue
    }()

    @Test(arguments: dialogues.indices)
    func `it reads something`(index: Int) {
        #expect(!Self.dialogues[index].logins().isEmpty)
    }

    @Test(arguments: dialogues.indices)
    func `one byte a segment gives the same facts`(index: Int) {
        let dialogue = Self.dialogues[index]
        #expect(dialogue.facts(dialogue.pieces { $0.map { [$0] } }) == dialogue.facts())
    }

    @Test(arguments: dialogues.indices)
    func `shuffled, repeated and overlapping segments give the same facts`(index: Int) {
        let dialogue = Self.dialogues[index]
        let expected = dialogue.facts()
        for seed in 0..<60 as Range<UInt64> {
            #expect(dialogue.facts(dialogue.shuffled(seed: seed)) == expected, "seed \(seed)")
        }
    }

    @Test(arguments: dialogues.indices)
    func `a dialogue that ends anywhere gives the first facts of the whole one, then at most one open try`(index: Int) {
        let segments = Self.dialogues[index].pieces { $0.map { [$0] } }
        let whole = Self.dialogues[index].facts()
        for count in segments.indices {
            let facts = Self.dialogues[index].facts(Array(segments[..<count]))
            let agreeing = zip(facts, whole).prefix { $0 == $1 }.count
            #expect(facts.count - agreeing <= 1, "cut after \(count) bytes")
        }
    }

    @Test(arguments: dialogues.indices)
    func `bytes turned at random never trap`(index: Int) {
        var random = SeededGenerator(UInt64(index))
        var dissector = Dissector()
        for _ in 0..<150 {
            var segments = Self.dialogues[index].segments()
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: segments.indices, using: &random)
                guard let place = segments[at].bytes.indices.randomElement(using: &random) else { continue }
                segments[at].bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            _ = dissector.read(segments, port: Self.dialogues[index].port)
        }
        #expect(dissector.counters.bufferedBytes == 0)
    }
}
