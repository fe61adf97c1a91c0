import Testing
import Vocabulary

@testable import Pipeline

@Suite struct EventOrderTests {
    func event(_ order: UInt64, _ kind: FlowEvent.Kind, flow id: UInt64 = 0, ending: Ending = .open) -> FlowEvent {
        var flow = FlowSnapshot(key: .none)
        flow.id = id
        flow.ending = ending
        return FlowEvent(order: order, timestamp: Timestamp(seconds: 0), kind: kind, flow: flow)
    }

    func names(_ events: [FlowEvent]) -> [String] { events.map { "\($0.order) \($0.kind) \($0.flow.id)" } }

    @Test func `two runs are merged by the packet that caused them`() {
        var merged: [FlowEvent] = []
        EventOrder.merge(
            [event(1, .opened), event(5, .opened), event(9, .closed)], [event(1, .application), event(7, .echo)],
            into: &merged)
        #expect(names(merged) == ["1 opened 0", "1 application 0", "5 opened 0", "7 echo 0", "9 closed 0"])
    }

    @Test func `of one packet the tick comes first and the end of the flow last`() {
        var merged: [FlowEvent] = []
        EventOrder.merge(
            [event(4, .tick), event(4, .closed, flow: 1, ending: .idle), event(4, .closed, flow: 9, ending: .closed)],
            [event(4, .application, flow: 9)], into: &merged)
        #expect(names(merged) == ["4 tick 0", "4 closed 1", "4 application 9", "4 closed 9"])
    }

    @Test
    func
        `a packet's own flow comes before the refusal of the one it quotes, and what it replaces before what it opens`()
    {
        var merged: [FlowEvent] = []
        EventOrder.merge(
            [event(4, .refused, flow: 1), event(4, .closed, flow: 1, ending: .refused)],
            [
                event(4, .closed, flow: 2, ending: .replaced), event(4, .opened, flow: 3), event(4, .pulse, flow: 3),
                event(4, .unreachable, flow: 3),
            ],
            into: &merged)
        #expect(
            names(merged) == [
                "4 closed 2", "4 opened 3", "4 pulse 3", "4 refused 1", "4 unreachable 3", "4 closed 1",
            ])
    }

    @Test func `flows that time ended are in order of their ids, whichever worker kept them`() {
        var merged: [FlowEvent] = []
        EventOrder.merge(
            [event(8, .closed, flow: 2, ending: .idle), event(8, .closed, flow: 6, ending: .idle)],
            [event(8, .closed, flow: 1, ending: .idle), event(8, .closed, flow: 4, ending: .idle)], into: &merged)
        #expect(merged.map(\.flow.id) == [1, 2, 4, 6])
    }

    @Test func `ticks of several workers become one with the sum`() {
        func tick(_ packets: UInt64, at second: Int64) -> FlowEvent {
            var tick = TrafficTick()
            tick.second = second
            tick.packets = packets
            return FlowEvent(
                order: 8, timestamp: Timestamp(seconds: 0), kind: .tick, flow: FlowSnapshot(key: .none),
                detail: .traffic(tick))
        }
        let joined = EventOrder.joiningTicks([tick(3, at: 1), tick(4, at: 1), tick(5, at: 2)])
        let packets = joined.map { event -> UInt64 in
            if case .traffic(let tick) = event.detail { tick.packets } else { 0 }
        }
        #expect(packets == [7, 5])
    }
}
