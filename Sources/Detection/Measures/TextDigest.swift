/// FNV-1a (G. Fowler, L. Noll, P. Vo) of bytes: the same text gives the same number in every run, unlike `Hasher`.
package func digest(_ bytes: some Sequence<UInt8>, seed: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
    var hash = seed
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
}

/// The same of a string, whose bytes lie together.
package func digest(_ text: String, seed: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
    let bytes = text.utf8.span
    var hash = seed
    for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return hash
}

/// The same of a part of a text.
package func digest(_ bytes: borrowing Span<UInt8>, _ part: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for place in part { hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01B3 }
    return hash
}
