import Bedrock
package import Forge
package import Vocabulary
import Wire

/// A forged conversation behind the whole dissector, in pieces: as a sender, a network or an attacker may cut it.
package struct SegmentedStream: ~Copyable {
    /// Said by the dissector, in order.
    package private(set) var facts: [ApplicationFact] = []
    private var dissector = Dissector()
    private var sink = FactSink()
    private var slot: UInt32 = 0
    private var next: [UInt32] = [0xFFFF_FF00, 0x7FFF_FFF0]
    private let port: UInt16

    /// The conversation as it was said: one segment a turn.
    package init(whole stream: ForgedStreams.Stream) {
        port = stream.port
        for turn in stream.turns { send([turn.bytes[...]], in: turn) }
        dissector.release(slot: slot, into: &sink)
        facts += sink.facts
    }

    /// The same bytes in random pieces; some come twice, some come late, some with the end of the piece before.
    package init(_ stream: ForgedStreams.Stream, random: inout SeededRandom) {
        port = stream.port
        for turn in stream.turns {
            var pieces: [ArraySlice<UInt8>] = []
            var at = 0
            // As many as one side may hold beyond a gap, and a few more.
            let longest = max(turn.bytes.count / 3, 64)
            while at < turn.bytes.count {
                let from = at > 0 && random.chance(0.2) ? at - min(at, random.integer(in: 1...20)) : at
                at = min(turn.bytes.count, at + random.integer(in: 1...longest))
                pieces.append(turn.bytes[from..<at])
                if random.chance(0.1) { pieces.append(turn.bytes[from..<at]) }
            }
            if random.chance(0.5) { random.shuffle(&pieces) }
            send(pieces, in: turn)
        }
        dissector.release(slot: slot, into: &sink)
        facts += sink.facts
    }

    /// It gave something up, and counted that.
    package var saysLoss: Bool {
        let counters = dissector.counters
        return counters.gaps + counters.stopped + counters.refusedPieces + counters.unknown > 0
    }

    package var bufferedBytes: Int { dissector.counters.bufferedBytes }

    private mutating func send(_ pieces: [ArraySlice<UInt8>], in turn: ForgedStreams.Turn) {
        let side = turn.fromClient ? 0 : 1
        for piece in pieces where slot != Verdict.finishedSlot {
            var segment = PacketFacts()
            segment.transport = .tcp
            segment.marks = .hasTransport
            segment.tcpFlags = TCPFlags(rawValue: 0x18)
            segment.fromInitiator = turn.fromClient
            segment.sourcePort = turn.fromClient ? 40_000 : port
            segment.destinationPort = turn.fromClient ? port : 40_000
            segment.sequence = next[side] &+ UInt32(piece.startIndex)
            segment.acknowledgment = next[side ^ 1]
            segment.payloadLength = UInt32(piece.count)
            segment.capturedPayload = UInt32(piece.count)
            let verdict = Array(piece).withBytes { dissector.observe($0, &segment, slot: slot, into: &sink) }
            facts += sink.facts
            sink.facts.removeAll(keepingCapacity: true)
            slot = verdict.slot
        }
        next[side] &+= UInt32(turn.bytes.count)
    }
}
