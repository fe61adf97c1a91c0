package import Vocabulary

/// Turns lent frames into facts: one fact a frame, and one more for each tunnelled packet inside it.
///
/// Never throws and never traps on what the bytes say: where reading ends early, the facts carry a `stop`, which is
/// counted here by layer and reason. Keeps counts and the ports of fragmented packets, nothing else.
/// Shapes: `order` is the frame's ordinal << 3 | depth; the ordinal counts the frames given to this decoder, from
/// `ordinal` on. Bounds: tunnels are followed to depth 3; tags, labels and extension headers by their layer's limit.
/// The caller's duty: every frame of a batch lies within the lent bytes; one that does not is read as far as they go.
package struct Decoder: ~Copyable {
    /// Tunnelled packets are followed to this depth.
    package static var depthLimit: Int { 3 }

    /// Frames by outermost layer.
    package internal(set) var counts = CaptureCounts()
    /// How often reading ended early, by layer and reason.
    package private(set) var stops = StopCounts()
    /// The number of the next frame.
    package var ordinal: UInt64

    let hash: FlowHash
    private(set) var fragments: FragmentTable

    /// The seed decides only where flows lie in tables; it should differ from process to process.
    package init(seed: UInt64, firstOrdinal: UInt64 = 0) {
        hash = FlowHash(seed: seed)
        fragments = FragmentTable(hash)
        ordinal = firstOrdinal
    }

    /// Fragmented packets whose ports gave way to newer ones before their time.
    package var fragmentEvictions: UInt64 { fragments.evictions }

    /// Decodes frames from `start` on and appends their facts; the result is the next frame not yet decoded.
    ///
    /// Stops early when a frame might not fit: below five free slots in the batch.
    package mutating func decode(
        _ bytes: RawSpan, _ frames: inout FrameBatch, from start: Int, into batch: inout FactsBatch
    ) -> Int {
        let count = min(UInt(bitPattern: frames.count), UInt(FrameBatch.capacity))
        var index = UInt(bitPattern: start)
        var filled = UInt(bitPattern: batch.count)
        var onWire: UInt64 = 0
        while index < count, filled <= UInt(FactsBatch.capacity - 5) {
            let slot = Int(bitPattern: filled)
            let frame = Int(bitPattern: index)
            onWire &+= UInt64(frames.frames[frame].wire)
            if readPlain(bytes, &frames.frames[frame], &batch.facts[slot]) {
                filled &+= 1
            } else {
                batch.count = slot
                walk(bytes, frames.frames[frame], &batch)
                filled = UInt(bitPattern: batch.count)
            }
            ordinal &+= 1
            index &+= 1
        }
        batch.count = Int(bitPattern: filled)
        let reached = Int(bitPattern: index)
        counts.packets &+= UInt64(reached &- start)
        counts.bytes &+= onWire
        return reached
    }

    /// Any frame, layer by layer.
    @inline(never)
    private mutating func walk(_ bytes: RawSpan, _ frame: FrameReference, _ batch: inout FactsBatch) {
        var cursor = Cursor(frame, within: bytes.byteCount)
        var header = Header(frame.link)
        var depth: UInt8 = 0
        repeat {
            let slot = batch.count
            batch.facts[slot] = PacketFacts()
            batch.facts[slot].timestamp = frame.timestamp
            batch.facts[slot].order = ordinal << 3 | UInt64(depth)
            batch.facts[slot].interface = frame.interface
            batch.facts[slot].depth = depth
            batch.facts[slot].wireLength = UInt32(truncatingIfNeeded: cursor.wireEnd - cursor.at)
            if depth == 0, frame.strippedTPID != 0 { _ = cursor.tag(frame.strippedTCI, &batch.facts[slot]) }
            header = read(header, &cursor, bytes, &batch.facts[slot])
            if depth == 0 {
                count(batch.facts[slot])
                batch.facts[slot].isPlain = batch.facts[slot].looksPlain
            }
            batch.count += 1
            depth += 1
            if case .none = header { return }
            cursor.links = 0
        } while depth <= Self.depthLimit
        stops.add(Stop(.tunnel, .tooDeep))
        if batch.facts[batch.count - 1].stop.reason == .none {
            batch.facts[batch.count - 1].stop = Stop(.tunnel, .tooDeep)
        }
    }

    /// One packet from its link layer to its transport; the result is what a tunnel carries.
    private mutating func read(
        _ first: Header, _ cursor: inout Cursor, _ bytes: RawSpan, _ facts: inout PacketFacts
    ) -> Header {
        let inner = cursor.read(first, bytes, &facts, &fragments)
        if facts.network == .ipv4 || facts.network == .ipv6 {
            facts.hash = hash.flow(
                facts.source, facts.sourcePort, facts.destination, facts.destinationPort, facts.transport)
        }
        if facts.stop.reason != .none { stops.add(facts.stop) }
        return inner
    }

    /// Counts a frame by what its outermost packet is.
    private mutating func count(_ facts: borrowing PacketFacts) {
        switch facts.network {
        case .ipv4: counts.ipv4 &+= 1
        case .ipv6: counts.ipv6 &+= 1
        case .arp:
            counts.arp &+= 1
            return
        case .none, .other:
            counts.unsupported &+= 1
            return
        }
        guard facts.marks.isDisjoint(with: [.laterFragment, .headerPiece]) else { return }
        // An IPv4 packet that ends with its header names a transport it does not have.
        if facts.network == .ipv4, facts.payloadLength == 0, facts.marks.isDisjoint(with: .hasTransport) { return }
        switch facts.transport {
        case .tcp: counts.tcp &+= 1
        case .udp: counts.udp &+= 1
        case .icmp: counts.icmp &+= 1
        case .icmpv6: counts.icmpv6 &+= 1
        default: break
        }
    }
}
