import Flows
import Testing
import Vocabulary

@Suite struct FlowTableTCPTests {
    @Test func `a whole connection is told once each`() throws {
        var line = try Line()
        var events = line.send(packet(.tcp, .syn, at: 0))
        events += line.send(answer(.tcp, [.syn, .ack], at: 0.1))
        events += line.send(packet(.tcp, .ack, at: 0.2))
        events += line.send(packet(.tcp, [.ack, .psh], at: 0.3, payload: 100))
        events += line.send(answer(.tcp, .ack, at: 0.31))
        events += line.send(answer(.tcp, [.ack, .psh], at: 0.4, payload: 500))
        events += line.send(packet(.tcp, [.fin, .ack], at: 0.5))
        #expect(events.kinds == [.opened, .established])
        events = line.send(answer(.tcp, [.fin, .ack], at: 0.6))
        #expect(events.kinds == [.closed])
        let flow = try #require(events.first).flow
        #expect(flow.ending == .closed)
        #expect(flow.state == .closed)
        #expect(flow.history.description == "ShADadFf")
        #expect(flow.sawOpening)
        #expect(line.send(packet(.tcp, .ack, at: 0.7)).kinds.isEmpty)
        #expect(line.table.counters.opened == 1)
        #expect(line.finish().kinds.isEmpty)
    }

    @Test func `a plain SYN-ACK is counted as any other packet`() throws {
        func snapshot(_ flags: TCPFlags) throws -> FlowSnapshot {
            var line = try Line()
            line.send(packet(.tcp, .syn, at: 0))
            #expect(line.send(answer(.tcp, flags, at: 0.1)).kinds.isEmpty)
            #expect(!line.last.fromInitiator)
            return line.table.snapshot(line.last.flow)
        }
        let quick = try snapshot([.syn, .ack])
        // With a flag of congestion control it goes the long way.
        let slow = try snapshot([.syn, .ack, .ece])
        #expect(quick.state == .answered && slow.state == .answered)
        #expect(quick.history == slow.history && quick.history.description == "Sh")
        #expect(quick.responder.packets == 1 && slow.responder.packets == 1)
        #expect(quick.responder.bytes == slow.responder.bytes && quick.responder.bytes == 40)
        #expect(quick.responder.mac == slow.responder.mac && quick.responder.ttl == slow.responder.ttl)
        #expect(quick.responder.flags == [.syn, .ack])
        #expect(quick.lastSeen == slow.lastSeen && quick.lastSeen.seconds > 1_000_000)
    }

    @Test func `what a SYN-ACK added is reported with the end`() throws {
        var line = try Line()
        line.send(packet(.tcp, .syn, at: 0))
        line.send(answer(.tcp, [.syn, .ack], at: 0.1))
        line.send(answer(.tcp, [.syn, .ack], at: 1.1))
        let closed = try #require(line.finish().first(.closed)).flow
        #expect(closed.responder.packets == 2 && closed.responder.deltaPackets == 2)
        #expect(closed.initiator.packets == 1 && closed.initiator.deltaPackets == 0)
        #expect(closed.state == .answered)
    }

    @Test func `RST from the responder refuses, RST from the initiator resets`() throws {
        var line = try Line()
        line.send(packet(.tcp, .syn, at: 0))
        let refused = line.send(answer(.tcp, [.rst, .ack], at: 0.1))
        #expect(refused.kinds == [.refused, .closed])
        #expect(refused[1].flow.ending == .refused)
        var scan = try Line()
        scan.send(packet(.tcp, .syn, at: 0))
        scan.send(answer(.tcp, [.syn, .ack], at: 0.1))
        let reset = scan.send(packet(.tcp, .rst, at: 0.2))
        #expect(reset.kinds == [.closed])
        #expect(reset[0].flow.ending == .reset)
        #expect(reset[0].flow.history.description == "ShR")
    }

    @Test func `SYN retransmissions stay one flow`() throws {
        var line = try Line()
        for time in [0.0, 1, 3, 7, 15, 31, 63] { line.send(packet(.tcp, .syn, at: time, sequence: 9)) }
        #expect(line.table.counters.opened == 1)
        #expect(line.finish().first(.closed)?.flow.initiator.packets == 7)
    }

