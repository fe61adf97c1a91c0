import Flows
import Testing
import Vocabulary

@Suite struct FlowTableHandshakeTests {
    /// Openings, answers and refusals between few hosts, some of them twice, out of order, or from a host to itself.
    private func handshakes(_ count: Int, seed: UInt64) -> [PacketFacts] {
        var random = FlowTableRandomTests.Generator(state: seed)
        var time = 0.0
        return (0..<count).map { _ in
            time += Double(UInt64.random(in: 0..<1000, using: &random)) / 100_000
            if UInt64.random(in: 0..<400, using: &random) == 0 { time += 40 }
            let flags: [TCPFlags] = [
                .syn, .syn, [.syn, .ack], [.syn, .ack], .ack, .rst, [.rst, .ack], [.syn, .ece],
            ]
            let choice = flags[Int.random(in: 0..<flags.count, using: &random)]
            let client = IPAddress(v4: 0x0A00_0000 + UInt32.random(in: 0..<6, using: &random))
            let port = UInt16.random(in: 4440..<4450, using: &random)
            let sequence = UInt32.random(in: 0..<3, using: &random)
            let payload: UInt32 = UInt64.random(in: 0..<16, using: &random) == 0 ? 700 : 0
            let late = UInt64.random(in: 0..<20, using: &random) == 0 ? -0.3 : 0
            return Bool.random(using: &random)
                ? packet(.tcp, choice, at: time + late, from: client, port, payload: payload, sequence: sequence)
                : packet(
                    .tcp, choice, at: time + late, from: Line.server, 4444, to: client, port, payload: payload,
                    sequence: sequence)
        }
    }

    @Test(arguments: [1, 7, 32], [40, 100_000])
    func `handshakes that are known to be plain take a short way to the same events`(size: Int, capacity: Int) throws {
        let facts = handshakes(20_000, seed: 3)
        var settings = FlowSettings()
        settings.capacity = capacity
        func run(isPlain: Bool) throws -> (events: [String], facts: [String], counters: String) {
            var line = try Line(settings)
            var events: [FlowEvent] = []
            var last: [String] = []
            for start in stride(from: 0, to: facts.count, by: size) {
                let some = facts[start..<min(start + size, facts.count)].map { fact in
                    var fact = fact
                    fact.isPlain = isPlain && fact.looksPlain
                    return fact
                }
                events += line.send(some)
                last.append("\(line.last.fromInitiator) \(line.last.wantsDissection)")
            }
            events += line.finish()
            return (events.map { "\($0)" }, last, "\(line.table.counters)")
        }
        let (long, short) = (try run(isPlain: false), try run(isPlain: true))
        #expect(short.events == long.events)
        #expect(short.facts == long.facts)
        #expect(short.counters == long.counters)
        #expect(long.events.count > 4000)
    }

    @Test func `flows in records that were used before end in order of id`() throws {
        var line = try Line()
        for second in 0..<400 {
            let port = UInt16(1000 + second)
            line.send(packet(.tcp, .syn, at: Double(second), port))
            if second % 3 == 0 { line.send(packet(.tcp, .rst, at: Double(second) + 0.1, port)) }
        }
        let ends = line.finish().filter { $0.kind == .closed }.map(\.flow.id)
        #expect(ends.count > 30)
        #expect(ends == ends.sorted())
        #expect(line.table.counters.active == 0)
    }
}
