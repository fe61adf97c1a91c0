import Detection
import Learning
import Testing

struct BehaviourBaselineTests {
    @Test func `the shipped model fits the features of this program`() throws {
        let model = try #require(BehaviourBaseline.shipped.model)
        #expect(BehaviourBaseline.shipped.count == model.aspects.count)
        #expect(BehaviourBaseline.shipped[.contacts]?.features == Aspect.contacts.features.map(\.name))
        #expect(BehaviourBaseline.shipped[.flow]?.name == nil)
        #expect(model.knownHours == 0)
    }

    @Test func `pending is there, and judges nothing before it is read`() {
        #expect(BehaviourBaseline.pending.isThere && BehaviourBaseline.pending.isPending)
        #expect(Aspect.allCases.allSatisfy { BehaviourBaseline.pending[$0] == nil })
        #expect(!BehaviourBaseline.shipped.isPending)
    }

    @Test func `no model is no model`() {
        let none = BehaviourBaseline(nil)
        #expect(!none.isThere && !none.isPending && none.count == 0)
    }
}
