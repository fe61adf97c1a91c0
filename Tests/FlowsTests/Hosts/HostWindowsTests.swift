import Flows
import Testing
import Vocabulary

@Suite struct HostWindowsTests {
    private func event(
        _ kind: FlowEvent.Kind, at second: Double, from: IPAddress = Line.client, to: IPAddress = Line.server,
        packets: UInt32 = 1, back: UInt32 = 0, transport: IPProtocol = .tcp, flags: TCPFlags = .syn
    ) -> FlowEvent {
        var flow = FlowSnapshot(
            key: FlowKey(initiator: from, initiatorPort: 1, responder: to, responderPort: 2, transport: transport))
        flow.firstFlags = flags
        flow.initiator.deltaPackets = packets
        flow.initiator.deltaBytes = packets * 100
        flow.responder.deltaPackets = back
        flow.responder.deltaBytes = back * 1000
        return FlowEvent(order: 0, timestamp: Timestamp(seconds: second), kind: kind, flow: flow)
    }

    @Test func `what one sends the other receives`() {
        var windows = HostWindows()
        windows.observe(event(.opened, at: 100))
        windows.observe(event(.progressed, at: 100.5, packets: 10, back: 4))
        windows.observe(event(.pulse, at: 100.6, packets: 99))
        let client = windows.recent(Line.client, .minute)
        let server = windows.recent(Line.server, .minute)
        #expect(client.outbound.packets == 11)
        #expect(client.outbound.bytes == 1100)
        #expect(client.outbound.flows == 1)
        #expect(client.inbound.packets == 4)
        #expect(server.inbound.packets == 11)
        #expect(server.inbound.flows == 1)
        #expect(server.inbound.tcp == 11)
        #expect(server.inbound.udp == 0)
        #expect(server.synsIn == 1)
        #expect(server.outbound.bytes == 4000)
        #expect(windows.recent(IPAddress(9, 9, 9, 9), .minute) == HostTally())
    }

    @Test func `spans end with the ticks`() {
        var windows = HostWindows()
        windows.observe(event(.tick, at: 120))
        windows.observe(event(.opened, at: 120, packets: 100))
        func packets(_ span: HostSpan) -> UInt32 { windows.recent(Line.server, span).inbound.packets }
        #expect(packets(.second) == 100)
        windows.observe(event(.tick, at: 121))
        #expect(packets(.second) == 100)
        windows.observe(event(.tick, at: 122))
        #expect(packets(.second) == 0)
        #expect(packets(.tenSeconds) == 100)
        windows.observe(event(.tick, at: 135))
        #expect(packets(.tenSeconds) == 50)
        windows.observe(event(.tick, at: 141))
        #expect(packets(.tenSeconds) == 0)
        #expect(packets(.minute) == 100)
        windows.observe(event(.tick, at: 210))
        #expect(packets(.minute) == 50)
        windows.observe(event(.tick, at: 100_000))
        #expect(packets(.minute) == 0)
    }

    @Test func `a steady rate reads the same in every span`() {
        var windows = HostWindows()
        for second in 0..<300 {
            windows.observe(event(.tick, at: Double(1000 + second)))
            windows.observe(event(.progressed, at: Double(1000 + second), packets: 10))
        }
        #expect(abs(Int(windows.recent(Line.server, .tenSeconds).inbound.packets) - 100) <= 10)
        #expect(abs(Int(windows.recent(Line.server, .minute).inbound.packets) - 600) <= 10)
    }

    @Test func `a newcomer to a full table must come twice`() {
        var windows = HostWindows(capacity: 4)
        windows.observe(event(.opened, at: 10))
        windows.observe(event(.opened, at: 10, from: IPAddress(1, 0, 0, 1), to: IPAddress(1, 0, 0, 2)))
        #expect(windows.count == 4)
        let late = IPAddress(1, 0, 0, 3)
        windows.observe(event(.opened, at: 10, from: late))
        #expect(windows.turnedAway == 1)
        #expect(windows.recent(late, .minute) == HostTally())
        windows.observe(event(.opened, at: 10, from: late))
        #expect(windows.evicted == 1)
        #expect(windows.count == 4)
        #expect(windows.recent(late, .minute).outbound.packets == 1)
    }

    @Test func `many hosts that come and go leave the table whole`() {
        var windows = HostWindows(capacity: 100, seed: 3)
        var random = SystemRandomNumberGenerator()
        for step in 0..<20_000 {
            let from = IPAddress(v4: 0x0A00_0000 + UInt32.random(in: 0..<300, using: &random))
            let to = IPAddress(v4: 0x0B00_0000 + UInt32.random(in: 0..<300, using: &random))
            windows.observe(event(.opened, at: Double(step) / 1000, from: from, to: to))
        }
        #expect(windows.count == 100)
        let known = (0..<300).filter {
            windows.recent(IPAddress(v4: 0x0A00_0000 + UInt32($0)), .minute) != HostTally()
                || windows.recent(IPAddress(v4: 0x0B00_0000 + UInt32($0)), .minute) != HostTally()
        }
        #expect(!known.isEmpty)
    }

    @Test func `the seed of the table changes no result`() {
        func run(_ seed: UInt64) -> [HostTally] {
            var windows = HostWindows(capacity: 50, seed: seed)
            for step in 0..<5000 {
                let from = IPAddress(v4: 0x0A00_0000 + UInt32(step * 7919 % 211))
                windows.observe(event(.opened, at: 5, from: from))
            }
            return (0..<211).map { windows.recent(IPAddress(v4: 0x0A00_0000 + UInt32($0)), .minute) }
        }
        #expect(run(1) == run(2))
    }
}
