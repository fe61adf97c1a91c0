package import Vocabulary

/// Network byte order for arrays of bytes: what every header is written with.
extension [UInt8] {
    @inline(__always)
    package mutating func append16(_ value: UInt16) {
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }

    @inline(__always)
    package mutating func append24(_ value: UInt32) {
        append(UInt8(truncatingIfNeeded: value >> 16))
        append16(UInt16(truncatingIfNeeded: value))
    }

    @inline(__always)
    package mutating func append32(_ value: UInt32) {
        append16(UInt16(truncatingIfNeeded: value >> 16))
        append16(UInt16(truncatingIfNeeded: value))
    }

    @inline(__always)
    package mutating func append64(_ value: UInt64) {
        append32(UInt32(truncatingIfNeeded: value >> 32))
        append32(UInt32(truncatingIfNeeded: value))
    }

    @inline(__always)
    package mutating func appendMAC(_ address: MACAddress) {
        append16(UInt16(truncatingIfNeeded: address.bits >> 32))
        append32(UInt32(truncatingIfNeeded: address.bits))
    }

    /// 4 bytes for IPv4, 16 for IPv6.
    @inline(__always)
    package mutating func appendAddress(_ address: IPAddress) {
        if address.isV4 {
            append32(address.v4Bits)
        } else {
            append64(address.high)
            append64(address.low)
        }
    }

    package mutating func append(text: String) { append(contentsOf: text.utf8) }

    @inline(__always)
    package mutating func patch16(_ value: UInt16, at offset: Int) {
        self[offset] = UInt8(truncatingIfNeeded: value >> 8)
        self[offset + 1] = UInt8(truncatingIfNeeded: value)
    }

    package mutating func patch24(_ value: Int, at offset: Int) {
        self[offset] = UInt8(truncatingIfNeeded: value >> 16)
        patch16(UInt16(truncatingIfNeeded: value), at: offset + 1)
    }

    package mutating func patch32(_ value: UInt32, at offset: Int) {
        patch16(UInt16(truncatingIfNeeded: value >> 16), at: offset)
        patch16(UInt16(truncatingIfNeeded: value), at: offset + 2)
    }

    /// Writes `body` after a length field of `width` bytes (1 to 4) that counts it.
    package mutating func counted(_ width: Int, _ body: (inout [UInt8]) -> Void) {
        let start = count
        for _ in 0..<width { append(0) }
        body(&self)
        let length = count - start - width
        for index in 0..<width { self[start + index] = UInt8(truncatingIfNeeded: length >> (8 * (width - 1 - index))) }
    }
}

/// Little-endian, for SMB, DCE/RPC, MySQL and pcap files.
extension [UInt8] {
    package mutating func append16LE(_ value: UInt16) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    package mutating func append32LE(_ value: UInt32) {
        append16LE(UInt16(truncatingIfNeeded: value))
        append16LE(UInt16(truncatingIfNeeded: value >> 16))
    }

    package mutating func append64LE(_ value: UInt64) {
        append32LE(UInt32(truncatingIfNeeded: value))
        append32LE(UInt32(truncatingIfNeeded: value >> 32))
    }

    package mutating func patch16LE(_ value: UInt16, at offset: Int) {
        self[offset] = UInt8(truncatingIfNeeded: value)
        self[offset + 1] = UInt8(truncatingIfNeeded: value >> 8)
    }

    package mutating func patch32LE(_ value: UInt32, at offset: Int) {
        patch16LE(UInt16(truncatingIfNeeded: value), at: offset)
        patch16LE(UInt16(truncatingIfNeeded: value >> 16), at: offset + 2)
    }

    /// UTF-16LE without a terminator, as Windows protocols write names.
    package mutating func append(utf16LE text: String) {
        for unit in text.utf16 { append16LE(unit) }
    }
}

extension IPAddress {
    /// An address written in source text; traps when it is none.
    package static func literal(_ text: StaticString) -> IPAddress {
        guard let address = IPAddress("\(text)") else { preconditionFailure("\(text) is not an IP address") }
        return address
    }
}

extension MACAddress {
    /// An address written in source text; traps when it is none.
    package static func literal(_ text: StaticString) -> MACAddress {
        guard let address = MACAddress("\(text)") else { preconditionFailure("\(text) is not a MAC address") }
        return address
    }
}
