import Bedrock
import Forge
import Vocabulary
import Wire

/// The frame decoder, for every link type, and what is read of a packet on request.
enum FrameFuzz {
    static let links: [UInt16] = [0, 1, 9, 50, 51, 101, 104, 108, 113, 166, 219, 228, 229, 276, 999]

    /// First byte: the link type. Second: bytes that were on the wire and not captured.
    static let target = FuzzTarget(
        "frame",
        seeds: {
            var seeds = ForgedStreams.frames.enumerated().filter { $0.offset % 97 == 0 }
                .map { [1, 0] + $0.element.bytes.prefix(600) }
            for spray in Spray.allCases {
                var traffic = SprayTraffic(spray, count: 12)
                while let frame = traffic.next() { seeds.append([1, 0] + frame.bytes.prefix(600)) }
            }
            // The network layer behind other links, whose headers the fuzzer finds by itself.
            seeds += ForgedStreams.frames.prefix(links.count).enumerated()
                .map { [UInt8($0.offset), 0] + $0.element.bytes.dropFirst(14).prefix(600) }
            return seeds
        },
        run: { input in
            var fuzz = FuzzInput(input)
            let link = LinkType(rawValue: links[Int(fuzz.byte()) % links.count])
            let missing = Int(fuzz.byte())
            let frame = fuzz.all()
            let facts = decode(frame, link: link, wire: frame.count + missing)
            precondition(!facts.isEmpty && facts.count <= Decoder.depthLimit + 1, "a frame gives one to four facts")
            for fact in facts { examine(fact, frame) }
        })

    private static func examine(_ facts: PacketFacts, _ frame: [UInt8]) {
        precondition(facts.payloadOffset >= 0, "payload lies before the frame")
        precondition(facts.capturedPayload <= facts.payloadLength, "more payload was captured than there is")
        precondition(
            facts.payloadOffset + Int(facts.capturedPayload) <= frame.count, "payload lies behind the end of the frame")
        frame.withBytes { bytes in
            _ = Decoder.neighbor(bytes, facts)
            var echoes = EchoMemory()
            _ = Decoder.echo(bytes, facts, &echoes)
            _ = Decoder.quoted(bytes, facts)
            precondition((0..<4).contains(Shard.of(facts, workers: 4)), "a packet belongs to no worker")
        }
    }
}
