import Detection
import Testing
import Vocabulary

struct LoginShapeTests {
    private func flow(port: UInt16, up: UInt64, down: UInt64, seconds: Double = 3) -> FlowSnapshot {
        var flow = FlowSnapshot(
            key: FlowKey(
                initiator: IPAddress(10, 0, 0, 1), initiatorPort: 4000, responder: IPAddress(10, 0, 0, 2),
                responderPort: port, transport: .tcp))
        flow.sawOpening = true
        flow.initiator.payload = up
        flow.responder.payload = down
        flow.lastSeen = Timestamp(seconds: seconds)
        flow.ending = .closed
        return flow
    }

    @Test func `a short connection that spoke is the shape`() {
        #expect(LoginShape.service(of: flow(port: 22, up: 2000, down: 2500)) == .ssh)
        #expect(LoginShape.service(of: flow(port: 3389, up: 1500, down: 3000)) == .rdp)
    }

    @Test func `a banner grab, a session, and other services are not`() {
        #expect(LoginShape.service(of: flow(port: 22, up: 21, down: 41)) == nil)
        #expect(LoginShape.service(of: flow(port: 22, up: 90_000, down: 250_000)) == nil)
        #expect(LoginShape.service(of: flow(port: 22, up: 2000, down: 2500, seconds: 600)) == nil)
        #expect(LoginShape.service(of: flow(port: 993, up: 2000, down: 2500)) == nil)
    }

    @Test func `alike is within half again`() {
        var tally = LoginTally()
        #expect(LoginShape.isUniform(tally))
        tally.shapedSizes = 2000...3500
        #expect(LoginShape.isUniform(tally))
        tally.shapedSizes = 2000...5900
        #expect(!LoginShape.isUniform(tally))
    }
}
