import Vocabulary

@testable import Wire

/// Bytes from hexadecimal digits; what follows a semicolon is a comment up to the end of its line.
func hex(_ text: String) -> [UInt8] {
    var digits: [UInt8] = []
    for line in text.split(separator: "\n") {
        for character in line.prefix(while: { $0 != ";" }) where !character.isWhitespace {
            digits.append(UInt8(character.hexDigitValue ?? 0))
        }
    }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// One frame as a test gives it.
struct TestFrame {
    var bytes: [UInt8]
    var wire: Int?
    var link = LinkType.ethernet
    var strippedTPID: UInt16 = 0
    var strippedTCI: UInt16 = 0
    var seconds = 1.0
}

/// What a decoder made of some frames.
struct Decoded {
    var facts: [PacketFacts] = []
    var counts = CaptureCounts()
    var stops = StopCounts()
    /// All frames, one after the other, as they were lent.
    var buffer: [UInt8] = []

    func neighbor(_ index: Int) -> NeighborFact? { Decoder.neighbor(buffer.span.bytes, facts[index]) }
    func echo(_ index: Int) -> EchoFact? {
        var memory = EchoMemory()
        return Decoder.echo(buffer.span.bytes, facts[index], &memory)
    }
    func quoted(_ index: Int) -> FlowKey? { Decoder.quoted(buffer.span.bytes, facts[index]) }
    func shard(_ index: Int, workers: Int) -> Int { Shard.of(facts[index], workers: workers) }
}

/// Decodes frames as one buffer, 32 at a time, as the packet loop does.
func decode(_ frames: [TestFrame], seed: UInt64 = 7, firstOrdinal: UInt64 = 0) -> Decoded {
    var decoder = Decoder(seed: seed, firstOrdinal: firstOrdinal)
    var result = Decoded()
    var references: [FrameReference] = []
    for frame in frames {
        references.append(
            FrameReference(
                offset: result.buffer.count, timestamp: Timestamp(seconds: frame.seconds),
                captured: UInt32(frame.bytes.count), wire: UInt32(frame.wire ?? frame.bytes.count), link: frame.link,
                strippedTPID: frame.strippedTPID, strippedTCI: frame.strippedTCI))
        result.buffer += frame.bytes
    }
    var batch = FactsBatch()
    for start in stride(from: 0, to: references.count, by: FrameBatch.capacity) {
        var lent = FrameBatch()
        for reference in references[start..<min(start + FrameBatch.capacity, references.count)] {
            lent.append(reference)
        }
        var next = 0
        while next < lent.count {
            batch.count = 0
            next = decoder.decode(result.buffer.span.bytes, &lent, from: next, into: &batch)
            for index in 0..<batch.count { result.facts.append(batch.facts[index]) }
        }
    }
    result.counts = decoder.counts
    result.stops = decoder.stops
    return result
}

/// Decodes one frame.
func decode(_ bytes: [UInt8], wire: Int? = nil, link: LinkType = .ethernet) -> Decoded {
    decode([TestFrame(bytes: bytes, wire: wire, link: link)])
}
