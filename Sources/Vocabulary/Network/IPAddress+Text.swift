extension IPAddress: CustomStringConvertible, LosslessStringConvertible {
    /// Dotted decimal for IPv4, RFC 5952 for IPv6.
    public var description: String {
        if isV4 {
            let bits = v4Bits
            return "\(bits >> 24).\(bits >> 16 & 0xFF).\(bits >> 8 & 0xFF).\(bits & 0xFF)"
        }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: ($0 < 4 ? high : low) >> UInt64(48 - 16 * ($0 % 4))) }
        let gap = longestZeroRun(groups)
        func text(_ part: some Sequence<UInt16>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard let gap else { return text(groups) }
        return text(groups[..<gap.lowerBound]) + "::" + text(groups[gap.upperBound...])
    }

    /// Reads dotted decimal or RFC 4291 text, with an IPv4 tail allowed; nil when it is neither. Zone ids are refused.
    ///
    /// Byte by byte and without allocating: blocklists bring a million addresses at once.
    public init?(_ text: String) {
        let bytes = text.utf8.span
        if let bits = Self.dotted(bytes, from: 0) {
            self.init(v4: bits)
            return
        }
        var value: UInt128 = 0
        var count = 0
        /// Groups before `::`.
        var gap: Int?
        var place = 0
        if bytes.count >= 2, bytes[0] == Self.colon, bytes[1] == Self.colon {
            gap = 0
            place = 2
        }
        while place < bytes.count {
            if let bits = Self.dotted(bytes, from: place) {
                value = value << 32 | UInt128(bits)
                count += 2
                break
            }
            guard count < 8, let (number, end) = Self.group(bytes, from: place) else { return nil }
            value = value << 16 | UInt128(number)
            count += 1
            place = end
            guard place < bytes.count else { break }
            // A colon and another group, or two colons, once.
            guard bytes[place] == Self.colon, place + 1 < bytes.count else { return nil }
            place += 1
            if bytes[place] == Self.colon {
                guard gap == nil else { return nil }
                gap = count
                place += 1
            }
        }
        if let gap {
            guard count < 8 else { return nil }
            let tail = 16 * (count - gap)
            value = ((value >> tail) << (128 - 16 * gap)) | (value & ((1 << tail) - 1))
        } else if count != 8 {
            return nil
        }
        self.init(high: UInt64(truncatingIfNeeded: value >> 64), low: UInt64(truncatingIfNeeded: value))
    }

    private func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
        var best = 0..<0
        var start = 0
        for index in 0...8 where index == 8 || groups[index] != 0 {
            if index - start > best.count { best = start..<index }
            start = index + 1
        }
        return best.count >= 2 ? best : nil
    }

    private static let colon = UInt8(ascii: ":")

    /// Four numbers of one to three digits, up to the end of the text.
    private static func dotted(_ bytes: Span<UInt8>, from start: Int) -> UInt32? {
        var bits: UInt32 = 0
        var place = start
        for part in 0..<4 {
            if part > 0 {
                guard place < bytes.count, bytes[place] == UInt8(ascii: ".") else { return nil }
                place += 1
            }
            var number: UInt32 = 0
            let first = place
            while place < bytes.count, place < first + 3, bytes[place] &- 48 < 10 {
                number = number * 10 + UInt32(bytes[place] &- 48)
                place += 1
            }
            guard place > first, number < 256 else { return nil }
            bits = bits << 8 | number
        }
        return place == bytes.count ? bits : nil
    }

    /// One to four hexadecimal digits, and where they end.
    private static func group(_ bytes: Span<UInt8>, from start: Int) -> (UInt16, Int)? {
        var number: UInt16 = 0
        var place = start
        while place < bytes.count, place < start + 4 {
            let (decimal, letter) = (bytes[place] &- 48, (bytes[place] | 0x20) &- 97)
            guard decimal < 10 || letter < 6 else { break }
            number = number << 4 | UInt16(decimal < 10 ? decimal : letter + 10)
            place += 1
        }
        return place > start ? (number, place) : nil
    }
}
