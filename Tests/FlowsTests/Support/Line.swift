import Flows
import Testing
import Vocabulary

/// A flow table on a test bench: packets go in by plain words, events come out as a list.
struct Line: ~Copyable {
    static let seed: UInt64 = 7
    static let client = IPAddress(10, 0, 0, 1)
    static let server = IPAddress(10, 0, 0, 2)

    var table: FlowTable
    var buffer = EventBuffer()
    private(set) var frame: UInt64 = 0
    /// The fact of the last packet, as the table left it.
    private(set) var last = PacketFacts()

    init(_ settings: FlowSettings = FlowSettings()) throws {
        table = try FlowTable(settings: settings, seed: Self.seed)
    }

    /// One packet, in a batch of its own; gives the events it caused.
    @discardableResult
    mutating func send(_ fact: PacketFacts) -> [FlowEvent] { send([fact]) }

    /// A batch of packets, numbered on from the last one.
    @discardableResult
    mutating func send(_ facts: [PacketFacts]) -> [FlowEvent] {
        var batch = FactsBatch()
        for fact in facts {
            if fact.depth == 0 { frame += 1 }
            batch.facts[batch.count] = fact
            batch.facts[batch.count].order = frame << 3 | UInt64(fact.depth)
            batch.count += 1
        }
        var done = 0
        var events: [FlowEvent] = []
        repeat {
            done = table.observe(&batch, from: done, into: &buffer)
            events += drain()
            table.forgetEnded()
        } while done < batch.count
        last = batch.facts[batch.count - 1]
        return events
    }

    mutating func finish() -> [FlowEvent] {
        var events: [FlowEvent] = []
        var goesOn = true
        while goesOn {
            goesOn = table.finish(into: &buffer)
            events += drain()
        }
        return events
    }

    mutating func drain() -> [FlowEvent] {
        let events = (0..<buffer.count).map { buffer[$0] }
        buffer.removeAll()
        return events
    }
}

/// A packet in a few words.
func packet(
    _ transport: IPProtocol = .tcp, _ flags: TCPFlags = [], at seconds: Double, from source: IPAddress = Line.client,
    _ sourcePort: UInt16 = 40_000, to destination: IPAddress = Line.server, _ destinationPort: UInt16 = 4444,
    payload: UInt32 = 0, sequence: UInt32 = 1, depth: UInt8 = 0
) -> PacketFacts {
    var fact = PacketFacts()
    fact.network = .ipv4
    fact.source = source
    fact.destination = destination
    fact.sourcePort = sourcePort
    fact.destinationPort = destinationPort
    fact.transport = transport
    fact.tcpFlags = flags
    fact.marks = .hasTransport
    fact.timestamp = Timestamp(seconds: 1_000_000 + seconds)
    fact.payloadLength = payload
    fact.capturedPayload = payload
    fact.ipLength = payload + 40
    fact.wireLength = payload + 54
    fact.sequence = sequence
    fact.sourceMAC = MACAddress(bits: source.low & 0xFF)
    fact.destinationMAC = MACAddress(bits: destination.low & 0xFF)
    fact.ttl = 64
    fact.depth = depth
    fact.hash = FlowHash(seed: Line.seed).flow(source, sourcePort, destination, destinationPort, transport)
    return fact
}

/// The same conversation, seen from the responder.
func answer(
    _ transport: IPProtocol = .tcp, _ flags: TCPFlags = [], at seconds: Double, port: UInt16 = 4444,
    payload: UInt32 = 0, sequence: UInt32 = 1
) -> PacketFacts {
    packet(
        transport, flags, at: seconds, from: Line.server, port, to: Line.client, 40_000, payload: payload,
        sequence: sequence)
}

extension Array where Element == FlowEvent {
    /// The kinds without ticks.
    var kinds: [FlowEvent.Kind] { map(\.kind).filter { $0 != .tick } }
    var ticks: [FlowEvent] { filter { $0.kind == .tick } }
    func first(_ kind: FlowEvent.Kind) -> FlowEvent? { first { $0.kind == kind } }
}
