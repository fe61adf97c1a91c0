import Flows
import Testing
import Vocabulary

@Suite struct FlowTableEndingTests {
    private func quoted(_ transport: IPProtocol, type: UInt8 = 3, code: UInt8 = 1) -> UnreachableFact {
        UnreachableFact(
            quoted: FlowKey(
                initiator: Line.client, initiatorPort: 40_000, responder: Line.server, responderPort: 4444,
                transport: transport), icmpType: type, icmpCode: code)
    }

    @Test func `an ICMP error refuses a TCP opening once`() throws {
        var line = try Line()
        line.send(packet(.tcp, .syn, at: 0))
        line.table.unreachable(quoted(.tcp), order: 80, timestamp: Timestamp(seconds: 1_000_001), into: &line.buffer)
        let events = line.drain()
        #expect(events.kinds == [.refused, .closed])
        #expect(events[1].flow.ending == .refused)
        #expect(events[0].order == 80)
        line.table.unreachable(quoted(.tcp), order: 88, timestamp: Timestamp(seconds: 1_000_001), into: &line.buffer)
        #expect(line.drain().isEmpty)
    }

    @Test func `an ICMP error is told once of a UDP flow, which goes on`() throws {
        var line = try Line()
        line.send(packet(.udp, at: 0))
        for _ in 0..<3 {
            line.table.unreachable(
                quoted(.udp, code: 3), order: 80, timestamp: Timestamp(seconds: 1_000_001), into: &line.buffer)
        }
        #expect(line.drain().kinds == [.refused])
        #expect(line.table.counters.active == 1)
    }

    @Test func `errors that are no refusal, or about an answered flow, change nothing`() throws {
        var line = try Line()
        line.send(packet(.udp, at: 0))
        let time = Timestamp(seconds: 1_000_001)
        line.table.unreachable(quoted(.udp, type: 11, code: 0), order: 80, timestamp: time, into: &line.buffer)
        line.table.unreachable(quoted(.udp, type: 3, code: 4), order: 80, timestamp: time, into: &line.buffer)
        line.table.unreachable(quoted(.tcp), order: 80, timestamp: time, into: &line.buffer)
        line.send(answer(.udp, at: 0.5))
        line.table.unreachable(quoted(.udp, code: 3), order: 80, timestamp: time, into: &line.buffer)
        #expect(line.drain().isEmpty)
    }

    @Test func `a full table evicts the flow that would time out first`() throws {
        var settings = FlowSettings()
        settings.capacity = 10
        var line = try Line(settings)
        line.send(packet(.tcp, .syn, at: 0, 1))
        line.send(packet(.tcp, [.syn, .ack], at: 0, from: Line.server, 4444, to: Line.client, 1))
        line.send(packet(.tcp, .ack, at: 0, 1))
        for port in 2...10 { line.send(packet(.tcp, .syn, at: Double(port), UInt16(port))) }
        #expect(line.table.counters.active == 10)
        let events = line.send(packet(.tcp, .syn, at: 10.5, 100))
        #expect(events.kinds == [.closed, .opened])
        #expect(events.first(.closed)?.flow.ending == .evicted)
        #expect(events.first(.closed)?.flow.key.initiatorPort == 2)
        #expect(line.table.counters.evicted == 1)
        #expect(line.table.counters.active == 10)
    }

    @Test func `a flood of one-packet flows leaves the connections that live`() throws {
        var settings = FlowSettings()
        settings.capacity = 200
        var line = try Line(settings)
        line.send(packet(.tcp, .syn, at: 0, 1))
        line.send(packet(.tcp, [.syn, .ack], at: 0, from: Line.server, 4444, to: Line.client, 1))
        line.send(packet(.tcp, .ack, at: 0, 1))
        let id = line.last.flow
        for number in 0..<5000 {
            let source = IPAddress(v4: 0x0B00_0000 + UInt32(number))
            line.send(packet(.tcp, .syn, at: 1 + Double(number) / 5000, from: source, 99))
        }
        line.send(packet(.tcp, .ack, at: 3, 1, payload: 4))
        #expect(line.last.flow == id)
        #expect(line.table.counters.active == 200)
        #expect(line.table.counters.evicted + line.table.counters.refused == 5001 - 200)
    }

    @Test func `where nothing can be evicted the new flow is refused and counted`() throws {
        var settings = FlowSettings()
        settings.capacity = 40
        var line = try Line(settings)
        for port in 1...40 { line.send(packet(.udp, at: 0, UInt16(port))) }
        for port in 1...40 { line.send(packet(.udp, at: 10, UInt16(port))) }
        // All entries of the wheel are stale by ten seconds: 32 looks re-arm 32 of them, and find none that is due.
        line.send(packet(.udp, at: 10, 77))
        #expect(line.last.flow == .max)
        #expect(line.table.counters.refused == 1)
        line.send(packet(.udp, at: 10, 77))
        #expect(line.last.flow != .max)
    }

    @Test func `a record given up is not used again in the same batch`() throws {
        var line = try Line()
        line.send(packet(.tcp, .rst, at: 0))
        let old = line.last.flow
        var batch = FactsBatch()
        batch.facts[0] = packet(.udp, at: 30)
        batch.facts[1] = packet(.udp, at: 30, 1)
        batch.count = 2
        #expect(line.table.observe(&batch, into: &line.buffer) == 2)
        #expect(batch.facts[0].flow != old && batch.facts[1].flow != old)
        line.send(packet(.udp, at: 30, 2))
        #expect(line.last.flow == old)
    }
}
