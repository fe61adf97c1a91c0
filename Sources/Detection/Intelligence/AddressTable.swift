import Bedrock

/// IPv4 addresses to small numbers, in four bytes an address.
///
/// Sorted by the upper half, of which only where it begins is kept; the lower halves lie sorted, and a look-up halves those of one
/// /16: five steps where addresses are spread, sixteen at most. Zero is "not there".
struct AddressTable: ~Copyable, Sendable {
    private let starts: HugeBuffer<UInt32>
    private let lows: HugeBuffer<UInt16>
    private let values: HugeBuffer<UInt16>
    let count: Int

    /// `sorted`: address << 16 | number, ascending, each address once.
    init(sorted: [UInt64]) throws(BedrockError) {
        count = sorted.count
        var starts = try HugeBuffer<UInt32>(count: 65_537)
        var lows = try HugeBuffer<UInt16>(count: max(1, sorted.count))
        var values = try HugeBuffer<UInt16>(count: max(1, sorted.count))
        var next = 0
        for (place, entry) in sorted.enumerated() {
            let top = Int(entry >> 32)
            while next <= top {
                starts[next] = UInt32(place)
                next += 1
            }
            lows[place] = UInt16(truncatingIfNeeded: entry >> 16)
            values[place] = UInt16(truncatingIfNeeded: entry)
        }
        while next <= 65_536 {
            starts[next] = UInt32(sorted.count)
            next += 1
        }
        self.starts = starts
        self.lows = lows
        self.values = values
    }

    var byteCount: Int { starts.byteCount + lows.byteCount + values.byteCount }

    func find(_ address: UInt32) -> UInt16 {
        let top = Int(address >> 16)
        var low = Int(starts[top])
        var high = Int(starts[top + 1])
        let wanted = UInt16(truncatingIfNeeded: address)
        while low < high {
            let middle = (low + high) / 2
            let found = lows[middle]
            if found == wanted { return values[middle] }
            if found < wanted { low = middle + 1 } else { high = middle }
        }
        return 0
    }

    func forEach(_ body: (UInt32, UInt16) -> Void) {
        for top in 0..<65_536 {
            for place in Int(starts[top])..<Int(starts[top + 1]) {
                body(UInt32(top) << 16 | UInt32(lows[place]), values[place])
            }
        }
    }
}
