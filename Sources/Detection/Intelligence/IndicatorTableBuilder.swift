package import Bedrock
package import Vocabulary

/// Collects the entries of lists and builds the table of them.
///
/// Bounds: `capacity` entries, those on top are left out and counted. Memory while it builds: 8 bytes an IPv4 address and 24 a name,
/// given back piece by piece as the table fills.
package struct IndicatorTableBuilder: IndicatorSink {
    package static let capacity = 4_000_000
    private var attributions = Attributions()
    private var list = 0
    private var current: UInt16 = 0
    /// Address << 16 | who says it.
    private var addresses: [UInt64] = []
    private var blocks: [BlockTable<UInt32>.Block] = []
    private var wideBlocks: [BlockTable<UInt128>.Block] = []
    private var wideAddresses = KeyPile()
    private var domains = KeyPile()
    private var fingerprints = KeyPile()
    package private(set) var count = 0
    /// Entries that found no room.
    package private(set) var refused = 0

    package init() {}

    package mutating func begin(list: Int) {
        self.list = list
        current = attributions.number(list: list, label: "")
    }

    package mutating func label(_ text: String) { current = attributions.number(list: list, label: text) }

    package mutating func add(_ block: AddressBlock) {
        guard takes() else { return }
        switch (block.base.isV4, block.prefix) {
        case (true, 128): addresses.append(UInt64(block.base.v4Bits) << 16 | UInt64(current))
        case (true, _): blocks.append(.init(base: block.base.v4Bits, prefix: block.prefix - 96, value: current))
        case (false, 128): wideAddresses.append(.init(high: block.base.high, low: block.base.low), current)
        case (false, _):
            let base = UInt128(block.base.high) << 64 | UInt128(block.base.low)
            wideBlocks.append(.init(base: base, prefix: block.prefix, value: current))
        }
    }

    package mutating func add(domain: [UInt8]) {
        if takes() { domains.append(Self.key(domain), current) }
    }

    package mutating func add(fingerprint: [UInt8]) {
        if takes() { fingerprints.append(Self.key(fingerprint), current) }
    }

    private mutating func takes() -> Bool {
        if count < Self.capacity {
            count += 1
            return true
        }
        refused += 1
        return false
    }

    private static func key(_ text: [UInt8]) -> KeyTable.Key {
        let key = TextKey(text.span)
        return KeyTable.Key(high: key.first, low: key.second)
    }

    /// The table; the builder is empty afterwards. `lists` in the order of their numbers.
    package mutating func build(_ lists: [IndicatorList]) throws(BedrockError) -> IndicatorTable {
        let hashing = SeededHash.process
        var attributions = attributions
        let narrow = try BlockTable(Self.take(&blocks)) { attributions.join($0, $1) }
        let wide = try BlockTable(Self.take(&wideBlocks)) { attributions.join($0, $1) }
        let exact = try AddressTable(sorted: Self.merged(Self.take(&addresses)) { attributions.join($0, $1) })
        let wideExact = try wideAddresses.table(hash: { hashing.of(IPAddress(high: $0.high, low: $0.low)) }) {
            attributions.join($0, $1)
        }
        let names = try domains.table(hash: { hashing.of($0.high) }) { attributions.join($0, $1) }
        let prints = try fingerprints.table(hash: { hashing.of($0.high) }) { attributions.join($0, $1) }
        var occupied = try HugeBuffer<UInt64>(count: 1 << 18)
        exact.forEach { address, _ in Self.mark(address >> 8...address >> 8, &occupied) }
        narrow.forEach { first, last in Self.mark(first >> 8...last >> 8, &occupied) }
        defer { self = IndicatorTableBuilder() }
        return IndicatorTable(
            lists: lists, occupied: occupied, addresses: exact, blocks: narrow, wideAddresses: wideExact,
            wideBlocks: wide, domains: names, fingerprints: prints, attributions: attributions)
    }

    private static func mark(_ blocks: ClosedRange<UInt32>, _ occupied: inout HugeBuffer<UInt64>) {
        for block in blocks { occupied[Int(block >> 6)] |= 1 << UInt64(block & 63) }
    }

    /// Moves an array out, so that its memory goes when it was used.
    private static func take<Element>(_ array: inout [Element]) -> [Element] {
        defer { array = [] }
        return array
    }

    /// Sorted, each address once.
    private static func merged(_ entries: consuming [UInt64], join: (UInt16, UInt16) -> UInt16) -> [UInt64] {
        var entries = entries
        entries.sort()
        var kept = 0
        for place in entries.indices {
            let entry = entries[place]
            if kept > 0, entries[kept - 1] >> 16 == entry >> 16 {
                let both = join(UInt16(truncatingIfNeeded: entries[kept - 1]), UInt16(truncatingIfNeeded: entry))
                entries[kept - 1] = (entry >> 16) << 16 | UInt64(both)
            } else {
                entries[kept] = entry
                kept += 1
            }
        }
        entries.removeLast(entries.count - kept)
        return entries
    }
}
