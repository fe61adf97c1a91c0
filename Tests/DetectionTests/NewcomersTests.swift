import Testing
import Vocabulary

@testable import Detection

@Suite struct NewcomersTests {
    @Test func `the second flow of a source brings the first one back`() throws {
        var newcomers = Newcomers()
        let first = opening(flow: 8, to: 22, at: 1)
        let none = meet(first, &newcomers)
        #expect(none == nil)
        let wasKnown = newcomers.knows(77)
        #expect(!wasKnown)
        let second = meet(opening(flow: 16, to: 23, at: 2), &newcomers)
        let told = try #require(second)
        #expect(told.kind == .opened)
        #expect(told.flow.id == 8)
        #expect(told.flow.key == first.flow.key)
        #expect(told.timestamp == first.timestamp)
        #expect(told.flow.firstFlags == .syn)
        #expect(told.flow.initiator.packets == 1)
        #expect(told.flow.responder.packets == 0)
        #expect(told.flow.initiator.ttl == 57)
        #expect(told.flow.sawOpening)
        let isKnown = newcomers.knows(77)
        #expect(isKnown)
        #expect(newcomers.waiting == 0)
    }

    @Test func `the same flow told again is no second one`() {
        var newcomers = Newcomers()
        let first = opening(flow: 8, to: 22, at: 1)
        let answers = [meet(first, &newcomers), meet(first, &newcomers)]
        #expect(answers.compactMap { $0 }.isEmpty)
        let isKnown = newcomers.knows(77)
        #expect(!isKnown)
    }

    @Test func `a flow that its responder was seen to begin stays turned round`() throws {
        var newcomers = Newcomers()
        var event = opening(flow: 8, to: 22, at: 1)
        event.flow.responder = event.flow.initiator
        event.flow.initiator = FlowSnapshot.Side()
        _ = meet(event, &newcomers)
        let second = meet(opening(flow: 16, to: 23, at: 2), &newcomers)
        let told = try #require(second)
        #expect(told.flow.initiator.packets == 0)
        #expect(told.flow.responder.packets == 1)
    }

    @Test func `a flood of sources takes no more room than the cap, and who comes back is remembered`() {
        var newcomers = Newcomers()
        let events = [opening(flow: 8, to: 80, at: 1), opening(flow: 16, to: 80, at: 1)]
        for number in 1...5 as ClosedRange<UInt64> {
            let source = DistinctCount.mix(number)
            _ = newcomers.meet(source, events.span, 0)
            _ = newcomers.meet(source, events.span, 1)
        }
        for number in 1...100_000 as ClosedRange<UInt64> {
            _ = newcomers.meet(DistinctCount.mix(number << 20), events.span, 0)
        }
        #expect(newcomers.waiting <= 32_768)
        #expect(newcomers.gauge("x").isWithinCap)
        #expect(newcomers.overwritten > 60_000)
        for number in 1...5 as ClosedRange<UInt64> {
            let isKnown = newcomers.knows(DistinctCount.mix(number))
            #expect(isKnown)
        }
    }

    @Test func `a source that is silent while many become known is new again`() {
        var newcomers = Newcomers()
        let events = [opening(flow: 8, to: 80, at: 1), opening(flow: 16, to: 80, at: 1)]
        func introduce(_ source: UInt64, to newcomers: inout Newcomers) {
            _ = newcomers.meet(source, events.span, 0)
            _ = newcomers.meet(source, events.span, 1)
        }
        // Word 0, bit 1: no other source of this test shares it.
        let (silent, busy): (UInt64, UInt64) = (1, 2)
        introduce(silent, to: &newcomers)
        introduce(busy, to: &newcomers)
        for number in 1...70_000 as ClosedRange<UInt64> {
            introduce((number << 40) | ((number & 8191) << 8) | (3 + (number >> 13)), to: &newcomers)
            if number % 1000 == 0 {
                let isKnown = newcomers.knows(busy)
                #expect(isKnown)
            }
        }
        let isKnown = newcomers.knows(silent)
        #expect(!isKnown)
    }

    /// The same source each time.
    private func meet(_ event: FlowEvent, _ newcomers: inout Newcomers) -> FlowEvent? {
        let events = [event]
        return newcomers.meet(77, events.span, 0)
    }

    private func opening(flow: UInt64, to port: UInt16, at seconds: Double) -> FlowEvent {
        var flowSnapshot = FlowSnapshot(
            key: FlowKey(
                initiator: IPAddress(192, 0, 2, 1), initiatorPort: 40_000, responder: IPAddress(192, 0, 2, 2),
                responderPort: port, transport: .tcp))
        flowSnapshot.id = flow
        flowSnapshot.initiator.packets = 1
        flowSnapshot.initiator.ttl = 57
        flowSnapshot.firstFlags = .syn
        flowSnapshot.sawOpening = true
        flowSnapshot.state = .opening
        return FlowEvent(order: flow, timestamp: Timestamp(seconds: seconds), kind: .opened, flow: flowSnapshot)
    }
}
