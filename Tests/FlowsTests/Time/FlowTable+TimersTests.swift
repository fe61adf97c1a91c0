import Flows
import Testing
import Vocabulary

@Suite struct FlowTableTimersTests {
    /// Something far away that only moves the clock.
    private func beat(_ seconds: Double) -> PacketFacts {
        packet(.udp, at: seconds, from: IPAddress(9, 9, 9, 9), 1, to: IPAddress(9, 9, 9, 8), 1)
    }

    @Test func `each second has a tick that says what passed in the one before`() throws {
        var line = try Line()
        line.send([packet(.tcp, .syn, at: 0), packet(.udp, at: 0.1), packet(.icmp, at: 0.2)])
        let events = line.send(packet(.tcp, .syn, at: 2.5))
        #expect(events.ticks.map(\.timestamp.second) == [1_000_001, 1_000_002])
        guard case .traffic(let first) = events[0].detail, case .traffic(let second) = events[1].detail else {
            Issue.record("a tick carries its traffic")
            return
        }
        #expect([first.packets, first.tcp, first.udp, first.icmp, first.newFlows] == [3, 1, 1, 1, 3])
        #expect(first.activeFlows == 3)
        #expect(first.second == 1_000_000)
        #expect(second.packets == 0)
        #expect(events.last?.kind == .tick)
        #expect(events.allSatisfy { $0.order == 4 << 3 })
    }

    @Test func `UDP expires after a minute, answered UDP after two, ICMP after half a one`() throws {
        var line = try Line()
        line.send(packet(.udp, at: 0))
        line.send(packet(.udp, at: 0, 7, to: Line.server, 7000))
        line.send(packet(.udp, at: 0, from: Line.server, 7000, to: Line.client, 7))
        line.send(packet(.icmp, at: 0, 8, to: Line.server, 0))
        var closed: [Double: Int] = [:]
        for second in stride(from: 0.5, to: 200, by: 1) {
            for event in line.send(beat(second)) where event.kind == .closed {
                #expect(event.flow.ending == .idle)
                closed[event.timestamp.seconds - 1_000_000, default: 0] += 1
            }
        }
        #expect(closed == [30: 1, 60: 1, 120: 1])
    }

    @Test func `other timeouts hold from now on, also for flows that are open`() throws {
        var line = try Line()
        line.send(packet(.udp, at: 0))
        line.table.renew(timeouts: FlowSettings(expirySeconds: 100))
        var closed: [Double] = []
        for second in stride(from: 0.5, to: 150, by: 1) {
            for event in line.send(beat(second)) where event.kind == .closed {
                closed.append(event.timestamp.seconds - 1_000_000)
            }
        }
        #expect(closed == [100])
    }

    @Test func `an established connection outlives a long silence, a half open one does not`() throws {
        var line = try Line()
        line.send(packet(.tcp, .syn, at: 0))
        line.send(answer(.tcp, [.syn, .ack], at: 0))
        line.send(packet(.tcp, .ack, at: 0))
        line.send(packet(.tcp, .syn, at: 0, 41_000))
        var ends: [Int64] = []
        for second in 1...400 {
            ends += line.send(beat(Double(second))).filter { $0.kind == .closed }.map {
                $0.timestamp.second - 1_000_000
            }
        }
        #expect(ends == [60, 300])
    }

    @Test func `a packet after the timeout is a new flow, wherever the wheel stands`() throws {
        var line = try Line()
        line.send(packet(.udp, at: 0.9))
        let events = line.send(packet(.udp, at: 61))
        #expect(events.kinds == [.closed, .opened])
        #expect(line.table.counters.opened == 2)
        #expect(line.table.counters.distinctTuples == 1)
    }

    @Test func `a closed connection lingers, then its record is used again`() throws {
        var line = try Line()
        line.send(packet(.tcp, .syn, at: 0))
        let number = line.last.flow
        line.send(answer(.tcp, .rst, at: 0.1))
        line.send(packet(.tcp, .ack, at: 5))
        #expect(line.last.flow == number)
        #expect(line.send(beat(20)).kinds == [.opened])
        #expect(line.table.counters.active == 1)
        line.send(packet(.udp, at: 20.5))
        #expect(line.last.flow == number)
    }

