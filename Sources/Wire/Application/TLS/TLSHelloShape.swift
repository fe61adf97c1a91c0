import Bedrock

/// All that the fingerprints of a client hello are made of, eight bytes a number, with one value for every GREASE (RFC 8701).
///
/// Why it exists: to know a hello again in one comparison, without copying its lists. Hellos of one shape have the same lists once GREASE
/// is left out; the reverse does not hold, which costs a look at the lists (`TLSHelloLists`) and no more.
/// Bounds: `limit` numbers; of a longer hello nothing is kept but that it is longer.
struct TLSHelloShape {
    static var limit: Int { 64 }

    private var words = InlineArray<64, UInt64>(repeating: 0)
    private(set) var count = 0
    /// A number that is alike for alike shapes; not safe against somebody who looks for others, and not meant to be.
    private(set) var fold: UInt64 = 0
    private var types: UInt64 = 0
    private var typeCount = 0

    /// There is no room for all of it.
    var isTooLong: Bool { count > Self.limit }

    @inline(__always)
    mutating func add(_ word: UInt64) {
        if count < Self.limit { words[count] = word }
        count &+= 1
        fold = (fold ^ word) &* 0x9E37_79B9_7F4A_7C15
        fold ^= fold >> 29
    }

    /// The type of the next extension, which is no GREASE.
    @inline(__always)
    mutating func add(type: UInt16) {
        types = types << 16 | UInt64(type)
        typeCount &+= 1
        if typeCount & 3 == 0 { add(types) }
    }

    /// A list of two-byte numbers.
    mutating func add(numbers: RawSpan) {
        var at = 0
        while at &+ 8 <= numbers.byteCount {
            add(Self.folded(numbers.u64(at)))
            at &+= 8
        }
        if at < numbers.byteCount { add(Self.folded(Self.rest(numbers, at))) }
    }

    /// Bytes as they are.
    mutating func add(bytes: RawSpan) {
        var at = 0
        while at &+ 8 <= bytes.byteCount {
            add(bytes.u64(at))
            at &+= 8
        }
        if at < bytes.byteCount { add(Self.rest(bytes, at)) }
    }

    /// Ends the shape by how long its parts are, so that no two of them are mistaken for each other.
    mutating func end(_ places: TLSHelloPlaces, _ traits: TLSHelloTraits, alpn: Range<Int>) {
        if typeCount & 3 != 0 { add(types) }
        add(
            UInt64(places.legacyVersion) << 48 | UInt64(traits.version) << 32 | UInt64(traits.hasServerName ? 2 : 0)
                | UInt64(traits.overQUIC ? 1 : 0))
        add(UInt64(places.ciphers.count) << 32 | UInt64(typeCount))
        add(UInt64(places.groups.count) << 32 | UInt64(places.signatureAlgorithms.count))
        add(UInt64(places.pointFormats.count) << 32 | UInt64(alpn.count))
    }

    /// What there is to keep.
    var kept: [UInt64] {
        var kept: [UInt64] = []
        kept.reserveCapacity(count)
        for index in 0..<min(count, Self.limit) { kept.append(words[index]) }
        return kept
    }

    /// Just this shape was kept.
    func isSame(as kept: [UInt64]) -> Bool {
        guard !isTooLong, count == kept.count else { return false }
        // Through spans: each look at an element of what is lent copies all of it first (Swift 6.3).
        let mine = words.span
        let other = kept.span
        for index in other.indices where mine[index] != other[index] { return false }
        return true
    }

    /// The last bytes, fewer than eight, with zeros behind them.
    private static func rest(_ bytes: RawSpan, _ start: Int) -> UInt64 {
        var rest: UInt64 = 0
        for at in start..<bytes.byteCount { rest = rest << 8 | UInt64(bytes.u8(at)) }
        return rest << UInt64(8 * (8 - (bytes.byteCount - start)))
    }

    /// Four numbers, of which each GREASE is replaced by one and the same.
    @inline(__always)
    private static func folded(_ word: UInt64) -> UInt64 {
        // Zero in each number whose bytes are alike and end in A.
        let odd =
            ((word ^ 0x0A0A_0A0A_0A0A_0A0A) & 0x0F0F_0F0F_0F0F_0F0F) | ((word ^ word >> 8) & 0x00FF_00FF_00FF_00FF)
        let low: UInt64 = 0x7FFF_7FFF_7FFF_7FFF
        // The top bit of each number that is not zero.
        let isPlain = ((odd & low) &+ low | odd) & ~low
        guard isPlain != ~low else { return word }
        let plain = (isPlain >> 15) &* 0xFFFF
        return word & plain | 0x0A0A_0A0A_0A0A_0A0A & ~plain
    }
}
