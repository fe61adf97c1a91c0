import Learning
import Testing

@testable import Detection

struct DNSQuestionTests {
    @Test func `only the owner's label is judged, and none in other scripts`() {
        #expect(DNSQuestion("xqzkvjwpt.mail.co.uk").randomness == DNSQuestion("mail.co.uk").randomness)
        #expect((DNSQuestion("xqzkvjwptd.com").randomness ?? 0) >= 0.4)
        #expect(DNSQuestion("xn--bcher-kva.example").randomness == nil)
        #expect(DNSQuestion("").randomness == nil)
    }

    @Test func `what stands before the domain is judged as a whole, and not for infrastructure`() {
        let question = DNSQuestion("xqzkvjwptd.mail.example.com")
        #expect(question.hostRandomness == NameLikeness("xqzkvjwptd.mail".utf8).randomness)
        #expect(question.hostLength == 15 && question.domainStart == 16)
        #expect(DNSQuestion("example.com").hostRandomness == 0)
        #expect(DNSQuestion("xqzkvjwptd.9.example.local").hostRandomness == 0)
    }

    @Test func `only xn and two hyphens make another script`() {
        #expect(DNSQuestion("xn-bcher.example").randomness != nil)
        #expect(DNSQuestion("xn-.example").randomness != nil)
    }
}
