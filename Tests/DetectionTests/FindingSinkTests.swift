import Testing
import Vocabulary

@testable import Detection

@Suite struct FindingSinkTests {
    private func finding(_ text: String) -> Finding {
        let time = Timestamp(nanoseconds: 0)
        return Finding(
            detection: .anomaly, summary: text, severity: .info, confidence: 1, techniques: [], attackers: [],
            victims: [], evidence: [], firstSeen: time, lastSeen: time)
    }

    @Test func `what rules find one after the other is told in the order of the events`() {
        var sink = FindingSink()
        sink.turn(to: 5, of: 0)
        sink.report(finding("first rule, later event"))
        sink.turn(to: 2, of: 1)
        sink.report(finding("second rule, earlier event"))
        sink.report(finding("and again"))
        sink.turn(to: 5, of: 1)
        sink.report(finding("second rule, later event"))
        sink.settle { UInt64($0) * 8 }
        let found = sink.drain()
        #expect(
            found.map { $0.summary } == [
                "second rule, earlier event", "and again", "first rule, later event", "second rule, later event",
            ])
        #expect(found.map { $0.order } == [16, 16, 40, 40])
    }

    @Test func `what was settled stays where it is`() {
        var sink = FindingSink()
        sink.turn(to: 9, of: 3)
        sink.report(finding("one run"))
        sink.settle { _ in 1 }
        sink.turn(to: 0, of: 0)
        sink.report(finding("the next"))
        sink.settle { _ in 2 }
        #expect(sink.drain().map { $0.summary } == ["one run", "the next"])
        #expect(sink.drain().isEmpty)
    }
}
