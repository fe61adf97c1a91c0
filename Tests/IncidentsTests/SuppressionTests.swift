import Testing
import Vocabulary

@testable import Incidents

@Suite struct SuppressionTests {
    func finding(attackers: [Party]) -> Finding {
        Finding(
            detection: .portScanVertical, summary: "", severity: .low, confidence: 1, techniques: [],
            attackers: attackers, victims: [], evidence: [], firstSeen: Timestamp(seconds: 0),
            lastSeen: Timestamp(seconds: 0))
    }

    @Test func `a suppression of everything is refused`() {
        #expect(Suppression(reason: "quiet please") == nil)
    }

    @Test func `one stranger among the attackers keeps the finding`() throws {
        let rule = try #require(Suppression(attackers: AddressBlock("10.0.0.0/8"), reason: "ours"))
        let ours = Party.address(IPAddress(10, 1, 2, 3))
        let stranger = Party.address(IPAddress(203, 0, 113, 9))
        #expect(rule.covers(finding(attackers: [ours])))
        #expect(!rule.covers(finding(attackers: [ours, stranger])))
    }

    @Test func `unknown attackers are not inside any block`() throws {
        let rule = try #require(Suppression(attackers: AddressBlock("0.0.0.0/0"), reason: "all of IPv4"))
        #expect(!rule.covers(finding(attackers: [])))
    }

    @Test func `a swept block must lie inside whole`() throws {
        let rule = try #require(Suppression(attackers: AddressBlock("10.0.0.0/24"), reason: "ours"))
        let inside = try #require(AddressBlock("10.0.0.128/25"))
        let wider = try #require(AddressBlock("10.0.0.0/16"))
        #expect(rule.covers(finding(attackers: [.block(inside)])))
        #expect(!rule.covers(finding(attackers: [.block(wider)])))
    }
}
