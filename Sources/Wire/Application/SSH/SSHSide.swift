import Bedrock

/// One direction of an SSH connection: banner, packets in clear, then nothing but sizes.
///
/// Bounds: `carryLimit` bytes of an unfinished line or packet; a longer packet in clear is passed over, a longer line is no SSH.
struct SSHSide {
    /// Real KEXINITs have 1 to 2 KiB.
    static var carryLimit: Int { 8 << 10 }

    enum Phase { case banner, clear, encrypted }

    enum Item {
        /// The bytes are used up.
        case nothing
        /// A banner line without its end.
        case banner([UInt8])
        /// A key exchange message's payload, first byte included.
        case keyExchange([UInt8])
        /// The number of another message in clear, whose content is passed over.
        case message(UInt8)
        /// So many bytes of encrypted packets.
        case encrypted(Range<Int>)
        case foreign
    }

    private(set) var phase = Phase.banner
    private var carried: [UInt8] = []
    /// Bytes of a packet in clear that nobody wants.
    private var toSkip = 0
    /// The packet being passed over is NEWKEYS: what follows it is encrypted.
    private var hasNewKeys = false
    /// Bytes of lines before the banner, which servers may send.
    private var preamble = 0

    mutating func next(_ bytes: RawSpan, _ at: inout Int) -> Item {
        guard at < bytes.byteCount else { return .nothing }
        switch phase {
        case .banner: return nextBanner(bytes, &at)
        case .clear: return nextPacket(bytes, &at)
        case .encrypted:
            let range = at..<bytes.byteCount
            at = bytes.byteCount
            return .encrypted(range)
        }
    }

    private mutating func nextBanner(_ bytes: RawSpan, _ at: inout Int) -> Item {
        while at < bytes.byteCount {
            let feed = bytes.firstIndex(of: 10, in: at..<bytes.byteCount)
            let end = feed ?? bytes.byteCount
            guard carried.count + end - at <= 1024 else { return .foreign }
            carried.append(copying: bytes.extracting(at..<end))
            at = end
            guard feed != nil else { return .nothing }
            at += 1
            var line: [UInt8] = []
            swap(&line, &carried)
            if line.last == 13 { line.removeLast() }
            if line.withBytes({ $0.byteCount >= 4 && $0.u32(0) == 0x5353_482D }) {
                phase = .clear
                return .banner(line)
            }
            preamble += line.count + 1
            guard preamble <= Self.carryLimit else { return .foreign }
        }
        return .nothing
    }

    private mutating func nextPacket(_ bytes: RawSpan, _ at: inout Int) -> Item {
        while at < bytes.byteCount {
            if toSkip > 0 {
                let skipped = min(toSkip, bytes.byteCount - at)
                toSkip -= skipped
                at += skipped
                if toSkip == 0, hasNewKeys {
                    phase = .encrypted
                    return next(bytes, &at)
                }
                continue
            }
            // Six bytes tell what comes and how long it is.
            let wanted = carried.count < 6 ? 6 : carried.withBytes { Int($0.u32(0)) } + 4
            let end = min(bytes.byteCount, at + wanted - carried.count)
            carried.append(copying: bytes.extracting(at..<end))
            at = end
            guard carried.count == wanted else { return .nothing }
            let length = carried.withBytes { Int($0.u32(0)) }
            let padding = Int(carried[4])
            let number = carried[5]
            guard length >= 8, length <= 256 << 10, padding + 1 < length else { return .foreign }
            if number != 20 || length + 4 > Self.carryLimit {
                carried = []
                toSkip = length + 4 - 6
                hasNewKeys = number == 21
                return .message(number)
            }
            guard wanted > 6 else { continue }
            let payload = Array(carried[5..<length + 4 - padding])
            carried = []
            return .keyExchange(payload)
        }
        return .nothing
    }
}
