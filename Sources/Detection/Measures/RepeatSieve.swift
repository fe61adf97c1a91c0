import Bedrock

/// Tells when a key comes with a second, different value: the cheap gate before a rule keeps state for the key.
///
/// Why it exists: a scanner shows itself by a second port or a second host; a million spoofed sources show one each and must
/// not cost a table entry each. Direct-mapped: a newer key overwrites an older one in its slot. Bounds: `slots` × 8 bytes.
/// What fools it: in a flood of new keys a slow scanner's slot may be overwritten between two of its probes.
package struct RepeatSieve: Sendable {
    private var slots: [UInt64]
    private let mask: Int

    package init(slots count: Int = 32_768) {
        var size = 64
        while size < count { size *= 2 }
        slots = Array(repeating: 0, count: size)
        mask = size - 1
    }

    @inline(__always)
    private func slot(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key >> 32) & mask }

    /// Asks for the memory that `observe` will look at.
    @inline(__always)
    package func prefetch(_ key: UInt64) { slots.prefetch(slot(key)) }

    /// The earlier value when `key` was last seen with another one, else nil; remembers the new value.
    package mutating func observe(_ key: UInt64, _ value: UInt32) -> UInt32? {
        let index = slot(key)
        let held = slots[index]
        slots[index] = key << 32 | UInt64(value)
        guard held >> 32 == key & 0xFFFF_FFFF else { return nil }
        let earlier = UInt32(truncatingIfNeeded: held)
        return earlier == value ? nil : earlier
    }
}
