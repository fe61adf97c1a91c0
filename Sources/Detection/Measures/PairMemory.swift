package import Vocabulary

/// Which two hosts have lately talked with each other: a fixed number of slots, the newer pair takes a slot over.
///
/// Why it exists: much traffic from somebody one talks to anyway (a camera, a tunnel's end) is less alarming than from a
/// stranger. Forgets when slots collide, never invents (but for a collision of 32 bits).
package struct PairMemory: Sendable {
    private var slots: [UInt32]

    /// `slots` is a power of two.
    package init(slots count: Int = 16_384) { slots = Array(repeating: 0, count: count) }

    package mutating func note(_ a: IPAddress, _ b: IPAddress) {
        let digest = Digest.of(a) ^ Digest.of(b)
        slots[Int(truncatingIfNeeded: digest) & (slots.count - 1)] = UInt32(truncatingIfNeeded: digest >> 32) | 1
    }

    package func contains(_ a: IPAddress, _ b: IPAddress) -> Bool {
        let digest = Digest.of(a) ^ Digest.of(b)
        return slots[Int(truncatingIfNeeded: digest) & (slots.count - 1)] == UInt32(truncatingIfNeeded: digest >> 32)
            | 1
    }
}
