import Detection
import Testing
import Vocabulary

struct LoginTallyTests {
    private func flow(_ id: UInt64) -> FlowSnapshot {
        var flow = FlowSnapshot(
            key: FlowKey(
                initiator: IPAddress(10, 0, 0, 1), initiatorPort: 4000, responder: IPAddress(10, 0, 0, 2),
                responderPort: 22, transport: .tcp))
        flow.id = id
        flow.responder.payload = 2000 + id
        return flow
    }

    @Test func `a success forgives the failures of the same account before it`() {
        var tally = LoginTally()
        for outcome in [LoginAttempt.Outcome.failed, .failed, .succeeded] {
            tally.observe(
                LoginAttempt(service: .ssh, outcome: outcome, user: "ann"), flow: flow(1), at: Timestamp(seconds: 1))
        }
        #expect(tally.failures.total == 0)
        #expect(tally.successes == 1)
    }

    @Test func `a success of another account forgives nothing`() {
        var tally = LoginTally()
        for (user, outcome) in [("root", LoginAttempt.Outcome.failed), ("root", .failed), ("mine", .succeeded)] {
            tally.observe(
                LoginAttempt(service: .ssh, outcome: outcome, user: user), flow: flow(1), at: Timestamp(seconds: 1))
        }
        #expect(tally.failures.total == 2)
        #expect(tally.accounts.count == 1)
    }

    @Test func `a connection whose outcome is known is not counted by its shape`() {
        var tally = LoginTally()
        tally.observe(LoginAttempt(service: .ssh, outcome: .succeeded), flow: flow(1), at: Timestamp(seconds: 1))
        tally.observeShape(flow(1), at: Timestamp(seconds: 2))
        tally.observeShape(flow(2), at: Timestamp(seconds: 3))
        #expect(tally.shaped.total == 1)
        #expect(tally.shapedSizes == 2002...2002)
    }
}
