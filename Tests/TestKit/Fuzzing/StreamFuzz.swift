import Bedrock
import Vocabulary
import Wire

/// Readers of TCP streams, each alone and all behind reassembly.
enum StreamFuzz {
    /// One target for each reader there is, so that a new one cannot be forgotten.
    static let readers: [FuzzTarget] = ReaderKind.allCases.filter { $0 != .none }.map { kind in
        FuzzTarget(
            "stream-\(kind.service.name)", seeds: { seeds(of: kind) },
            run: { input in
                let turns = Self.turns(input)
                let whole = read(kind, turns) { $0.count }
                // What a reader says may depend on the bytes, never on where a piece ends.
                var cut = UInt64(input.count)
                let pieces = read(kind, turns) { rest in
                    cut = cut &* 0x9E37_79B9_7F4A_7C15 &+ 1
                    return 1 + Int(cut >> 32) % min(rest.count, 40)
                }
                precondition(whole == pieces, "\(kind): the facts depend on the segmentation")
            })
    }

    /// Two bytes of length before each turn; the highest bit: from the server.
    static func encoded(_ turns: [ForgedStreams.Turn]) -> [UInt8] {
        var seed: [UInt8] = []
        for turn in turns {
            var rest = turn.bytes[...]
            while !rest.isEmpty {
                let part = rest.prefix(0x7FFF)
                seed.append(short: part.count | (turn.fromClient ? 0 : 0x8000))
                seed += part
                rest = rest.dropFirst(part.count)
            }
        }
        return seed
    }

    private static func seeds(of kind: ReaderKind) -> [[UInt8]] {
        let streams = ForgedStreams.streams(of: kind.service, atMost: 12).map { encoded($0.turns) }
        guard streams.isEmpty else { return streams }
        // Read in datagrams only (QUIC), or on ports of their own (DCE/RPC behind the mapper).
        return ForgedStreams.datagrams.filter { $0.service == kind.service }.prefix(8)
            .map { encoded([ForgedStreams.Turn(fromClient: $0.fromClient, bytes: $0.bytes)]) } + [[0, 1, 0]]
    }

    private static func turns(_ input: [UInt8]) -> [ForgedStreams.Turn] {
        var fuzz = FuzzInput(input)
        var turns: [ForgedStreams.Turn] = []
        while !fuzz.isEmpty {
            let head = Int(fuzz.short())
            turns.append(ForgedStreams.Turn(fromClient: head & 0x8000 == 0, bytes: fuzz.bytes(head & 0x7FFF)))
        }
        return turns
    }

    /// What the reader says when each turn comes in pieces of the sizes that `size` gives.
    private static func read(
        _ kind: ReaderKind, _ turns: [ForgedStreams.Turn], size: (ArraySlice<UInt8>) -> Int
    ) -> [ApplicationFact] {
        var readers = Readers()
        guard let reader = readers.start(kind, port: 445, isDatagram: kind == .quic) else { return [] }
        var sink = FactSink()
        var said: [ApplicationFact] = []
        reading: for turn in turns {
            var rest = turn.bytes[...]
            // A datagram is a piece by itself.
            while !rest.isEmpty {
                let piece = Array(rest.prefix(kind == .quic ? rest.count : size(rest)))
                rest = rest.dropFirst(piece.count)
                let progress = piece.withBytes {
                    readers.act(.consume, reader, $0, fromClient: turn.fromClient, into: &sink)
                }
                said += sink.facts
                sink.facts.removeAll(keepingCapacity: true)
                guard progress == .more else { break reading }
            }
        }
        _ = readers.act(.close, reader, RawSpan(), fromClient: true, into: &sink)
        said += sink.facts
        _ = readers.act(.discard, reader, RawSpan(), fromClient: true, into: &sink)
        return said
    }

    /// The dissector over segments in any order: two bytes of port, then for each segment a byte of flags, a short distance
    /// from where the side stands, and two bytes of length.
    static let segments = FuzzTarget(
        "segments",
        seeds: {
            ForgedStreams.streams.enumerated().filter { $0.offset % 5 == 0 }.prefix(300).map { _, stream in
                var seed: [UInt8] = []
                seed.append(short: Int(stream.port))
                for turn in stream.turns {
                    seed.append(turn.fromClient ? 0 : 1)
                    seed.append(0)
                    seed.append(short: turn.bytes.count)
                    seed += turn.bytes
                }
                return seed
            }
        },
        run: { input in
            var fuzz = FuzzInput(input)
            let port = fuzz.short()
            var limits = DissectorLimits()
            limits.streams = 4
            limits.bufferedBytes = 4096
            var dissector = Dissector(limits: limits)
            var sink = FactSink()
            var slot: UInt32 = 0
            var next: [UInt32] = [0xFFFF_FF00, 0xFFFF_FE00]
            while !fuzz.isEmpty {
                let flags = fuzz.byte()
                let side = Int(flags & 1)
                let distance = UInt32(
                    truncatingIfNeeded: Int(Int8(bitPattern: fuzz.byte())) * (flags & 2 == 0 ? 1 : 97))
                let payload = fuzz.bytes(Int(fuzz.short()))
                var facts = PacketFacts()
                facts.transport = .tcp
                facts.marks = .hasTransport
                facts.tcpFlags = TCPFlags(rawValue: flags & 4 == 0 ? 0x18 : flags & 8 == 0 ? 0x02 : 0x11)
                facts.fromInitiator = side == 0
                facts.sourcePort = side == 0 ? 40_000 : port
                facts.destinationPort = side == 0 ? port : 40_000
                facts.sequence = next[side] &+ distance
                facts.acknowledgment = next[side ^ 1]
                // Bit 4: the capture cut the segment.
                facts.payloadLength = UInt32(payload.count) &+ (flags & 16 == 0 ? 0 : 300)
                facts.capturedPayload = UInt32(payload.count)
                if flags & 4 == 0 { next[side] = facts.sequence &+ facts.payloadLength }
                let verdict = payload.withBytes { dissector.observe($0, &facts, slot: slot, into: &sink) }
                precondition(sink.facts.count <= FactSink.capacity, "a packet says too much")
                precondition(
                    dissector.counters.bufferedBytes <= limits.bufferedBytes + limits.headBytes,
                    "more bytes wait than may")
                sink.facts.removeAll(keepingCapacity: true)
                slot = verdict.slot
                guard verdict.wantsMore else { break }
            }
            dissector.release(slot: slot, into: &sink)
            precondition(dissector.counters.bufferedBytes == 0, "a released stream holds bytes")
        })
}
