@testable import Exports
import Testing

@Suite struct HeldFlowsTests {
    @Test func `what is held is changed where it lies, and taken out once`() {
        var held = HeldFlows<[Int]>(capacity: 2)
        #expect(held.update(1, fresh: []) { $0.append(1) } == nil)
        #expect(held.update(1, fresh: []) { $0.append(2) } == nil)
        #expect(held.count == 1)
        #expect(held.change(1) { $0.removeFirst() } == 1)
        #expect(held.change(2) { $0.first } == nil)
        #expect(held.remove(1) == [2])
        #expect(held.remove(1) == nil)
    }

    @Test func `the flow held longest makes room`() {
        var held = HeldFlows<UInt64>(capacity: 2)
        for id: UInt64 in 1...4 {
            let evicted = held.update(id, fresh: id) { _ in }
            #expect(evicted == (id > 2 ? id - 2 : nil))
        }
        #expect(held.removeAll() == [3, 4])
    }

    @Test func `a million flows that come and go leave nothing behind`() {
        var held = HeldFlows<UInt64>(capacity: 100)
        for id: UInt64 in 0..<100_000 {
            #expect(held.update(id, fresh: id) { _ in } == nil)
            if id >= 50 { #expect(held.remove(id - 50) == id - 50) }
        }
        #expect(held.count == 50)
        #expect(held.removeAll() == Array(99_950..<100_000))
    }

    @Test func `a flow that comes back is held anew`() {
        var held = HeldFlows<String>(capacity: 3)
        for id: UInt64 in [1, 2] { #expect(held.update(id, fresh: "\(id)") { _ in } == nil) }
        #expect(held.remove(1) == "1")
        #expect(held.update(1, fresh: "again") { _ in } == nil)
        #expect(held.count == 2)
        #expect(Set(held.removeAll()) == ["2", "again"])
    }
}
