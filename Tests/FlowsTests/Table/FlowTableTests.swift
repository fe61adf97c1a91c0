import Flows
import Testing
import Vocabulary

@Suite struct FlowTableTests {
    @Test func `a handshake opens and establishes one flow`() throws {
        var line = try Line()
        #expect(line.send(packet(.tcp, .syn, at: 0)).kinds == [.opened])
        #expect(line.send(answer(.tcp, [.syn, .ack], at: 0.01)).kinds.isEmpty)
        let events = line.send(packet(.tcp, .ack, at: 0.02))
        #expect(events.kinds == [.established])
        #expect(events.first?.flow.state == .established)
        #expect(events.first?.flow.history.description == "ShA")
        #expect(line.table.counters.opened == 1)
        #expect(line.table.counters.active == 1)
    }

    @Test func `a packet is placed in its flow with its direction and its wish to be dissected`() throws {
        var line = try Line()
        line.send(packet(.tcp, .syn, at: 0))
        let number = line.last.flow
        #expect(number != .max)
        #expect(line.last.fromInitiator)
        #expect(!line.last.wantsDissection)
        line.send(answer(.tcp, [.ack, .psh], at: 0.1, payload: 5))
        #expect(line.last.flow == number)
        #expect(!line.last.fromInitiator)
        #expect(line.last.wantsDissection)
        line.table.stopDissection(number)
        line.send(answer(.tcp, [.ack, .psh], at: 0.2, payload: 5))
        #expect(!line.last.wantsDissection)
    }

    @Test func `what has no addresses belongs to no flow but counts in the second`() throws {
        var line = try Line()
        var arp = PacketFacts()
        arp.network = .arp
        arp.wireLength = 60
        arp.timestamp = Timestamp(seconds: 1_000_000)
        #expect(line.send(arp).isEmpty)
        #expect(line.last.flow == .max)
        guard case .traffic(let tick) = line.finish()[0].detail else {
            Issue.record("the end gives a tick")
            return
        }
        #expect(tick.packets == 1)
        #expect(tick.other == 1)
        #expect(tick.bytes == 60)
    }

    @Test func `a packet of another worker moves the clock and opens nothing`() throws {
        var line = try Line()
        var foreign = packet(.udp, at: 0)
        foreign.isForeign = true
        line.send(foreign)
        foreign.timestamp = Timestamp(seconds: 1_000_003)
        #expect(line.send(foreign).ticks.count == 3)
        #expect(line.table.counters.opened == 0)
        #expect(line.last.flow == .max)
    }

    @Test func `the same five numbers in a tunnel are a flow of their own`() throws {
        var line = try Line()
        line.send([packet(.udp, at: 0), packet(.udp, at: 0, depth: 1)])
        #expect(line.table.counters.opened == 2)
        #expect(line.table.counters.openedInTunnels == 1)
        #expect(line.table.counters.distinctTuples == 1)
    }

    @Test func `later fragments without ports make a flow with port zero`() throws {
        var line = try Line()
        var fragment = packet(.udp, at: 0, 0, 0)
        fragment.marks = [.fragment, .laterFragment]
        let events = line.send(fragment)
        #expect(events.kinds == [.opened])
        #expect(events[0].flow.key.responderPort == 0)
        #expect(line.table.counters.distinctTuples == 0)
    }

    @Test func `half a header is no packet of a flow`() throws {
        var line = try Line()
        var half = packet(.tcp, at: 0)
        half.marks = [.fragment, .headerPiece]
        #expect(line.send(half).isEmpty)
        #expect(line.table.counters.opened == 0)
    }

    @Test func `a forged length counts no more than was on the link`() throws {
        var line = try Line()
        var fact = packet(.udp, at: 0, payload: 10)
        fact.ipLength = 65_535
        fact.payloadLength = 65_000
        fact.wireLength = 64
        let flow = line.send(fact)[0].flow
        #expect(flow.initiator.bytes == 64)
        #expect(flow.initiator.payload == 64)
    }

