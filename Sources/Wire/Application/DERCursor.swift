import Bedrock

/// Walks BER or DER elements (X.690) one after the other; nil at the end or at a length that lies.
///
/// Only one-byte tags and definite lengths of at most four bytes, which is all that certificates and SNMP use.
struct DERCursor {
    private var cursor: ByteCursor

    init(_ bytes: RawSpan) { cursor = ByteCursor(bytes) }

    private init(_ cursor: ByteCursor) { self.cursor = cursor }

    /// Where the rest lies.
    var range: Range<Int> { cursor.range }

    /// The tag of the next element.
    func peek(_ bytes: RawSpan) -> UInt8? {
        var ahead = cursor
        return ahead.u8(bytes)
    }

    /// The next element's tag and content.
    mutating func next(_ bytes: RawSpan) -> (tag: UInt8, content: DERCursor)? {
        guard let tag = cursor.u8(bytes), tag & 0x1F != 0x1F, var length = cursor.u8(bytes).map(Int.init) else {
            return nil
        }
        if length & 0x80 != 0 {
            let count = length & 0x7F
            guard (1...4).contains(count) else { return nil }
            length = 0
            for _ in 0..<count {
                guard let byte = cursor.u8(bytes) else { return nil }
                length = length << 8 | Int(byte)
            }
        }
        return cursor.take(length).map { (tag, DERCursor($0)) }
    }

    /// The next element's content, if its tag is `tag`; otherwise nothing is passed.
    mutating func next(_ bytes: RawSpan, tag: UInt8) -> DERCursor? {
        guard peek(bytes) == tag else { return nil }
        return next(bytes)?.content
    }
}
