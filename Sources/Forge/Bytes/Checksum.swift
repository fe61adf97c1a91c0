package import Vocabulary

/// The Internet checksum (RFC 1071): the complement of the ones' complement sum of 16-bit words.
package struct InternetChecksum: Sendable {
    private var sum: UInt64 = 0
    package init() {}

    /// Adds one 16-bit word.
    @inline(__always)
    package mutating func add(_ word: UInt16) { sum &+= UInt64(word) }

    /// Adds an address as the pseudo-header does.
    @inline(__always)
    package mutating func add(_ address: IPAddress) {
        if address.isV4 {
            sum &+= UInt64(address.v4Bits >> 16) &+ UInt64(address.v4Bits & 0xFFFF)
        } else {
            add64(address.high)
            add64(address.low)
        }
    }

    @inline(__always)
    private mutating func add64(_ value: UInt64) {
        sum &+= (value >> 48) &+ (value >> 32 & 0xFFFF) &+ (value >> 16 & 0xFFFF) &+ (value & 0xFFFF)
    }

    /// Adds a run of bytes; an odd last byte is padded with zero, so only the last run may be odd.
    package mutating func add(_ bytes: [UInt8], from start: Int, to end: Int) {
        let span = bytes.span.extracting(start..<end)
        var even: UInt64 = 0
        var odd: UInt64 = 0
        var at = 0
        while at &+ 1 < span.count {
            even &+= UInt64(span[at])
            odd &+= UInt64(span[at &+ 1])
            at &+= 2
        }
        if at < span.count { even &+= UInt64(span[at]) }
        sum &+= even << 8 &+ odd
    }

    package var value: UInt16 {
        var folded = sum
        while folded >> 16 != 0 { folded = (folded & 0xFFFF) &+ (folded >> 16) }
        return ~UInt16(truncatingIfNeeded: folded)
    }
}

/// CRC-32c (RFC 9260, appendix A), which guards SCTP packets.
package func crc32c(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
    }
    return ~crc
}