    @Test func `flows that expire in one second close in order of id`() throws {
        var line = try Line()
        for port in stride(from: UInt16(500), to: 100, by: -1) { line.send(packet(.udp, at: 0.5, port)) }
        let closed = line.send(beat(62)).filter { $0.kind == .closed }
        #expect(closed.count == 400)
        #expect(closed.map(\.flow.id) == closed.map(\.flow.id).sorted())
        #expect(Set(closed.map(\.timestamp)).count == 1)
    }

    @Test func `a gap of years gives at most 120 ticks and leaps`() throws {
        var line = try Line()
        line.send([packet(.udp, at: 0), packet(.udp, at: 0.1)])
        let far = 10.0 * 365 * 86_400
        var events: [FlowEvent] = []
        for step in 0..<4 { events += line.send(beat(far + Double(step))) }
        #expect(events.ticks.count <= 124)
        #expect(events.ticks.count >= 100)
        #expect(events.filter { $0.kind == .closed }.count == 1)
        #expect(line.table.counters.clockJumps == 1)
        #expect(events.ticks.map(\.timestamp) == events.ticks.map(\.timestamp).sorted())
    }

    @Test func `one bogus stamp expires nothing`() throws {
        var line = try Line()
        line.send([packet(.tcp, .syn, at: 0), packet(.udp, at: 0.1)])
        #expect(line.send(beat(1e8)).kinds == [.opened])
        #expect(line.send(packet(.udp, at: 0.2)).kinds.isEmpty)
        #expect(line.table.counters.clockJumps == 0)
        // The bogus flow itself ends when its time has passed by the clock.
        var events: [FlowEvent] = []
        for second in 1...200 { events += line.send(packet(.udp, at: Double(second))) }
        #expect(events.filter { $0.kind == .closed }.count == 2)
    }

    @Test func `late packets are counted and change no clock`() throws {
        var line = try Line()
        line.send([packet(.udp, at: 10), packet(.udp, at: 11), packet(.udp, at: 9), packet(.udp, at: 10.5)])
        #expect(line.table.counters.late == 2)
        #expect(line.table.now == Timestamp(seconds: 1_000_011))
        let flow = try #require(line.finish().first(.closed)).flow
        #expect(flow.initiator.packets == 4)
        #expect(flow.lastSeen == Timestamp(seconds: 1_000_011))
        #expect(flow.duration == 1)
    }

    @Test func `a silent line is moved on without packets`() throws {
        var line = try Line()
        line.send([packet(.udp, at: 0), packet(.udp, at: 0.5)])
        var goesOn = true
        var events: [FlowEvent] = []
        while goesOn {
            goesOn = line.table.advance(to: Timestamp(seconds: 1_000_070), order: 99, into: &line.buffer)
            events += line.drain()
        }
        #expect(events.kinds == [.closed])
        #expect(events.ticks.count == 70)
        #expect(events.allSatisfy { $0.order == 99 })
    }

    @Test func `many flows that expire at once come in portions`() throws {
        var line = try Line()
        for port in 1...9000 { line.send(packet(.udp, at: 0, UInt16(port))) }
        var batch = FactsBatch()
        batch.facts[0] = beat(100)
        batch.facts[0].order = 100_000 << 3
        batch.count = 1
        var calls = 0
        var closed = 0
        var most = 0
        var done = 0
        while done < 1 {
            done = line.table.observe(&batch, from: done, into: &line.buffer)
            calls += 1
            most = max(most, line.buffer.count)
            closed += line.drain().filter { $0.kind == .closed }.count
        }
        #expect(closed == 9000)
        #expect(calls > 3)
        #expect(most <= EventBuffer.softLimit + 1)
        #expect(batch.facts[0].flow != .max)
    }
}