    @Test func `a new SYN after the end is a new flow, the same SYN is not`() throws {
        var line = try Line()
        line.send(packet(.tcp, .syn, at: 0, sequence: 5))
        line.send(answer(.tcp, [.rst, .ack], at: 0.1))
        #expect(line.send(packet(.tcp, .syn, at: 0.5, sequence: 5)).kinds.isEmpty)
        #expect(line.send(packet(.tcp, .syn, at: 1, sequence: 6)).kinds == [.opened])
        #expect(line.table.counters.opened == 2)
        #expect(line.table.counters.distinctTuples == 1)
    }

    @Test func `a new SYN on a half closed flow replaces it`() throws {
        var line = try Line()
        line.send(packet(.tcp, .syn, at: 0, sequence: 5))
        line.send(answer(.tcp, [.syn, .ack], at: 0.1))
        line.send(packet(.tcp, .ack, at: 0.2))
        line.send(packet(.tcp, [.fin, .ack], at: 0.3))
        let events = line.send(packet(.tcp, .syn, at: 1, sequence: 900))
        #expect(events.kinds == [.closed, .opened])
        #expect(events.first(.closed)?.flow.ending == .replaced)
    }

    @Test func `payload that goes on after a reset is a flow again`() throws {
        var line = try Line()
        line.send(packet(.tcp, .syn, at: 0))
        line.send(answer(.tcp, [.syn, .ack], at: 0.1))
        line.send(packet(.tcp, .ack, at: 0.2))
        line.send(answer(.tcp, .rst, at: 0.3))
        var events: [FlowEvent] = []
        for number in 0..<20 {
            events += line.send(packet(.tcp, [.ack, .psh], at: 0.4 + Double(number) / 100, payload: 10))
        }
        #expect(events.kinds == [.opened])
        #expect(line.table.counters.opened == 2)
    }

    struct First: Sendable {
        var flags: TCPFlags
        var from: UInt16
        var to: UInt16
        var forward: Bool
    }

    @Test(arguments: [
        First(flags: .syn, from: 40_000, to: 4444, forward: true),
        First(flags: [.syn, .ack], from: 22, to: 40_000, forward: false),
        First(flags: .ack, from: 40_000, to: 443, forward: true),
        First(flags: .ack, from: 443, to: 40_000, forward: false),
        First(flags: .ack, from: 2, to: 1, forward: true),
        First(flags: .ack, from: 443, to: 80, forward: true),
        First(flags: .fin, from: 443, to: 40_000, forward: true),
        First(flags: [], from: 443, to: 40_000, forward: true),
    ])
    func `the initiator is who asked`(first: First) throws {
        var line = try Line()
        let flow = line.send(packet(.tcp, first.flags, at: 0, first.from, to: Line.server, first.to))[0].flow
        #expect((flow.key.initiator == Line.client) == first.forward)
        #expect(line.last.fromInitiator == first.forward)
        #expect(flow.key.initiatorPort == (first.forward ? first.from : first.to))
    }

    @Test func `a flow joined midway is established when both sides spoke and there was data`() throws {
        var line = try Line()
        #expect(line.send(packet(.tcp, .ack, at: 0)).kinds == [.opened])
        #expect(line.send(answer(.tcp, .ack, at: 0.1)).kinds.isEmpty)
        let events = line.send(answer(.tcp, [.ack, .psh], at: 0.2, payload: 4))
        #expect(events.kinds == [.established])
        #expect(events[0].flow.sawOpening == false)
    }

    @Test func `a stealth probe is midstream and its RST a reset`() throws {
        var line = try Line()
        let opened = line.send(packet(.tcp, [.fin, .psh, .urg], at: 0))
        #expect(opened[0].flow.state == .midstream)
        #expect(opened[0].flow.firstFlags == [.fin, .psh, .urg])
        let closed = line.send(answer(.tcp, [.rst, .ack], at: 0.1))
        #expect(closed.kinds == [.closed])
        #expect(closed[0].flow.ending == .reset)
    }

    @Test func `a lone RST opens a flow that is over at once`() throws {
        var line = try Line()
        #expect(line.send(packet(.tcp, [.rst, .ack], at: 0)).kinds == [.opened, .closed])
    }
}
