import Bedrock

/// The lists of a client hello that its fingerprints are made of, in the order of the wire and without GREASE (RFC 8701).
struct TLSHelloLists: Equatable {
    var legacyVersion: UInt16 = 0
    var ciphers: [UInt16] = []
    var extensions: [UInt16] = []
    var groups: [UInt16] = []
    var pointFormats: [UInt8] = []
    var signatureAlgorithms: [UInt16] = []

    /// The reserved values a client mixes in so that servers learn to pass over what they do not know: `0x?A?A`, both
    /// bytes alike.
    @inline(__always)
    static func isGrease(_ value: UInt16) -> Bool {
        value & 0x0F0F == 0x0A0A && value >> 8 == value & 0xFF
    }

    /// How many numbers there are altogether.
    var weight: Int {
        ciphers.count + extensions.count + groups.count + pointFormats.count + signatureAlgorithms.count
    }

    /// A number that is alike for alike lists; not safe against somebody who looks for others, and not meant to be.
    var fold: UInt64 {
        var fold = Self.fold(ciphers, UInt64(legacyVersion))
        fold = Self.fold(extensions, fold)
        fold = Self.fold(groups, fold)
        return Self.fold(signatureAlgorithms, fold)
    }

    static func fold(_ numbers: [UInt16], _ start: UInt64) -> UInt64 {
        var fold = start
        for number in numbers { fold = step(fold, number) }
        return end(fold)
    }

    @inline(__always)
    static func step(_ fold: UInt64, _ number: UInt16) -> UInt64 {
        (fold ^ UInt64(number)) &* 0x9E37_79B9_7F4A_7C15 ^ fold >> 29
    }

    @inline(__always)
    static func end(_ fold: UInt64) -> UInt64 { fold ^ fold >> 32 }

    /// Empties all lists and keeps their memory.
    mutating func clear() {
        legacyVersion = 0
        ciphers.removeAll(keepingCapacity: true)
        extensions.removeAll(keepingCapacity: true)
        groups.removeAll(keepingCapacity: true)
        pointFormats.removeAll(keepingCapacity: true)
        signatureAlgorithms.removeAll(keepingCapacity: true)
    }

    /// Replaces a list by the two-byte numbers up to the end of `cursor`, GREASE left out.
    static func fill(_ list: inout [UInt16], _ bytes: RawSpan, _ cursor: ByteCursor) {
        list.removeAll(keepingCapacity: true)
        let numbers = bytes.extracting(cursor.range)
        var at = 0
        while at &+ 2 <= numbers.byteCount {
            let value = numbers.u16(at)
            at &+= 2
            if !isGrease(value) { list.append(value) }
        }
    }
}
