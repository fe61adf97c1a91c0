import Bedrock
package import Vocabulary

/// All indicators of all lists that are in force: looked into where a flow begins and where a name is read.
///
/// Never changed: it is built upstairs, handed down whole, and a reload puts another in its place. Every hit is exact: addresses
/// are stored whole, names as numbers of 122 bits (`TextKey`). Bounds: `IndicatorTableBuilder.capacity` entries. A look-up that
/// fails, as nearly all do, ends for IPv4 at one bit: whether the /24 holds anything at all.
package final class IndicatorTable: Sendable {
    /// The lists, with what was taken from them and what was not.
    package let lists: [IndicatorList]
    /// One bit a /24 of IPv4.
    private let occupied: HugeBuffer<UInt64>
    private let addresses: AddressTable
    private let blocks: BlockTable<UInt32>
    private let wideAddresses: KeyTable
    private let wideBlocks: BlockTable<UInt128>
    private let domains: KeyTable
    private let fingerprints: KeyTable
    private let attributions: Attributions
    private let hashing = SeededHash.process
    /// Tells one table from another.
    let edition = UInt64.random(in: 0 ... .max)

    init(
        lists: [IndicatorList], occupied: consuming HugeBuffer<UInt64>, addresses: consuming AddressTable,
        blocks: consuming BlockTable<UInt32>, wideAddresses: consuming KeyTable,
        wideBlocks: consuming BlockTable<UInt128>, domains: consuming KeyTable, fingerprints: consuming KeyTable,
        attributions: Attributions
    ) {
        self.lists = lists
        self.occupied = occupied
        self.addresses = addresses
        self.blocks = blocks
        self.wideAddresses = wideAddresses
        self.wideBlocks = wideBlocks
        self.domains = domains
        self.fingerprints = fingerprints
        self.attributions = attributions
    }

    /// A hit, as cheap to carry as a number.
    struct Match: Sendable {
        /// Who says it.
        let attribution: UInt16
        /// Of an address, the fixed bits of the entry's 128-bit form; of a name, where in it the listed domain begins.
        let position: UInt8
    }

    @inline(__always)
    func match(_ address: IPAddress) -> Match? {
        guard address.isV4 else { return wide(address) }
        let bits = address.v4Bits
        guard occupied[Int(bits >> 14)] &>> UInt64(bits >> 8 & 63) & 1 != 0 else { return nil }
        return narrow(bits)
    }

    @inline(never)
    private func narrow(_ bits: UInt32) -> Match? {
        let exact = addresses.find(bits)
        if exact != 0 { return Match(attribution: exact, position: 128) }
        let block = blocks.find(bits)
        return block.value == 0 ? nil : Match(attribution: block.value, position: block.prefix + 96)
    }

    @inline(never)
    private func wide(_ address: IPAddress) -> Match? {
        let key = KeyTable.Key(high: address.high, low: address.low)
        let exact = wideAddresses.find(key, hash: hashing.of(address))
        if exact != 0 { return Match(attribution: exact, position: 128) }
        guard wideBlocks.count > 0 else { return nil }
        let block = wideBlocks.find(UInt128(address.high) << 64 | UInt128(address.low))
        return block.value == 0 ? nil : Match(attribution: block.value, position: block.prefix)
    }

    /// A name, by itself or by a domain above it; the longest one counts. Capitals are taken for small letters.
    func match(name: String) -> Match? {
        guard domains.count > 0, name.utf8.count <= 255 else { return nil }
        let bytes = name.utf8.span
        var key = TextKey()
        var labels = 0
        var found: Match?
        for index in bytes.indices.reversed() {
            let byte = bytes[index]
            key.prepend(byte &- 65 < 26 ? byte | 32 : byte)
            guard index == 0 || bytes[index - 1] == UInt8(ascii: ".") else { continue }
            labels += 1
            guard labels >= 2 else { continue }
            let value = domains.find(KeyTable.Key(high: key.first, low: key.second), hash: hashing.of(key.first))
            if value != 0 { found = Match(attribution: value, position: UInt8(index)) }
        }
        return found
    }

    /// JA3 or JA4, as the dissector writes them.
    func match(fingerprint: String) -> Match? {
        guard fingerprints.count > 0, !fingerprint.isEmpty else { return nil }
        let key = TextKey(fingerprint.utf8.span)
        let value = fingerprints.find(KeyTable.Key(high: key.first, low: key.second), hash: hashing.of(key.first))
        return value == 0 ? nil : Match(attribution: value, position: 0)
    }

    // What a hit says.

    package func look(up address: IPAddress) -> IndicatorHit? {
        guard let match = match(address) else { return nil }
        let base = address.masked(to: Int(match.position))
        let prefix = address.isV4 ? Int(match.position) - 96 : Int(match.position)
        return AddressBlock(base, prefix: prefix).map { hit(.block($0), match) }
    }

    package func look(upName name: String) -> IndicatorHit? {
        guard let match = match(name: name) else { return nil }
        return hit(.domain(String(Substring(name.utf8.dropFirst(Int(match.position)))).lowercased()), match)
    }

    package func look(upFingerprint text: String) -> IndicatorHit? {
        match(fingerprint: text).map { hit(.fingerprint(text), $0) }
    }

    private func hit(_ indicator: Indicator, _ match: Match) -> IndicatorHit {
        IndicatorHit(indicator: indicator, listings: attributions.listings(match.attribution, lists))
    }

    /// Different entries, by kind.
    package var entries: IndicatorList.Entries {
        var entries = IndicatorList.Entries()
        entries.addresses = addresses.count + wideAddresses.count
        entries.blocks = blocks.count + wideBlocks.count
        entries.domains = domains.count
        entries.fingerprints = fingerprints.count
        return entries
    }

    /// Memory of the table, in bytes.
    package var byteCount: Int {
        let narrow = occupied.byteCount + addresses.byteCount + blocks.byteCount
        return narrow + wideAddresses.byteCount + wideBlocks.byteCount + domains.byteCount + fingerprints.byteCount
    }
}
