import Detection
import Testing
import Vocabulary

struct DNSDomainProfileTests {
    private func profile(_ names: [String], type: UInt16 = 1, answers: [DNSAnswer] = []) -> DNSDomainProfile {
        let client = IPAddress(10, 0, 0, 1)
        var profile = DNSDomainProfile(
            client: client, name: "www.example.com", domainStart: 4, start: Timestamp(seconds: 0))
        let flow = FlowSnapshot(
            key: FlowKey(
                initiator: client, initiatorPort: 4000, responder: IPAddress(10, 0, 0, 53), responderPort: 53,
                transport: .udp))
        for name in names {
            var message = DNSMessage()
            message.name = name + ".example.com"
            message.type = type
            profile.observe(
                message, DNSQuestion(message.name), from: flow.key.responder, flow: flow.id,
                at: Timestamp(seconds: 1))
            message.isResponse = true
            message.answers = answers
            profile.observe(
                message, DNSQuestion(message.name), from: flow.key.responder, flow: flow.id,
                at: Timestamp(seconds: 1))
        }
        return profile
    }

    @Test func `a name counts once`() {
        let profile = profile(["abcd", "abcd", "efgh"])
        #expect(profile.uniqueNames == 2)
        #expect(profile.queries == 3)
        #expect(profile.responses == 3)
        #expect(profile.information == 3)
        #expect(profile.resolvers.all == [IPAddress(10, 0, 0, 53)])
    }

    @Test func `an escaped byte is one character`() {
        let profile = profile(["\\200\\201\\202", "a"])
        #expect(profile.characters == 4)
        #expect(profile.holdsBytes)
    }

    @Test func `types that carry data have their share`() {
        #expect(profile(["a", "b"], type: 16).carrierShare == 1)
        #expect(profile(["a", "b"], type: 10).raw == 2)
        #expect(profile(["a", "b"], type: 28).carrierShare == 0)
    }

    @Test func `loopback addresses are verdicts, and numbers are numbers`() {
        let verdict = DNSAnswer(name: "", type: 1, ttl: 1, address: IPAddress(127, 0, 0, 2), text: "", size: 4)
        let profile = profile((0..<6).map { "\($0).3.2.1" }, answers: [verdict])
        #expect(profile.answersAreVerdicts)
        #expect(profile.isNumeric)
    }

    @Test func `names of one length are uniform, those of a transfer are not`() {
        #expect(profile((0..<20).map { "\(1000 + $0)abcdefgh.x" }).isUniform)
        #expect(!profile((0..<20).map { String(repeating: "a", count: 4 + $0) }).isUniform)
        #expect(!profile(["abcdefgh"]).isUniform)
    }

    @Test func `names that begin with four numbers ask about addresses`() {
        #expect(profile((1..<9).map { "\($0).2.0.192.origin" }).asksAboutAddresses)
        #expect(!profile((1..<9).map { "\($0).stage" }).asksAboutAddresses)
    }
}
