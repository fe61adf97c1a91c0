import Bedrock

/// Walks BER elements (X.690) of a message of which only the first bytes may be here.
///
/// An element that goes on behind what was kept is given as far as it goes, so that the fields before the cut are read.
/// One-byte tags, definite lengths of at most four bytes; nil at the end and at anything else.
struct BERCursor {
    private(set) var at: Int
    let end: Int

    init(_ bytes: RawSpan) { self.init(at: 0, end: bytes.byteCount) }

    private init(at: Int, end: Int) {
        self.at = at
        self.end = end
    }

    /// Where the content lies.
    var range: Range<Int> { at..<end }

    /// The next element's tag and content.
    mutating func next(_ bytes: RawSpan) -> (tag: UInt8, content: BERCursor)? {
        guard end - at >= 2 else { return nil }
        let tag = bytes.u8(at)
        let form = Int(bytes.u8(at + 1))
        var length = form
        var start = at + 2
        if form & 0x80 != 0 {
            let count = form & 0x7F
            guard (1...4).contains(count), end - start >= count, tag & 0x1F != 0x1F else { return nil }
            length = 0
            for offset in 0..<count { length = length << 8 | Int(bytes.u8(start + offset)) }
            start += count
        }
        guard tag & 0x1F != 0x1F else { return nil }
        at = start + min(length, end - start)
        return (tag, BERCursor(at: start, end: at))
    }

    /// The content of the next element with this tag; the ones before it are passed. Nil when there is none.
    mutating func next(_ bytes: RawSpan, tag: UInt8) -> BERCursor? {
        while let (found, content) = next(bytes) {
            if found == tag { return content }
        }
        return nil
    }

    /// The content as a small number (INTEGER, ENUMERATED); nil when it is empty or longer than four bytes.
    func number(_ bytes: RawSpan) -> Int? {
        guard (1...4).contains(range.count) else { return nil }
        return range.reduce(0) { $0 << 8 | Int(bytes.u8($1)) }
    }

    /// The length of a message from its first bytes: tag, length, content.
    static func extent(_ header: RawSpan) -> MessageAccumulator.Extent {
        guard header.byteCount >= 2 else { return .unknown }
        let form = Int(header.u8(1))
        guard form & 0x80 != 0 else { return .bytes(2 + form) }
        let count = form & 0x7F
        guard (1...4).contains(count) else { return .invalid }
        guard header.byteCount >= 2 + count else { return .unknown }
        var length = 0
        for offset in 0..<count { length = length << 8 | Int(header.u8(2 + offset)) }
        return length <= 1 << 26 ? .bytes(2 + count + length) : .invalid
    }
}
