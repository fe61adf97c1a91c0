import Bedrock

/// Where the lists of a client hello lie on the wire: enough to know a hello again without copying them.
///
/// The lists themselves (`TLSHelloLists`) are made only of a hello that was not seen lately.
struct TLSHelloPlaces {
    var legacyVersion: UInt16
    var ciphers: Range<Int>
    /// All extensions, each behind its type and length.
    var extensions = 0..<0
    /// Their first types, without GREASE, and how many there are.
    private var types = InlineArray<32, UInt16>(repeating: 0)
    private var typeCount = 0
    var groups = 0..<0
    var pointFormats = 0..<0
    var signatureAlgorithms = 0..<0

    init(legacyVersion: UInt16, ciphers: Range<Int>) {
        self.legacyVersion = legacyVersion
        self.ciphers = ciphers
    }

    /// The type of the next extension, which is no GREASE.
    @inline(__always)
    mutating func add(type: UInt16) {
        if typeCount < 32 { types[typeCount] = type }
        typeCount += 1
    }

    /// What `TLSHelloLists.fold` of the lists would be. `types` folds the extensions' types, which the reader sees anyway.
    func fold(_ bytes: RawSpan, types: UInt64) -> UInt64 {
        let fold = Self.fold(bytes, groups, types)
        return Self.fold(bytes, signatureAlgorithms, fold)
    }

    /// Of two-byte numbers, GREASE left out.
    static func fold(_ bytes: RawSpan, _ range: Range<Int>, _ start: UInt64) -> UInt64 {
        let numbers = bytes.extracting(range)
        var fold = start
        var at = 0
        while at &+ 2 <= numbers.byteCount {
            let number = numbers.u16(at)
            at &+= 2
            if !TLSHelloLists.isGrease(number) { fold = TLSHelloLists.step(fold, number) }
        }
        return TLSHelloLists.end(fold)
    }

    /// Whether the lists at these places are `lists`, compared as a whole.
    func hold(_ lists: borrowing TLSHelloLists, _ bytes: RawSpan) -> Bool {
        legacyVersion == lists.legacyVersion && Self.isSame(bytes, ciphers, lists.ciphers)
            && Self.isSame(bytes, groups, lists.groups)
            && Self.isSame(bytes, signatureAlgorithms, lists.signatureAlgorithms)
            && lists.pointFormats.withBytes { bytes.extracting(pointFormats).isSame(as: $0) }
            && hasTypes(lists.extensions)
    }

    private static func isSame(_ bytes: RawSpan, _ range: Range<Int>, _ list: [UInt16]) -> Bool {
        let numbers = bytes.extracting(range)
        let known = list.span
        var at = 0
        var index = 0
        while at &+ 2 <= numbers.byteCount {
            let number = numbers.u16(at)
            at &+= 2
            if TLSHelloLists.isGrease(number) { continue }
            guard index < known.count, known[index] == number else { return false }
            index &+= 1
        }
        return index == known.count
    }

    /// Nobody honest sends more than can be compared; such a hello is always read anew.
    private func hasTypes(_ list: [UInt16]) -> Bool {
        let known = list.span
        guard known.count == typeCount, typeCount <= 32 else { return false }
        for index in known.indices where known[index] != types[index] { return false }
        return true
    }

    /// The lists themselves.
    func copy(to lists: inout TLSHelloLists, _ bytes: RawSpan) {
        lists.legacyVersion = legacyVersion
        TLSHelloLists.fill(&lists.ciphers, bytes, ByteCursor(bytes, ciphers))
        TLSHelloLists.fill(&lists.groups, bytes, ByteCursor(bytes, groups))
        TLSHelloLists.fill(&lists.signatureAlgorithms, bytes, ByteCursor(bytes, signatureAlgorithms))
        lists.pointFormats.removeAll(keepingCapacity: true)
        lists.pointFormats.append(copying: bytes.extracting(pointFormats))
        lists.extensions.removeAll(keepingCapacity: true)
        var cursor = ByteCursor(bytes, extensions)
        while let type = cursor.u16(bytes), let length = cursor.u16(bytes) {
            _ = cursor.takeUpTo(Int(length))
            if !TLSHelloLists.isGrease(type) { lists.extensions.append(type) }
        }
    }
}
