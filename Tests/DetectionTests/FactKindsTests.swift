import Testing
import Vocabulary

@testable import Detection

@Suite struct FactKindsTests {
    @Test func `each kind of fact has its bit`() {
        let facts: [(ApplicationFact, FactKinds)] = [
            (.dns(DNSMessage()), .dns), (.recognised(.tls), .other), (.recognised(.dns), .other),
        ]
        for (fact, kind) in facts {
            #expect(FactKinds(rawValue: 1 << UInt16(FactKinds.index(of: fact))) == kind)
            #expect(FactKinds.all.contains(kind))
        }
    }

    @Test func `a rule that wants application events wants some fact`() {
        for rule in RuleCatalog.all where rule.interests.contains(.application) {
            #expect(!rule.facts.isEmpty, "\(rule.card.name)")
        }
    }
}
