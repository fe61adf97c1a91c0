import Bedrock

/// Texts that are read again and again (host names, programs, types of media, names looked up), so that each is made once.
///
/// Why it exists: a text of more than fifteen bytes is an allocation and a check of its bytes, and most of what is read was read a moment ago.
/// What is kept is compared byte by byte, so a result does not depend on what came before. Direct-mapped: a text is kept when it comes twice
/// before another one of its place does, so names that are never seen again cost a number each. Bounds: `places` texts of `longest` bytes.
struct TextMemory {
    static var places: Int { 1024 }
    private static var longest: Int { 255 }
    /// As long as a text may be without memory of its own: such texts are compared as two numbers, and kept at once.
    private static var shortest: Int { 15 }
    private static var shortPlaces: Int { 256 }

    private struct Entry {
        /// Of what is kept, and of what came last and is not kept.
        var fold: UInt64 = 0
        var newcomer: UInt64 = 0
        var bytes: [UInt8] = []
        var text = ""
    }
    private struct Short {
        var key = ShortBytes()
        var text = ""
    }
    private var entries: [Entry] = []
    private var shorts: [Short] = []
    private let isOn: Bool

    init() { isOn = true }

    private init(isOn: Bool) { self.isOn = isOn }

    /// Keeps nothing.
    static var none: TextMemory { TextMemory(isOn: false) }

    /// What `make` makes of these bytes, or made of them before. One memory is for one way of making.
    @inline(__always)
    mutating func text(_ bytes: RawSpan, _ make: (RawSpan) -> String?) -> String? {
        guard isOn, bytes.byteCount > 0, bytes.byteCount <= Self.longest else { return make(bytes) }
        if bytes.byteCount <= Self.shortest { return short(bytes, make) }
        let fold = bytes.fold
        let place = Int(truncatingIfNeeded: fold >> 20) & (Self.places - 1)
        if let known = known(place, fold, bytes) { return known }
        guard let text = make(bytes) else { return nil }
        learn(text, bytes, place, fold)
        return text
    }

    private mutating func short(_ bytes: RawSpan, _ make: (RawSpan) -> String?) -> String? {
        let key = ShortBytes(bytes)
        let place = key.place & (Self.shortPlaces - 1)
        if place < shorts.count, shorts[place].key == key { return shorts[place].text }
        guard let text = make(bytes) else { return nil }
        if shorts.isEmpty { shorts = Array(repeating: Short(), count: Self.shortPlaces) }
        shorts[place].key = key
        shorts[place].text = text
        return text
    }

    private func known(_ place: Int, _ fold: UInt64, _ bytes: RawSpan) -> String? {
        let lent = entries.span
        guard place < lent.count, lent[place].fold == fold,
            lent[place].bytes.withBytes({ bytes.isSame(as: $0) })
        else { return nil }
        return lent[place].text
    }

    private mutating func learn(_ text: String, _ bytes: RawSpan, _ place: Int, _ fold: UInt64) {
        if entries.isEmpty { entries = Array(repeating: Entry(), count: Self.places) }
        guard entries[place].newcomer == fold else {
            entries[place].newcomer = fold
            return
        }
        entries[place] = Entry(fold: fold, bytes: [UInt8](copying: bytes), text: text)
    }
}

/// One to fifteen bytes as two numbers, which overlap in the middle, and how many they are.
private struct ShortBytes: Equatable, BitwiseCopyable {
    private var first: UInt64 = 0
    private var last: UInt64 = 0
    private var count = 0

    init() {}

    init(_ bytes: RawSpan) {
        count = bytes.byteCount
        if count >= 8 {
            first = bytes.u64(0)
            last = bytes.u64(count - 8)
        } else {
            for at in 0..<count { first = first << 8 | UInt64(bytes.u8(at)) }
        }
    }

    var place: Int {
        let fold = (first ^ last &* 31 ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: fold >> 40)
    }
}

extension RawSpan {
    /// A number that is alike for alike bytes, eight a step: for tables that forget, not for results.
    var fold: UInt64 {
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        var fold = UInt64(truncatingIfNeeded: byteCount) &* factor
        var at = 0
        while at + 8 <= byteCount {
            fold = (fold ^ u64(at)) &* factor
            fold ^= fold >> 29
            at += 8
        }
        guard at < byteCount else { return fold ^ fold >> 32 }
        // The last bytes, some of them for the second time.
        var rest: UInt64 = 0
        if byteCount >= 8 {
            rest = u64(byteCount - 8)
        } else {
            for offset in at..<byteCount { rest = rest << 8 | UInt64(u8(offset)) }
        }
        fold = (fold ^ rest) &* factor
        return fold ^ fold >> 32
    }

    /// The same bytes.
    func isSame(as other: RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        var at = 0
        while at + 8 <= byteCount {
            guard u64(at) == other.u64(at) else { return false }
            at += 8
        }
        while at < byteCount {
            guard u8(at) == other.u8(at) else { return false }
            at += 1
        }
        return true
    }
}
