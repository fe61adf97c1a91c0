import Testing
import Vocabulary

@testable import Detection

@Suite struct EventRunTests {
    private func event(_ order: UInt64) -> FlowEvent {
        FlowEvent(order: order, timestamp: Timestamp(nanoseconds: 0), kind: .opened, flow: FlowSnapshot(key: .none))
    }

    @Test func `each rule has the entries it was called to, and a first flow the order of the event behind it`() {
        let events = [event(8), event(16), event(24)]
        var run = EventRun()
        run.enter(0, by: 0b001)
        run.enter(event(4), by: 0b010)
        run.enter(2, by: 0b011)
        #expect(run.entries == 3)
        #expect(run.entries(for: 0) == 0b101)
        #expect(run.entries(for: 1) == 0b110)
        #expect(run.entries(for: 2) == 0)
        #expect(run.index(0) == 0)
        #expect(run.index(1) == nil)
        #expect(run.index(2) == 2)
        #expect((0..<3).map { run.order(of: $0, events.span) } == [8, 24, 24])
        let calls = [run.calls(0, 1), run.calls(2, 40), run.calls(1, 1), run.calls(0, 64)]
        #expect(calls == [true, false, true, true])
        run.clear()
        #expect(run.entries == 0)
        #expect(run.entries(for: 0) == 0 && run.entries(for: 1) == 0)
        #expect(!run.calls(0, 64))
    }

    @Test func `a run is full before an event and the first flow of its source may find no room`() {
        var run = EventRun()
        var entered = 0
        while !run.isFull {
            run.enter(entered, by: 1)
            entered += 1
        }
        #expect(entered == EventRun.capacity - 1)
        run.clear()
        #expect(!run.isFull)
    }
}
