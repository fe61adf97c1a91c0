import Bedrock
import Vocabulary

/// Digests of address and port pairs whose flow has ended, so that a tuple that comes back is not counted twice.
///
/// Looked at only when a flow opens. Bounds: `capacity` digests of 16 bytes; when it is full new ones are not kept and counted
/// as forgotten. Two tuples with the same 64-bit digest count as one: a matter of statistics, not of safety.
struct TupleSet: ~Copyable {
    private var entries: HugeBuffer<UInt64>
    private let mask: Int
    private let capacity: Int
    private var count = 0
    private(set) var forgotten: UInt64 = 0

    init(capacity: Int) throws(BedrockError) {
        var bits = 4
        while (1 << bits) < capacity * 2, bits < 40 { bits += 1 }
        entries = try HugeBuffer(count: 1 << bits)
        mask = (1 << bits) - 1
        self.capacity = capacity
    }

    var isEmpty: Bool { count == 0 }

    /// The same for both directions, never zero.
    static func digest(_ record: FlowRecord) -> UInt64 {
        let hash = FlowHash(seed: 0x5EED_0F7A_B1E5_0001)
        return hash.flow(
            record.initiator, record.initiatorPort, record.responder, record.responderPort, record.transport) | 1
    }

    private func position(_ digest: UInt64) -> Int {
        var position = Int(truncatingIfNeeded: digest >> 8) & mask
        while entries[position] != 0, entries[position] != digest { position = (position &+ 1) & mask }
        return position
    }

    func contains(_ digest: UInt64) -> Bool { entries[position(digest)] == digest }

    mutating func insert(_ digest: UInt64) {
        let position = position(digest)
        guard entries[position] == 0 else { return }
        guard count < capacity else {
            forgotten &+= 1
            return
        }
        entries[position] = digest
        count += 1
    }
}
