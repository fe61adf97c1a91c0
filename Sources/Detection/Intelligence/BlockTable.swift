import Bedrock

/// Address blocks to small numbers; of nested blocks the innermost counts.
///
/// The blocks are laid out flat: stretches that follow each other, each with the innermost block over it, so that the longest match
/// is one binary search. N blocks make at most 2 N + 1 stretches. `Bits` is the address as a number: 32 or 128 bits.
struct BlockTable<Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    struct Block: Sendable {
        var base: Bits
        /// Fixed bits, in the family's own count.
        var prefix: UInt8
        var value: UInt16
        var last: Bits { prefix == 0 ? .max : base | (prefix == Bits.bitWidth ? 0 : Bits.max >> Bits(prefix)) }
    }
    private let starts: HugeBuffer<Bits>
    private let prefixes: HugeBuffer<UInt8>
    private let values: HugeBuffer<UInt16>
    private let stretches: Int
    /// Different blocks.
    let count: Int

    init(_ blocks: [Block], join: (UInt16, UInt16) -> UInt16) throws(BedrockError) {
        var unique: [Block] = []
        for block in blocks.sorted(by: { ($0.base, $0.prefix) < ($1.base, $1.prefix) }) {
            if let last = unique.last, last.base == block.base, last.prefix == block.prefix {
                unique[unique.count - 1].value = join(last.value, block.value)
            } else {
                unique.append(block)
            }
        }
        count = unique.count
        let flat = Self.flatten(unique)
        stretches = flat.count
        var starts = try HugeBuffer<Bits>(count: max(1, flat.count))
        var prefixes = try HugeBuffer<UInt8>(count: max(1, flat.count))
        var values = try HugeBuffer<UInt16>(count: max(1, flat.count))
        for (place, stretch) in flat.enumerated() {
            starts[place] = stretch.base
            prefixes[place] = stretch.prefix
            values[place] = stretch.value
        }
        self.starts = starts
        self.prefixes = prefixes
        self.values = values
    }

    var byteCount: Int { starts.byteCount + prefixes.byteCount + values.byteCount }

    /// Stretches in ascending order; value 0 where no block lies. `blocks` are sorted, outer ones before inner ones.
    private static func flatten(_ blocks: [Block]) -> [Block] {
        var flat: [Block] = []
        flat.reserveCapacity(2 * blocks.count)
        var open: [Block] = []
        func begin(_ base: Bits, _ block: Block?) {
            let stretch = Block(base: base, prefix: block?.prefix ?? 0, value: block?.value ?? 0)
            if let last = flat.last, last.base == base {
                flat[flat.count - 1] = stretch
            } else {
                flat.append(stretch)
            }
        }
        func close(before base: Bits?) {
            while let inner = open.last, base.map({ inner.last < $0 }) ?? true {
                open.removeLast()
                if inner.last < .max { begin(inner.last + 1, open.last) }
            }
        }
        for block in blocks {
            close(before: block.base)
            begin(block.base, block)
            open.append(block)
        }
        close(before: nil)
        return flat
    }

    /// The number and prefix of the innermost block over the address; number 0 where there is none.
    func find(_ address: Bits) -> (value: UInt16, prefix: UInt8) {
        var low = 0
        var high = stretches
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= address { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? (0, 0) : (values[low - 1], prefixes[low - 1])
    }

    /// First and last address of every stretch that lies under a block.
    func forEach(_ body: (Bits, Bits) -> Void) {
        for place in 0..<stretches where values[place] != 0 {
            body(starts[place], place + 1 < stretches ? starts[place + 1] - 1 : .max)
        }
    }
}
