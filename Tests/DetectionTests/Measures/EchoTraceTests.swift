import Detection
import Testing
import Vocabulary

struct EchoTraceTests {
    private func echo(_ digest: UInt64, request: Bool = true, ordinary: Bool = false, length: UInt32 = 40) -> EchoFact {
        EchoFact(
            isRequest: request, identifier: 1, sequence: 1, length: length, digest: digest, entropy: 5,
            isOrdinary: ordinary)
    }

    @Test func `a returned payload is not an answer`() {
        var trace = EchoTrace(at: Timestamp(seconds: 0))
        trace.observe(echo(1), flow: 1, at: Timestamp(seconds: 1))
        trace.observe(echo(1, request: false), flow: 1, at: Timestamp(seconds: 2))
        trace.observe(echo(2, request: false), flow: 1, at: Timestamp(seconds: 3))
        #expect(trace.mirrored == 1)
        #expect(trace.answered == 1)
        #expect(trace.odd == 2)
        #expect(trace.contents.count == 2)
    }

    @Test func `ordinary pings leave no trace`() {
        var trace = EchoTrace(at: Timestamp(seconds: 0))
        for index in 0..<50 as Range<UInt64> {
            trace.observe(echo(index, ordinary: true), flow: 1, at: Timestamp(seconds: 1))
        }
        #expect(trace.odd == 0)
        #expect(trace.requests == 50)
    }

    @Test func `density is a share of what the length allows`() {
        var trace = EchoTrace(at: Timestamp(seconds: 0))
        trace.observe(echo(1, length: 32), flow: 1, at: Timestamp(seconds: 1))
        #expect(trace.meanDensity == 1)
    }
}
