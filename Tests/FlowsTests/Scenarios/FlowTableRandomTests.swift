import Flows
import Testing
import Vocabulary

/// Random traffic: determinism, a model to compare with, and hostile values.
@Suite struct FlowTableRandomTests {
    struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            return value ^ value >> 31
        }
    }

    private func traffic(_ count: Int, seed: UInt64) -> [PacketFacts] {
        var random = Generator(state: seed)
        var time = 0.0
        return (0..<count).map { _ in
            time += Double(UInt64.random(in: 0..<1000, using: &random)) / 2000
            if UInt64.random(in: 0..<200, using: &random) == 0 { time += 50 }
            let transport: IPProtocol = [.tcp, .tcp, .udp, .icmp][Int.random(in: 0..<4, using: &random)]
            let flags: [TCPFlags] = [.syn, [.syn, .ack], .ack, [.ack, .psh], [.fin, .ack], .rst, [.rst, .ack], []]
            let client = IPAddress(v4: 0x0A00_0000 + UInt32.random(in: 0..<8, using: &random))
            let port = UInt16.random(in: 1000..<1010, using: &random)
            let payload = UInt32.random(in: 0..<3, using: &random) * 700
            let sequence = UInt32.random(in: 0..<3, using: &random)
            let choice = flags[Int.random(in: 0..<flags.count, using: &random)]
            let jitter = UInt64.random(in: 0..<10, using: &random) == 0 ? -0.3 : 0
            return Bool.random(using: &random)
                ? packet(transport, choice, at: time + jitter, from: client, port, payload: payload, sequence: sequence)
                : packet(
                    transport, choice, at: time + jitter, from: Line.server, 4444, to: client, port, payload: payload,
                    sequence: sequence)
        }
    }

    private func describe(_ events: [FlowEvent]) -> [String] {
        events.map { event in
            let flow = event.flow
            return "\(event.kind) \(event.order) \(event.timestamp) \(flow.id) \(flow.key) \(flow.history) "
                + "\(flow.initiator.packets)/\(flow.initiator.deltaBytes) \(flow.responder.packets)/"
                + "\(flow.responder.deltaBytes) \(flow.state) \(flow.ending)"
        }
    }

    @Test(arguments: [1, 2, 7, 32, 64])
    func `batches of any size give the same events`(size: Int) throws {
        let facts = traffic(6000, seed: 42)
        func run(_ size: Int) throws -> [String] {
            var settings = FlowSettings()
            settings.capacity = 60
            var line = try Line(settings)
            var events: [FlowEvent] = []
            for start in stride(from: 0, to: facts.count, by: size) {
                events += line.send(Array(facts[start..<min(start + size, facts.count)]))
            }
            return describe(events + line.finish())
        }
        let expected = try run(13)
        #expect(try run(size) == expected)
        #expect(expected.count > 2000)
    }

    @Test(arguments: [1, 32])
    func `packets that are known to be plain take a short way to the same events`(size: Int) throws {
        // Long conversations: most packets add to counters and do nothing else.
        let facts = traffic(30_000, seed: 11).enumerated().map { place, fact in
            var fact = fact
            let isControl = fact.tcpFlags.rawValue & 7 != 0
            if fact.transport != .tcp { fact.tcpFlags = [] } else if isControl, place % 16 != 0 { fact.tcpFlags = .ack }
            let time = fact.timestamp.seconds - 1_000_000
            fact.timestamp = Timestamp(seconds: 1_000_000 + time / 100)
            return fact
        }
        func run(isPlain: Bool) throws -> [String] {
            var line = try Line()
            var events: [FlowEvent] = []
            for start in stride(from: 0, to: facts.count, by: size) {
                let some = facts[start..<min(start + size, facts.count)].map { fact in
                    var fact = fact
                    fact.isPlain = isPlain && fact.looksPlain
                    return fact
                }
                events += line.send(some)
                #expect(line.last.flow != .max)
            }
            return describe(events + line.finish())
        }
        #expect(facts.count { $0.looksPlain } > 20_000)
        let expected = try run(isPlain: false)
        #expect(try run(isPlain: true) == expected)
        #expect(expected.count > 1000)
    }

    @Test func `events of one call are in order and every flow opens once and closes once`() throws {
        let facts = traffic(20_000, seed: 9)
        var line = try Line()
        var events: [FlowEvent] = []
        for start in stride(from: 0, to: facts.count, by: 32) {
            let some = line.send(Array(facts[start..<min(start + 32, facts.count)]))
            #expect(some.map(\.order) == some.map(\.order).sorted())
            events += some
        }
        events += line.finish()
        var open: Set<UInt64> = []
        var seen = 0
        for event in events {
            if event.kind == .opened {
                #expect(open.insert(event.flow.id).inserted)
                seen += 1
            } else if event.kind == .closed {
                #expect(open.remove(event.flow.id) != nil)
            } else if event.kind != .tick {
                #expect(open.contains(event.flow.id))
            }
        }
        #expect(open.isEmpty)
        #expect(UInt64(seen) == line.table.counters.opened)
    }

    @Test func `UDP flows agree with a dictionary of last stamps`() throws {
        var random = Generator(state: 5)
        var line = try Line()
        var last: [UInt16: Double] = [:]
        var opened = 0
        var time = 0.0
        for _ in 0..<20_000 {
            time += Double(UInt64.random(in: 0..<64, using: &random)) / 64
            let port = UInt16.random(in: 1...200, using: &random)
            if let before = last[port], time - before < 60 {} else { opened += 1 }
            last[port] = time
            line.send(packet(.udp, at: time, port))
        }
        #expect(line.table.counters.opened == UInt64(opened))
        #expect(line.table.counters.distinctTuples == UInt64(last.count))
        let alive = last.values.filter { (($0 + 60).rounded(.up)) > time.rounded(.down) }.count
        #expect(line.table.counters.active == UInt64(alive))
    }

    @Test func `two tables that share the packets give the same flows as one`() throws {
        let facts = traffic(8000, seed: 77)
        func run(_ part: Int?) throws -> [String] {
            var line = try Line()
            var events: [FlowEvent] = []
            for fact in facts {
                var fact = fact
                if let part { fact.isForeign = Int(fact.hash & 1) != part }
                events += line.send(fact)
            }
            return describe((events + line.finish()).filter { $0.kind != .tick })
        }
        #expect(try (run(0) + run(1)).sorted() == run(nil).sorted())
    }

    @Test func `random facts never trap`() throws {
        var random = Generator(state: 1)
        var settings = FlowSettings()
        settings.capacity = 500
        var line = try Line(settings)
        for _ in 0..<5000 {
            var fact = PacketFacts()
            fact.source = IPAddress(high: 0, low: UInt64.random(in: 0..<40, using: &random))
            fact.destination = IPAddress(high: 0, low: UInt64.random(in: 0..<40, using: &random))
            fact.timestamp = Timestamp(nanoseconds: Int64.random(in: .min ... .max, using: &random))
            fact.network = [.none, .ipv4, .ipv6, .arp, .other][Int.random(in: 0..<5, using: &random)]
            fact.transport = IPProtocol(rawValue: [1, 6, 17, 58, 132, 0][Int.random(in: 0..<6, using: &random)])
            fact.tcpFlags = TCPFlags(rawValue: UInt8.random(in: .min ... .max, using: &random))
            fact.marks = PacketFacts.Marks(rawValue: UInt8.random(in: .min ... .max, using: &random))
            fact.payloadLength = UInt32.random(in: .min ... .max, using: &random)
            fact.ipLength = UInt32.random(in: .min ... .max, using: &random)
            fact.wireLength = UInt32.random(in: .min ... .max, using: &random)
            fact.depth = UInt8.random(in: 0..<8, using: &random)
            fact.hash = UInt64.random(in: 0..<64, using: &random) << 58
            #expect(line.send(fact).count < 2000)
        }
        #expect(line.table.counters.active <= 500)
        _ = line.finish()
        #expect(line.table.counters.active == 0)
    }
}
