import Bedrock
import Vocabulary

/// Digests of address and port pairs whose flow has ended, so that a tuple that comes back is not counted twice.
///
/// Looked at only when a flow opens. Bounds: `capacity` digests of 16 bytes; when it is full new ones are not kept and counted
/// as forgotten. It begins small and grows fourfold. Two tuples with the same 64-bit digest count as one: a matter of statistics, not of safety.
struct TupleSet: ~Copyable {
    private var entries: HugeBuffer<UInt64>
    /// Where the entries go when they grow; all zero.
    private var spare: HugeBuffer<UInt64>
    private var mask: Int
    let capacity: Int
    private(set) var count = 0
    private(set) var forgotten: UInt64 = 0

    init(capacity: Int, startBits: Int = 15) throws(BedrockError) {
        var bits = 4
        while (1 << bits) < capacity * 2, bits < 40 { bits += 1 }
        let entries = try HugeBuffer<UInt64>(count: 1 << bits, hugePages: true)
        let spare = try HugeBuffer<UInt64>(count: 1 << bits, hugePages: true)
        self.entries = entries
        self.spare = spare
        mask = (1 << min(bits, startBits)) - 1
        self.capacity = capacity
    }

    var isEmpty: Bool { count == 0 }

    /// Of the hash that packets of a pair have, in both directions the same; never zero.
    @inline(__always)
    static func digest(_ hash: UInt64) -> UInt64 { hash | 1 }

    /// Of a flow: what its packets have.
    @inline(__always)
    static func digest(_ record: inout FlowRecord, _ hashing: FlowHash) -> UInt64 {
        digest(
            hashing.flow(
                record.initiator, record.initiatorPort, record.responder, record.responderPort, record.transport))
    }

    private func position(_ digest: UInt64) -> Int {
        var position = Int(truncatingIfNeeded: digest >> 8) & mask
        while entries[position] != 0, entries[position] != digest { position = (position &+ 1) & mask }
        return position
    }

    func contains(_ digest: UInt64) -> Bool { entries[position(digest)] == digest }

    mutating func insert(_ digest: UInt64) {
        var position = position(digest)
        guard entries[position] == 0 else { return }
        guard count < capacity else {
            forgotten &+= 1
            return
        }
        if count > mask >> 1 {
            grow()
            position = self.position(digest)
        }
        entries[position] = digest
        count += 1
    }

    /// Asks for the memory that `contains` and `insert` will look at.
    func prefetch(_ digest: UInt64) { entries.prefetch(Int(truncatingIfNeeded: digest >> 8) & mask) }

    @inline(never)
    private mutating func grow() {
        let former = mask + 1
        guard former < entries.count else { return }
        mask = min(former << 2, entries.count) - 1
        swap(&entries, &spare)
        for place in 0..<former where spare[place] != 0 { entries[position(spare[place])] = spare[place] }
        spare.clear()
    }
}
