import Testing
import Vocabulary

@Suite struct PostgreSQLReaderTests {
    // length, protocol 3.0, "user" "anna", "database" "d", end
    static let startUp = hex("0000 001E 0003 0000 7573657200 616E6E6100 646174616261736500 6400 00")

    static func dialogue(_ answer: [UInt8]) -> Conversation {
        var dialogue = Conversation(port: 5432)
        dialogue.client(startUp)
        dialogue.server(hex("52 0000000C 00000005 01020304"))
        dialogue.client(hex("70 00000006 6100"))
        dialogue.server(answer)
        return dialogue
    }

    @Test func `AuthenticationOk and errors of class 28 are the outcomes`() {
        #expect(Self.dialogue(hex("52 00000008 00000000")).logins() == [succeeded(.postgresql, "anna")])
        // 'E', length, "SFATAL", "C28P01", end
        #expect(
            Self.dialogue(hex("45 00000013 53464154414C00 43323850303100 00")).logins() == [failed(.postgresql, "anna")]
        )
    }

    @Test func `other errors are no refusal`() {
        #expect(Self.dialogue(hex("45 00000013 53464154414C00 43353333303000 00")).logins().isEmpty)
    }

    @Test func `TLS is read as TLS when the server agrees, in clear when it does not`() {
        var agreed = Conversation(port: 5432)
        agreed.client(hex("00000008 04D2162F"))
        var refused = agreed
        agreed.server([0x53])
        agreed.client([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0])
        #expect(agreed.facts().recognised == [.postgresql, .tls])
        refused.server([0x4E])
        refused.client(Self.startUp)
        refused.server(hex("52 00000008 00000000"))
        #expect(refused.logins() == [succeeded(.postgresql, "anna")])
    }
}
