import Bedrock

/// Puts the CRYPTO frames of the client's Initials together (RFC 9000, 19.6): they come in any order and may overlap.
///
/// Bounds: the first `limit` bytes of the stream, in at most `pieceLimit` pieces; what comes on top is dropped.
struct QUICCryptoStream {
    static var limit: Int { 16 << 10 }
    static var pieceLimit: Int { 64 }

    private var bytes: [UInt8] = []
    /// What is there, sorted, apart from each other.
    private var pieces: [Range<Int>] = []

    /// Reads the frames of an opened Initial, up to one that Initials do not have.
    mutating func readFrames(_ content: RawSpan) {
        var cursor = ByteCursor(content)
        while let type = cursor.u8(content) {
            switch type {
            case 0, 1: continue
            case 2, 3: guard Self.skipAcknowledgment(content, &cursor, hasCounts: type == 3) else { return }
            case 6:
                guard let offset = cursor.quicInteger(content), let length = cursor.quicInteger(content),
                    let data = cursor.take(length)
                else { return }
                insert(content.extracting(data.range), at: offset)
            default: return
            }
        }
    }

    private static func skipAcknowledgment(_ content: RawSpan, _ cursor: inout ByteCursor, hasCounts: Bool) -> Bool {
        guard cursor.quicInteger(content) != nil, cursor.quicInteger(content) != nil,
            let ranges = cursor.quicInteger(content), cursor.quicInteger(content) != nil
        else { return false }
        // Each range takes at least two bytes, so a lie ends with the packet.
        for _ in 0..<min(ranges, content.byteCount) {
            guard cursor.quicInteger(content) != nil, cursor.quicInteger(content) != nil else { return false }
        }
        guard hasCounts else { return true }
        return cursor.quicInteger(content) != nil && cursor.quicInteger(content) != nil
            && cursor.quicInteger(content) != nil
    }

    private mutating func insert(_ data: RawSpan, at offset: Int) {
        guard data.byteCount > 0, offset <= Self.limit else { return }
        let end = min(offset + data.byteCount, Self.limit)
        guard offset < end, pieces.count < Self.pieceLimit else { return }
        if bytes.count < end { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
        for index in offset..<end { bytes[index] = data.u8(index - offset) }
        var merged = offset..<end
        pieces.removeAll { piece in
            guard piece.lowerBound <= merged.upperBound, merged.lowerBound <= piece.upperBound else { return false }
            merged = min(piece.lowerBound, merged.lowerBound)..<max(piece.upperBound, merged.upperBound)
            return true
        }
        pieces.insert(merged, at: pieces.firstIndex { $0.lowerBound > merged.lowerBound } ?? pieces.count)
    }

    /// The body of the client hello once it is whole; nil before. `isForeign` tells that the stream begins otherwise.
    func clientHello() -> (body: [UInt8]?, isForeign: Bool) {
        guard let start = pieces.first, start.lowerBound == 0, start.count >= 4 else { return (nil, false) }
        guard bytes[0] == 1 else { return (nil, true) }
        let length = Int(bytes[1]) << 16 | Int(bytes[2]) << 8 | Int(bytes[3])
        let wanted = min(4 + length, Self.limit)
        return start.count >= wanted ? (Array(bytes[4..<wanted]), false) : (nil, false)
    }
}
