import Vocabulary

extension ByteText {
    /// As `IPAddress.description` says it: dotted decimal, or RFC 5952 for IPv6.
    mutating func append(_ address: IPAddress) {
        guard address.isV4 else { return append(v6: address) }
        let bits = UInt64(address.v4Bits)
        append(decimal: bits >> 24)
        append(UInt8(ascii: "."))
        append(decimal: bits >> 16 & 0xFF)
        append(UInt8(ascii: "."))
        append(decimal: bits >> 8 & 0xFF)
        append(UInt8(ascii: "."))
        append(decimal: bits & 0xFF)
    }

    private mutating func append(v6 address: IPAddress) {
        func group(_ index: Int) -> UInt16 {
            let half = index < 4 ? address.high : address.low
            return UInt16(truncatingIfNeeded: half >> UInt64(48 - 16 * (index & 3)))
        }
        // The first of the longest runs of two zero groups or more becomes `::`.
        var gap = 0..<0
        var start = 0
        for index in 0...8 where index == 8 || group(index) != 0 {
            if index - start > gap.count { gap = start..<index }
            start = index + 1
        }
        if gap.count < 2 { gap = 8..<8 }
        var index = 0
        while index < 8 {
            if index == gap.lowerBound, !gap.isEmpty {
                append("::")
                index = gap.upperBound
                continue
            }
            if index > 0, index != gap.upperBound || gap.isEmpty { append(UInt8(ascii: ":")) }
            append(group: group(index))
            index += 1
        }
    }

    /// Hexadecimal without leading zeros.
    private mutating func append(group: UInt16) {
        var shift: UInt16 = 12
        while shift > 0, group >> shift == 0 { shift -= 4 }
        while true {
            append(digit: UInt8(truncatingIfNeeded: group >> shift & 15))
            if shift == 0 { break }
            shift -= 4
        }
    }
}
