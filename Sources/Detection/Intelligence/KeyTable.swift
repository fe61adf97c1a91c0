import Bedrock
import Vocabulary

/// Keys of 128 bits to small numbers, in 25.7 bytes a key: names and IPv6 addresses of the indicator table.
///
/// Open addressing with the whole key stored, so that a hit is exact; linear probing at a load of 0.7, whatever the number of
/// keys. Bounds: the number of keys it was made for. Zero is "not there".
struct KeyTable: ~Copyable, Sendable {
    /// Two halves of a key.
    struct Key: Hashable, BitwiseCopyable, Sendable {
        var high: UInt64
        var low: UInt64
    }
    private var keys: HugeBuffer<Key>
    private var values: HugeBuffer<UInt16>
    private let capacity: Int
    private(set) var count = 0

    /// Room for so many different keys.
    init(room: Int) throws(BedrockError) {
        let capacity = max(16, room + room * 3 / 7 + 1)
        let keys = try HugeBuffer<Key>(count: capacity)
        let values = try HugeBuffer<UInt16>(count: capacity)
        self.capacity = capacity
        self.keys = keys
        self.values = values
    }

    var byteCount: Int { keys.byteCount + values.byteCount }

    /// `hash` must be spread over all 64 bits.
    @inline(__always)
    private func home(_ hash: UInt64) -> Int { Int(hash.multipliedFullWidth(by: UInt64(capacity)).high) }

    /// The number of a key, 0 where it is not there.
    @inline(__always)
    func find(_ key: Key, hash: UInt64) -> UInt16 {
        guard count > 0 else { return 0 }
        var place = home(hash)
        while true {
            let value = values[place]
            if value == 0 || keys[place] == key { return value }
            place = place + 1 == capacity ? 0 : place + 1
        }
    }

    /// Puts a key in, or joins what is there with it.
    mutating func insert(_ key: Key, hash: UInt64, _ value: UInt16, join: (UInt16, UInt16) -> UInt16) {
        precondition(value != 0, "Zero is for keys that are not there.")
        var place = home(hash)
        while values[place] != 0 {
            if keys[place] == key {
                values[place] = join(values[place], value)
                return
            }
            place = place + 1 == capacity ? 0 : place + 1
        }
        precondition(count + 1 < capacity, "No more keys can be put in than there is room for.")
        keys[place] = key
        values[place] = value
        count += 1
    }

    /// Every key with its number, in no order that means anything.
    func forEach(_ body: (Key, UInt16) -> Void) {
        for place in 0..<capacity where values[place] != 0 { body(keys[place], values[place]) }
    }
}