    @Test func `progress is reported after 32 packets, after 64 KiB and after a minute`() throws {
        var line = try Line()
        line.send(packet(.udp, at: 0, payload: 1))
        for number in 1...31 { #expect(line.send(packet(.udp, at: Double(number) / 100, payload: 1)).isEmpty) }
        let byCount = line.send(packet(.udp, at: 0.4, payload: 1))
        #expect(byCount.kinds == [.progressed])
        #expect(byCount[0].flow.initiator.packets == 33)
        #expect(byCount[0].flow.initiator.deltaPackets == 32)
        #expect(line.send(packet(.udp, at: 0.5, payload: 60_000)).isEmpty)
        let bySize = line.send(packet(.udp, at: 0.6, payload: 6_000))
        #expect(bySize.kinds == [.progressed])
        #expect(bySize[0].flow.initiator.deltaPayload == 66_000)
        line.send(packet(.udp, at: 40, payload: 1))
        #expect(line.send(packet(.udp, at: 63, payload: 1)).kinds.contains(.progressed))
    }

    @Test func `deltas add up to the totals`() throws {
        var line = try Line()
        var events: [FlowEvent] = []
        for number in 0..<1000 {
            let time = Double(number) * 0.3
            events += line.send(
                number % 3 == 0 ? answer(.udp, at: time, payload: 100) : packet(.udp, at: time, payload: UInt32(number))
            )
        }
        events += line.finish()
        let sent = events.reduce(UInt64(0)) { $0 + UInt64($1.flow.initiator.deltaBytes) }
        let back = events.reduce(UInt64(0)) { $0 + UInt64($1.flow.responder.deltaPackets) }
        let last = try #require(events.first(.closed))
        #expect(last.flow.ending == .captureEnd)
        #expect(sent == last.flow.initiator.bytes)
        #expect(back == last.flow.responder.packets)
    }

    @Test func `the initiator speaking after two silent seconds is a pulse`() throws {
        var line = try Line()
        line.send(packet(.udp, at: 0, payload: 8))
        line.send(answer(.udp, at: 2.5, payload: 8))
        let events = line.send(packet(.udp, at: 3, payload: 9))
        #expect(events.kinds == [.pulse])
        guard case .pulse(let pulse)? = events.first(.pulse)?.detail else {
            Issue.record("a pulse carries its gap")
            return
        }
        #expect(abs(pulse.gap - 3) < 1e-6)
        #expect(pulse.payload == 9)
        #expect(line.send(packet(.udp, at: 4.9, payload: 9)).kinds.isEmpty)
    }

    @Test func `service and slot are kept with the flow and its end says where to release`() throws {
        var line = try Line()
        line.send(packet(.udp, at: 0, payload: 1))
        let number = line.last.flow
        #expect(line.table.slot(number) == 0)
        line.table.setSlot(number, 12)
        line.table.setService(number, .dns)
        #expect(line.table.snapshot(number).service == .dns)
        var batch = FactsBatch()
        batch.facts[0] = packet(.udp, at: 100, 1, to: Line.server, 2)
        batch.count = 1
        #expect(line.table.observe(&batch, into: &line.buffer) == 1)
        #expect(line.table.ended == [number])
        #expect(line.table.slot(number) == 12)
        #expect(batch.facts[0].flow != number)
    }

    @Test func `at the end all flows close in order of id`() throws {
        var line = try Line()
        for port in 1...50 { line.send(packet(.udp, at: 0, UInt16(port))) }
        let closed = line.finish().filter { $0.kind == .closed }
        #expect(closed.count == 50)
        #expect(closed.map(\.flow.id) == closed.map(\.flow.id).sorted())
        #expect(closed.allSatisfy { $0.flow.ending == .captureEnd })
        #expect(line.table.counters.active == 0)
    }
}
