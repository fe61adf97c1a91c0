import Testing
import Vocabulary

@testable import Forge

@Suite("ForgedHistory")
struct ForgedHistoryTests {
    private func flows(_ seed: UInt64) -> [FlowRecord] {
        var history = ForgedHistory(seed: seed, days: 10, start: Timestamp(seconds: 1_767_571_200))
        history.live()
        return history.sorted
    }

    @Test func `the same seed gives the same flows, another one others`() {
        let first = flows(1)
        #expect(first == flows(1))
        #expect(first != flows(2))
        #expect(first.count > 5000)
    }

    @Test func `flows lie in their days, in order, with directions that fit`() {
        let all = flows(3)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.end <= $1.end })
        #expect(all.allSatisfy { $0.start >= Timestamp(seconds: 1_767_571_200) && $0.end >= $0.start })
        #expect(
            all.allSatisfy {
                ($0.direction == .outbound) == ($0.key.initiator.isPrivate && !$0.key.responder.isPrivate)
            })
        #expect(!all.contains { $0.direction == .external })
    }
}
