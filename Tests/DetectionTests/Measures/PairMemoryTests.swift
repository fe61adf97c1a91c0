import Testing
import Vocabulary

@testable import Detection

@Suite struct PairMemoryTests {
    @Test func `a pair is known from both sides, a stranger is not`() {
        var memory = PairMemory(slots: 64)
        memory.note(IPAddress(10, 0, 0, 1), IPAddress(10, 0, 0, 2))
        #expect(memory.contains(IPAddress(10, 0, 0, 2), IPAddress(10, 0, 0, 1)))
        #expect(!memory.contains(IPAddress(10, 0, 0, 3), IPAddress(10, 0, 0, 1)))
    }
}
