import Testing
import Vocabulary

@testable import Detection

@Suite struct RuleCatalogTests {
    @Test func `names are unique and stable in form`() {
        let names = RuleCatalog.cards.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber } })
    }

    @Test func `every technique is in the table, and every card is complete`() {
        for card in RuleCatalog.cards {
            #expect(card.techniques.allSatisfy { Technique.named($0) != nil }, "\(card.name)")
            #expect(!card.detections.isEmpty && !card.blindSpots.isEmpty && !card.rationale.isEmpty, "\(card.name)")
            #expect(card.options.allSatisfy { $0.range.contains($0.value) }, "\(card.name)")
        }
    }
}
