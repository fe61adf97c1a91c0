import Detection
import Testing
import Vocabulary

struct SlowFlowTests {
    private func flow(_ packets: UInt64, lasting seconds: Double) -> FlowSnapshot {
        let ends = IPAddress(10, 0, 0, 1)
        var flow = FlowSnapshot(
            key: FlowKey(
                initiator: ends, initiatorPort: 1, responder: IPAddress(10, 0, 0, 2), responderPort: 2, transport: .udp)
        )
        flow.firstSeen = Timestamp(seconds: 0)
        flow.lastSeen = Timestamp(seconds: seconds)
        flow.initiator.packets = packets
        return flow
    }

    @Test func `what a slow flow tells at once came over time, a fast or a young one is taken at its word`() {
        #expect(flow(320, lasting: 320).burst(of: 32, among: 320) == 1)
        #expect(flow(320, lasting: 80).burst(of: 32, among: 320) == 4)
        #expect(flow(320, lasting: 32).burst(of: 32, among: 320) == 32)
        #expect(flow(32, lasting: 1).burst(of: 32, among: 32) == 32)
        #expect(flow(1, lasting: 100).burst(of: 1, among: 1) == 1)
    }
}
