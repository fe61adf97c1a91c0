import Bedrock
import Vocabulary

@testable import Wire

/// What two sides say to each other over one TCP connection, and ways to cut and shuffle it into packets.
struct Conversation: Sendable {
    struct Turn: Sendable {
        var fromInitiator: Bool
        var bytes: [UInt8]
    }

    var port: UInt16
    var turns: [Turn] = []

    init(port: UInt16) { self.port = port }

    /// `C: …` or `S: …`, each with CR LF at its end.
    init(port: UInt16, _ lines: String...) {
        self.port = port
        for line in lines {
            turns.append(Turn(fromInitiator: line.hasPrefix("C: "), bytes: Array(line.utf8.dropFirst(3)) + [13, 10]))
        }
    }

    mutating func client(_ bytes: [UInt8]) { turns.append(Turn(fromInitiator: true, bytes: bytes)) }
    mutating func server(_ bytes: [UInt8]) { turns.append(Turn(fromInitiator: false, bytes: bytes)) }
}

/// One TCP segment of a conversation.
struct Segment: Sendable {
    var fromInitiator: Bool
    var sequence: UInt32
    var acknowledgment: UInt32
    var bytes: [UInt8]
    /// Bytes on the wire after `bytes` that were not captured.
    var cut = 0
}

/// A seeded generator (SplitMix64), so that a failing run can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

extension Conversation {
    /// Numbers near the end of the range, so that every conversation wraps around.
    static var firstNumbers: [UInt32] { [0xFFFF_FFF0, 0xFFFF_FFC0] }

    /// One segment a turn.
    func segments() -> [Segment] { pieces { [$0] } }

    /// Each turn cut by `cut`.
    func pieces(_ cut: ([UInt8]) -> [[UInt8]]) -> [Segment] {
        var numbers = Self.firstNumbers
        var all: [Segment] = []
        for turn in turns {
            let side = turn.fromInitiator ? 0 : 1
            for piece in cut(turn.bytes) {
                all.append(
                    Segment(
                        fromInitiator: turn.fromInitiator, sequence: numbers[side], acknowledgment: numbers[side ^ 1],
                        bytes: piece))
                numbers[side] &+= UInt32(piece.count)
            }
        }
        return all
    }

    /// Each turn cut at random places, some pieces swapped, repeated or sent again with other borders.
    func shuffled(seed: UInt64) -> [Segment] {
        var random = SeededGenerator(seed)
        var numbers = Self.firstNumbers
        var all: [Segment] = []
        for turn in turns {
            let side = turn.fromInitiator ? 0 : 1
            var pieces: [Segment] = []
            var at = 0
            func segment(_ range: Range<Int>) -> Segment {
                Segment(
                    fromInitiator: turn.fromInitiator, sequence: numbers[side] &+ UInt32(range.lowerBound),
                    acknowledgment: numbers[side ^ 1], bytes: Array(turn.bytes[range]))
            }
            while at < turn.bytes.count {
                let upTo = min(turn.bytes.count, at + Int.random(in: 1...40, using: &random))
                let from = max(0, at - Int.random(in: 0...3, using: &random) * 2)
                pieces.append(segment(from..<upTo))
                if random.next() % 8 == 0 { pieces.append(segment(at..<upTo)) }
                at = upTo
            }
            for index in pieces.indices.dropLast() where random.next() % 3 == 0 {
                pieces.swapAt(index, min(pieces.count - 1, index + Int.random(in: 1...3, using: &random)))
            }
            all += pieces
            numbers[side] &+= UInt32(turn.bytes.count)
        }
        return all
    }

    /// What a fresh dissector reads in these segments.
    func facts(_ segments: [Segment], limits: DissectorLimits = DissectorLimits()) -> [ApplicationFact] {
        var dissector = Dissector(limits: limits)
        return dissector.read(segments, port: port)
    }

    /// What it reads when every turn is one segment.
    func facts() -> [ApplicationFact] { facts(segments()) }

    /// The log-ins alone.
    func logins() -> [LoginAttempt] { facts().logins }
}

extension [ApplicationFact] {
    var logins: [LoginAttempt] {
        compactMap { if case .login(let attempt) = $0 { attempt } else { nil } }
    }

    var recognised: [Service] {
        compactMap { if case .recognised(let service) = $0 { service } else { nil } }
    }
}

extension Dissector {
    /// Feeds the segments of one connection and ends it.
    mutating func read(_ segments: [Segment], port: UInt16) -> [ApplicationFact] {
        var sink = FactSink()
        var slot: UInt32 = 0
        for segment in segments {
            let verdict = observe(segment, port: port, slot: slot, into: &sink)
            slot = verdict.slot
            if !verdict.wantsMore { break }
        }
        release(slot: slot, into: &sink)
        return sink.facts
    }

    mutating func observe(_ segment: Segment, port: UInt16, slot: UInt32, into sink: inout FactSink) -> Verdict {
        // Two bytes of something else before and after, as in a real buffer.
        let buffer = [0xEE, 0xEE] + segment.bytes + [0xEE, 0xEE]
        var facts = PacketFacts()
        facts.transport = .tcp
        facts.marks = .hasTransport
        facts.tcpFlags = [.ack, .psh]
        facts.fromInitiator = segment.fromInitiator
        facts.sourcePort = segment.fromInitiator ? 40_000 : port
        facts.destinationPort = segment.fromInitiator ? port : 40_000
        facts.sequence = segment.sequence
        facts.acknowledgment = segment.acknowledgment
        facts.payloadOffset = 2
        facts.payloadLength = UInt32(segment.bytes.count + segment.cut)
        facts.capturedPayload = UInt32(segment.bytes.count)
        return buffer.withBytes { observe($0, &facts, slot: slot, into: &sink) }
    }

    /// Feeds one datagram.
    mutating func observeDatagram(
        _ bytes: [UInt8], fromInitiator: Bool = true, port: UInt16, slot: UInt32 = 0, into sink: inout FactSink
    ) -> Verdict {
        var facts = PacketFacts()
        facts.transport = .udp
        facts.marks = .hasTransport
        facts.fromInitiator = fromInitiator
        facts.sourcePort = fromInitiator ? 40_000 : port
        facts.destinationPort = fromInitiator ? port : 40_000
        facts.payloadLength = UInt32(bytes.count)
        facts.capturedPayload = UInt32(bytes.count)
        return bytes.withBytes { observe($0, &facts, slot: slot, into: &sink) }
    }
}
