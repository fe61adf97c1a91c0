/// How much the dissector may keep: the caps that hold whatever is sent.
///
/// Shapes: `streams` is at most 32,766 (a slot has 15 bits for it); the byte caps count payload that is waiting, not the
/// carry-over of readers, which each reader bounds by itself.
package struct DissectorLimits: Sendable {
    /// TCP streams that are being recognised or read at one time. Full: the least recently fed one loses its place.
    package var streams = 16_384
    /// Bytes of all streams together that wait for a gap to close or for a protocol to be recognised. Full: the newcomer
    /// is not kept, and its stream stops.
    package var bufferedBytes = 8 << 20
    /// What one direction may hold beyond a gap. Full: the gap is given up.
    package var sidePieces = 16
    package var sideBytes = 16 << 10
    /// First bytes of one side that are kept while the protocol is not known yet.
    package var headBytes = 4 << 10
    /// An unknown protocol is given up when both sides have shown this many bytes …
    package var unknownBytes = 512
    /// … or this many pieces have come altogether, with more in them than single key strokes; or 64 pieces.
    package var unknownPieces = 8
    package var fewBytes = 64

    package init() {}
}
