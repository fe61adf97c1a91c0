/// Text from lent ASCII bytes, made in place.
///
/// Why here: the standard library hands out the memory of a new string only as a pointer.
extension String {
    /// The bytes as text, control characters as `?`, on request in lower case; nil where a byte is not ASCII.
    public init?(plain bytes: RawSpan, lowercase: Bool = false) {
        var union: UInt8 = 0
        // SAFETY: the string gives room for all bytes, both pointers are used only within their lengths while they are lent, and
        // what is written is ASCII, or nothing at all.
        let text = unsafe String(unsafeUninitializedCapacity: bytes.byteCount) { target in
            guard let start = target.baseAddress else { return 0 }
            let room = UnsafeMutableRawPointer(start)
            return unsafe bytes.withUnsafeBytes { source in
                var index = 0
                while index < source.count {
                    // Eight bytes a step, as long as there is nothing odd among them.
                    if index + 8 <= source.count {
                        let word = unsafe source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                        if word.isPlainText {
                            unsafe room.storeBytes(
                                of: lowercase ? word.lowercaseText : word, toByteOffset: index, as: UInt64.self)
                            index += 8
                            continue
                        }
                    }
                    let byte = unsafe source[index]
                    union |= byte
                    let isUpper = lowercase && byte &- 0x41 < 26
                    unsafe target[index] = byte < 0x20 || byte == 0x7F ? 0x3F : isUpper ? byte | 0x20 : byte
                    index += 1
                }
                return union < 0x80 ? source.count : 0
            }
        }
        guard union < 0x80 else { return nil }
        self = text
    }

    /// A DNS name from its labels, each behind its length, without the final zero: in lower case, joined by dots.
    ///
    /// Nil where a label holds a byte that is written otherwise (a dot, a backslash, what cannot be printed) or does not end
    /// where the bytes end. The lengths must be below 64.
    public init?(labels bytes: RawSpan) {
        guard bytes.byteCount > 1 else { return nil }
        var isOdd = false
        // SAFETY: as above; a byte is written a place before the one it is read from, so all of them have room.
        let text = unsafe String(unsafeUninitializedCapacity: bytes.byteCount - 1) { target in
            guard let start = target.baseAddress else { return 0 }
            let room = UnsafeMutableRawPointer(start)
            return unsafe bytes.withUnsafeBytes { source in
                // Everything behind the first length, lengths included, is moved and folded: none of them is a capital letter.
                // Odd bytes are counted, then those that are lengths are taken off again.
                var odd = 0
                var index = 1
                while index + 8 <= source.count {
                    let word = unsafe source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    odd += word.oddInNames.nonzeroBitCount
                    unsafe room.storeBytes(of: word.lowercaseASCII, toByteOffset: index - 1, as: UInt64.self)
                    index += 8
                }
                while index < source.count {
                    let byte = unsafe source[index]
                    if byte.isOddInNames { odd += 1 }
                    unsafe target[index - 1] = byte &- 0x41 < 26 ? byte | 0x20 : byte
                    index += 1
                }
                var label = unsafe Int(source[0]) + 1
                while label < source.count {
                    let length = unsafe source[label]
                    if length.isOddInNames { odd -= 1 }
                    unsafe target[label - 1] = UInt8(ascii: ".")
                    if length == 0 { break }
                    label += 1 + Int(length)
                }
                isOdd = odd != 0 || label != source.count
                return isOdd ? 0 : source.count - 1
            }
        }
        guard !isOdd else { return nil }
        self = text
    }
}

extension String {
    /// A number that is alike for alike texts, eight bytes a step: for tables that forget, not for results.
    public var fold: UInt64 {
        // SAFETY: bytes hold no padding and no pointers; the span is read while the text is lent.
        let bytes = unsafe utf8.span.bytes
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        var fold = UInt64(truncatingIfNeeded: bytes.byteCount) &* factor
        var at = 0
        while at + 8 <= bytes.byteCount {
            fold = (fold ^ bytes.u64(at)) &* factor
            fold ^= fold >> 29
            at += 8
        }
        var rest: UInt64 = 0
        if at < bytes.byteCount {
            if at > 0 {
                // The last eight, some of which were seen: as good as those that were not.
                rest = bytes.u64(bytes.byteCount - 8)
            } else {
                while at < bytes.byteCount {
                    rest = rest << 8 | UInt64(bytes.u8(at))
                    at += 1
                }
            }
        }
        fold = (fold ^ rest) &* factor
        return fold ^ fold >> 32
    }

    /// True where one of its bytes is this one.
    public func holds(_ byte: UInt8) -> Bool {
        // SAFETY: as above.
        let bytes = unsafe utf8.span.bytes
        return bytes.firstIndex(of: byte, in: 0..<bytes.byteCount) != nil
    }
}

/// Eight bytes of text at once.
extension UInt64 {
    /// Every byte is printable ASCII or a space.
    @inline(__always)
    fileprivate var isPlainText: Bool {
        let top: UInt64 = 0x8080_8080_8080_8080
        guard self & top == 0 else { return false }
        // Below 0x20 the first sum does not reach the top bit; at 0x7F the second one does. Neither carries over.
        return (self &+ 0x6060_6060_6060_6060) & ~(self &+ 0x0101_0101_0101_0101) & top == top
    }

    /// Letters in lower case. Only for ASCII.
    @inline(__always)
    fileprivate var lowercaseText: UInt64 {
        let isUpper = (self &+ 0x3F3F_3F3F_3F3F_3F3F) & ~(self &+ 0x2525_2525_2525_2525) & 0x8080_8080_8080_8080
        return self | isUpper >> 2
    }

    /// The same, other bytes left as they are.
    @inline(__always)
    fileprivate var lowercaseASCII: UInt64 {
        let low = self & 0x7F7F_7F7F_7F7F_7F7F
        let isUpper = (low &+ 0x3F3F_3F3F_3F3F_3F3F) & ~(low &+ 0x2525_2525_2525_2525) & ~self & 0x8080_8080_8080_8080
        return self | isUpper >> 2
    }

    /// The top bit of each byte that `UInt8.isOddInNames` is true of.
    @inline(__always)
    fileprivate var oddInNames: UInt64 {
        let low = self & 0x7F7F_7F7F_7F7F_7F7F
        let isControl = ~(low &+ 0x6060_6060_6060_6060) | (low &+ 0x0101_0101_0101_0101)
        // Zero where the byte is a dot, a backslash; the sum reaches the top bit everywhere else.
        let dots = (low ^ 0x2E2E_2E2E_2E2E_2E2E) &+ 0x7F7F_7F7F_7F7F_7F7F
        let slashes = (low ^ 0x5C5C_5C5C_5C5C_5C5C) &+ 0x7F7F_7F7F_7F7F_7F7F
        return (isControl | self | ~dots | ~slashes) & 0x8080_8080_8080_8080
    }
}

extension UInt8 {
    /// A dot, a backslash, or what cannot be printed: written otherwise in names.
    @inline(__always)
    fileprivate var isOddInNames: Bool {
        self &- 0x20 >= 0x5F || self == UInt8(ascii: ".") || self == UInt8(ascii: "\\")
    }
}
