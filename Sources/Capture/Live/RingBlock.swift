import Bedrock
import Vocabulary

/// A walk over the frames of one block of a TPACKET_V3 ring.
///
/// Shapes, in the processor's byte order (little-endian on all systems that have Swift): the block says at 12 how many frames, at 16 where
/// the first is; each frame has a header of 48 bytes: next 4, seconds 4, nanoseconds 4, captured 4, on the wire 4, status 4, offset
/// of the link header 2, of the network header 2, hash 4, VLAN tag 4, VLAN type 2. `CPrimitives.h` holds this against the kernel's
/// structures. The kernel takes the outer VLAN tag out of the frame: it is here.
struct RingBlock {
    private static let headerSize = 48
    private static let hasTag: UInt32 = 1 << 4
    private static let hasTagType: UInt32 = 1 << 6
    private static let prefetchDistance = 4096
    private var remaining: UInt32 = 0
    private var at = 0
    private var prefetched = 0

    /// Nothing to walk over.
    init() {}

    init(_ bytes: RawSpan) {
        remaining = bytes.u32LE(12)
        at = Int(bytes.u32LE(16))
    }

    var isFinished: Bool { remaining == 0 }

    /// Adds frames until the batch is full or the block is done. A frame that lies outside of the block ends it.
    mutating func fill(_ bytes: RawSpan, link: LinkType, interface: UInt16, into batch: inout FrameBatch) {
        let end = bytes.byteCount
        while remaining > 0, !batch.isFull {
            guard at >= 0, at <= end - Self.headerSize else {
                remaining = 0
                return
            }
            prefetch(bytes)
            let captured = bytes.u32LE(at + 12)
            let status = bytes.u32LE(at + 20)
            let start = at + Int(bytes.u16LE(at + 24))
            guard start <= end, Int(captured) <= end - start else {
                remaining = 0
                return
            }
            let time = Int64(bytes.u32LE(at + 4)) &* 1_000_000_000 &+ Int64(bytes.u32LE(at + 8))
            var frame = FrameReference(
                offset: start, timestamp: Timestamp(nanoseconds: time), captured: captured,
                wire: max(bytes.u32LE(at + 16), captured), link: link, interface: interface)
            if status & Self.hasTag != 0 {
                frame.strippedTPID = status & Self.hasTagType != 0 ? bytes.u16LE(at + 36) : 0x8100
                frame.strippedTCI = UInt16(truncatingIfNeeded: bytes.u32LE(at + 32))
            }
            batch.append(frame)
            remaining -= 1
            at += Int(bytes.u32LE(at))
        }
    }

    /// The kernel wrote the block on any core, some time ago: its lines are fetched ahead of the walk.
    @inline(__always)
    private mutating func prefetch(_ bytes: RawSpan) {
        let horizon = min(at + Self.prefetchDistance, bytes.byteCount)
        var ahead = max(prefetched, at)
        while ahead < horizon {
            bytes.prefetch(ahead)
            ahead += 64
        }
        prefetched = ahead
    }
}
