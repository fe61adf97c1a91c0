import Bedrock

/// One direction of a TLS connection: cuts records (RFC 8446, 5.1) and puts handshake messages together across them.
///
/// Bounds: `carryLimit` bytes of a message; what is longer is handed over cut to that and the rest passed over. Messages
/// nobody asks for are passed over without being kept.
struct TLSSide {
    /// A client hello with post-quantum keys has 2 KiB, the first certificate of a chain rarely 8 KiB.
    static var carryLimit: Int { 16 << 10 }

    enum Item {
        /// The bytes are used up.
        case nothing
        /// A handshake message's body: in the lent bytes, or in `carried` when it came in pieces.
        case message(type: UInt8, range: Range<Int>, carried: [UInt8])
        /// A change of cipher, or application data.
        case encrypted
        /// No TLS record begins like this.
        case foreign
    }

    /// The first bytes of the record's header, and how many of its five there are.
    private var header: UInt64 = 0
    private var headerCount = 0
    private var type: UInt8 = 0
    /// Bytes of the record still to come.
    private var recordRest = 0
    /// What came of an unfinished handshake message, its header of four bytes included.
    private var message: [UInt8] = []
    /// Bytes of a handshake message that nobody wants.
    private var toSkip = 0
    private var isEncrypted = false

    /// The next thing to know; `at` moves behind what was used.
    mutating func next(_ bytes: RawSpan, _ at: inout Int) -> Item {
        while true {
            if recordRest == 0 {
                guard let isTLS = readHeader(bytes, &at) else { return .nothing }
                guard isTLS else { return .foreign }
                // A change of cipher may also be an empty gesture after a retry request (RFC 8446, D.4): handshake in
                // clear may follow it.
                isEncrypted = isEncrypted || type == 23
                if type == 20 || type == 23 { return .encrypted }
                continue
            }
            guard at < bytes.byteCount else { return .nothing }
            let end = at + min(recordRest, bytes.byteCount - at)
            if type != 22 || isEncrypted {
                recordRest -= end - at
                at = end
                continue
            }
            let start = at
            let item = readHandshake(bytes, &at, end)
            recordRest -= at - start
            if let item { return item }
        }
    }

    /// False when the header is none; nil when it is not whole yet.
    private mutating func readHeader(_ bytes: RawSpan, _ at: inout Int) -> Bool? {
        while headerCount < 5 {
            guard at < bytes.byteCount else { return nil }
            header = header << 8 | UInt64(bytes.u8(at))
            headerCount += 1
            at += 1
        }
        type = UInt8(truncatingIfNeeded: header >> 32)
        let version = header >> 16 & 0xFFFF
        recordRest = Int(header & 0xFFFF)
        header = 0
        headerCount = 0
        return (20...23).contains(type) && version >> 8 == 3 && version & 0xFF <= 4 && recordRest <= 16384 + 2048
    }

    /// The next wanted message that ends before `end`; nil when that was reached first.
    private mutating func readHandshake(_ bytes: RawSpan, _ at: inout Int, _ end: Int) -> Item? {
        while at < end {
            if toSkip > 0 {
                let skipped = min(toSkip, end - at)
                toSkip -= skipped
                at += skipped
                continue
            }
            if message.isEmpty, end - at >= 4 {
                let header = bytes.u32(at)
                guard Self.isKnown(header) else { return .foreign }
                let size = Int(header & 0xFF_FFFF)
                let kept = Self.kept(header)
                if end - at - 4 >= kept {
                    let start = at + 4
                    at = start + kept
                    toSkip = size - kept
                    guard Self.isWanted(header) else { continue }
                    return .message(type: UInt8(header >> 24), range: start..<at, carried: [])
                }
            }
            if let item = carry(bytes, &at, end) { return item }
        }
        return nil
    }

    /// Adds to the unfinished message; gives it when it is whole, as far as it is kept.
    private mutating func carry(_ bytes: RawSpan, _ at: inout Int, _ end: Int) -> Item? {
        while at < end {
            message.append(bytes.u8(at))
            at += 1
            guard message.count >= 4 else { continue }
            let header = message.withBytes { $0.u32(0) }
            guard Self.isKnown(header) else { return .foreign }
            guard message.count == Self.kept(header) + 4 else { continue }
            var whole: [UInt8] = []
            swap(&whole, &message)
            toSkip = Int(header & 0xFF_FFFF) - (whole.count - 4)
            guard Self.isWanted(header) else { return nil }
            whole.removeFirst(4)
            return .message(type: UInt8(header >> 24), range: 0..<0, carried: whole)
        }
        return nil
    }

    /// Hellos, certificate, and the end of the server's part.
    private static func isWanted(_ header: UInt32) -> Bool {
        switch header >> 24 {
        case 1, 2, 11, 14: true
        default: false
        }
    }

    private static func isKnown(_ header: UInt32) -> Bool {
        header >> 24 <= 25 || header >> 24 == 67 || header >> 24 == 254
    }

    /// How many bytes of the body are kept.
    private static func kept(_ header: UInt32) -> Int {
        isWanted(header) ? min(Int(header & 0xFF_FFFF), carryLimit) : 0
    }
}
