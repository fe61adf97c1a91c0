/// Bytes of a capture file, written field by field in either byte order.
struct CaptureBytes {
    var bytes: [UInt8] = []
    var littleEndian: Bool

    init(littleEndian: Bool) { self.littleEndian = littleEndian }

    mutating func put16(_ number: UInt16) { put(UInt64(number), 2) }
    mutating func put32(_ number: UInt32) { put(UInt64(number), 4) }
    mutating func put64(_ number: UInt64) { put(number, 8) }

    private mutating func put(_ number: UInt64, _ size: Int) {
        for place in 0..<size {
            let shift = UInt64(8 * (littleEndian ? place : size - 1 - place))
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    // MARK: Classic pcap

    /// The 24-byte header.
    mutating func pcapHeader(magic: UInt32 = 0xA1B2_C3D4, major: UInt16 = 2, minor: UInt16 = 4, link: UInt32 = 1) {
        put32(magic)
        put16(major)
        put16(minor)
        put32(0)  // time zone
        put32(0)  // accuracy
        put32(65_535)  // snap length
        put32(link)
    }

    mutating func pcapRecord(_ seconds: UInt32, _ fraction: UInt32, _ frame: [UInt8], wire: UInt32? = nil) {
        put32(seconds)
        put32(fraction)
        put32(UInt32(frame.count))
        put32(wire ?? UInt32(frame.count))
        bytes += frame
    }

    // MARK: pcapng

    /// A block of any type around a body, padded to four bytes.
    mutating func block(_ type: UInt32, _ body: (inout CaptureBytes) -> Void) {
        var inner = CaptureBytes(littleEndian: littleEndian)
        body(&inner)
        while inner.bytes.count % 4 != 0 { inner.bytes.append(0) }
        let length = UInt32(inner.bytes.count + 12)
        put32(type)
        put32(length)
        bytes += inner.bytes
        put32(length)
    }

    mutating func section(major: UInt16 = 1) {
        block(0x0A0D_0D0A) {
            $0.put32(0x1A2B_3C4D)
            $0.put16(major)
            $0.put16(0)  // minor
            $0.put64(.max)  // section length: unknown
        }
    }

    mutating func interface(link: UInt16 = 1, snap: UInt32 = 0, options: (inout CaptureBytes) -> Void = { _ in }) {
        block(1) {
            $0.put16(link)
            $0.put16(0)  // reserved
            $0.put32(snap)
            options(&$0)
        }
    }

    mutating func option(_ code: UInt16, _ value: [UInt8]) {
        put16(code)
        put16(UInt16(value.count))
        bytes += value
        while bytes.count % 4 != 0 { bytes.append(0) }
    }

    mutating func number(_ code: UInt16, _ value: UInt64) {
        var inner = CaptureBytes(littleEndian: littleEndian)
        inner.put64(value)
        option(code, inner.bytes)
    }

    mutating func enhanced(
        _ interface: UInt32 = 0, ticks: UInt64, _ frame: [UInt8], wire: UInt32? = nil,
        options: (inout CaptureBytes) -> Void = { _ in }
    ) {
        block(6) {
            $0.put32(interface)
            $0.put32(UInt32(ticks >> 32))
            $0.put32(UInt32(truncatingIfNeeded: ticks))
            $0.put32(UInt32(frame.count))
            $0.put32(wire ?? UInt32(frame.count))
            $0.bytes += frame
            while $0.bytes.count % 4 != 0 { $0.bytes.append(0) }
            options(&$0)
        }
    }
}
