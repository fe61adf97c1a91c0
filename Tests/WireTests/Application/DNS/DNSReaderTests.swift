import Bedrock
import Testing
import Vocabulary

@testable import Wire

@Suite struct DNSReaderTests {
    static let response = hex(
        """
        1234 8580 ; id, response, authoritative, recursion desired and available, no error
        0001 0003 0000 0000 ; one question, three answers
        03 575757 07 4578616D706C65 03 6F7267 00 ; WWW.Example.org
        0001 0001 ; A, IN
        C00C 0005 0001 0000003C 0006 03 63646E C010 ; CNAME cdn.example.org
        C02D 0001 0001 00000E10 0004 C0000201 ; A 192.0.2.1, its name where the alias was
        C02D 001C 0001 00000E10 0010 20010DB8000000000000000000000001 ; AAAA 2001:db8::1
        """)

    @Test func `a response gives its question and answers`() throws {
        let message = try #require(Self.response.withBytes { readDNS($0, variant: .dns) })
        #expect(message.isResponse && message.isAuthoritative && !message.isTruncated && !message.isMalformed)
        #expect(message.id == 0x1234)
        #expect(message.name == "www.example.org")
        #expect(message.nameSize == 17)
        #expect(message.type == 1)
        #expect(message.answerCount == 3)
        #expect(message.size == UInt32(Self.response.count))
        #expect(message.answers.map(\.name) == ["www.example.org", "cdn.example.org", "cdn.example.org"])
        #expect(message.answers[0].text == "cdn.example.org")
        #expect(message.answers[1].address == IPAddress(192, 0, 2, 1))
        #expect(message.answers[1].ttl == 3600)
        #expect(message.answers[2].address == IPAddress("2001:db8::1"))
    }

    @Test func `every truncation gives what came before it`() throws {
        for length in 0..<Self.response.count {
            let message = Array(Self.response[..<length]).withBytes { readDNS($0, variant: .dns) }
            #expect((message == nil) == (length < 12))
            if let message {
                #expect(message.isMalformed)
                #expect(message.answers.count < 3)
            }
        }
    }

    @Test func `other kinds of answers give their text`() throws {
        let bytes = hex(
            """
            0000 8400 0000 0005 0000 0000 ; response with five answers and no question
            01 61 00 0010 0001 00000001 0008 03 616263 03 646566 ; TXT "abc" "def"
            01 61 00 000F 0001 00000001 0005 000A 01 6D 00 ; MX 10 m
            01 61 00 0021 0001 00000001 0009 0000 0000 0050 01 73 00 ; SRV 0 0 80 s
            01 61 00 000C 0001 00000001 0003 01 70 00 ; PTR p
            01 61 00 000A 0001 00000001 0003 FF00FF ; NULL
            """)
        let message = try #require(bytes.withBytes { readDNS($0, variant: .mdns) })
        #expect(message.answers.map(\.text) == ["abcdef", "m", "s", "p", ""])
        #expect(message.answers[4].size == 3)
        #expect(message.variant == .mdns)
    }

    @Test func `a message may promise more than it holds`() throws {
        let bytes = hex("0001 0100 0001 FFFF 0000 0000 01 61 00 0001 0001")
        let message = try #require(bytes.withBytes { readDNS($0, variant: .dns) })
        #expect(message.name == "a")
        #expect(message.answerCount == 0xFFFF)
        #expect(message.isMalformed)
    }

    @Test func `what no DNS message begins with is refused`() {
        #expect(hex("0001 0100 0100 0000 0000 0000").withBytes { readDNS($0, variant: .dns) } == nil)
        #expect(hex("0001 7800 0001 0000 0000 0000").withBytes { readDNS($0, variant: .dns) } == nil)
    }

    @Test func `a NetBIOS registration is decoded`() throws {
        let bytes = hex(
            """
            8001 2910 0001 0000 0000 0001 ; id, registration, broadcast, one question, one additional
            20 4648464145424545 4A45464445424341 4341434143414341 4341434143414142 00 ; half a byte a letter
            0020 0001 ; NB, IN
            """)
        let message = try #require(bytes.withBytes { readDNS($0, variant: .nbns) })
        #expect(message.opcode == 5)
        #expect(message.name.hasSuffix("<01>"))
        #expect(message.type == 0x20)
    }

    @Test func `random and damaged bytes never trap`() {
        var random = SeededGenerator(11)
        var read = 0
        for round in 0..<4000 {
            let bytes =
                round % 2 == 0
                ? noise(Int.random(in: 0...80, using: &random), &random) : damaged(Self.response, &random)
            for variant in [DNSVariant.dns, .nbns] {
                if bytes.withBytes({ readDNS($0, variant: variant) }) != nil { read += 1 }
            }
        }
        #expect(read > 2000)
    }
}
