import Vocabulary

/// Damages frames the way an attacker, a broken driver or a bad disk would: the same seed gives the same damage.
///
/// Why it exists: a parser that only ever saw well-formed packets is not tested. A frame gets one to three kinds of damage; it
/// may become another link type, come from another time, or be half of one packet and half of an earlier one.
/// Bounds: a frame stays below 64 KiB; the last 64 frames are kept for splices.
package struct FrameMutator: Sendable {
    package enum Damage: Int, Sendable, CaseIterable {
        case bits, oddBytes, lengthLie, cut, splice, repeatedHeader, tags, noise, longRun, hole, address, port, time,
            link
    }

    private var random: SeededRandom
    private var recent: [[UInt8]] = []
    private var oldest = 0
    private static let kept = 64
    private static let longest = 65_000
    private static let odd: [UInt8] = [0, 1, 0x0F, 0x40, 0x45, 0x60, 0x7F, 0x80, 0xC0, 0xFE, 0xFF]
    private static let lies: [UInt16] = [0, 1, 2, 3, 7, 8, 0x00FF, 0x0100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF]
    private static let links: [UInt16] = [0, 1, 9, 50, 51, 101, 104, 108, 113, 166, 219, 228, 229, 276, 999]

    package init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// Damages the frame, and remembers what it was.
    package mutating func damage(_ frame: inout ForgedFrame) {
        let whole = frame.bytes
        for _ in 0...Int(random.below(3)) {
            guard let kind = Damage(rawValue: Int(random.below(UInt64(Damage.allCases.count)))) else { continue }
            damage(&frame, kind)
        }
        if frame.bytes.count > Self.longest { frame.bytes.removeLast(frame.bytes.count - Self.longest) }
        remember(whole)
    }

    /// Keeps a frame for later splices.
    package mutating func remember(_ bytes: [UInt8]) {
        if recent.count < Self.kept {
            recent.append(bytes)
        } else {
            recent[oldest] = bytes
            oldest = (oldest + 1) % Self.kept
        }
    }

    /// Does one kind of damage.
    package mutating func damage(_ frame: inout ForgedFrame, _ kind: Damage) {
        let count = frame.bytes.count
        switch kind {
        case .time: return move(&frame.timestamp)
        case .link:
            // Rarely, else most frames would stop at their first byte.
            if random.chance(0.2) { frame.link = LinkType(rawValue: random.element(Self.links)) }
            return
        case .noise where random.chance(0.3):
            frame.bytes = random.bytes(Int(random.below(400)))
            frame.wireLength = frame.bytes.count
            return
        default: break
        }
        guard count > 1 else { return }
        switch kind {
        case .bits:
            for _ in 0...random.below(8) { frame.bytes[place(count)] ^= 1 << UInt8(random.below(8)) }
        case .oddBytes:
            for _ in 0...random.below(4) { frame.bytes[place(count)] = random.element(Self.odd) }
        case .lengthLie: lie(&frame.bytes)
        case .cut:
            frame.bytes.removeLast(1 + Int(random.below(UInt64(count - 1))))
            // Cut by the capture, cut on the wire, or a wire length that lies.
            switch random.below(4) {
            case 0: break
            case 1: frame.wireLength = Int(random.below(70_000))
            default: frame.wireLength = frame.bytes.count
            }
            return
        case .splice:
            guard let other = recent.isEmpty ? nil : random.element(recent), other.count > 1 else { return }
            let from = place(count)
            frame.bytes.replaceSubrange(
                from..., with: other[min(random.chance(0.5) ? from : place(other.count), other.count - 1)...])
        case .repeatedHeader:
            // From a network header on: a packet inside itself, as often as it may be.
            let from = random.chance(0.7) ? min(14, count - 1) : place(count)
            let part = frame.bytes[from..<min(count, from + 8 + Int(random.below(60)))]
            for _ in 0...random.below(20) { frame.bytes.insert(contentsOf: part, at: from) }
        case .tags:
            let tag: [UInt8] = random.element([
                [0x81, 0, 0, 5], [0x88, 0xA8, 0, 6], [0x91, 0, 0, 7], [0x88, 0x47, 0, 1, 0, 64],
            ])
            for _ in 0...random.below(12) { frame.bytes.insert(contentsOf: tag, at: min(12, count)) }
        case .noise:
            for index in place(count)..<count { frame.bytes[index] = UInt8(truncatingIfNeeded: random.next()) }
        case .longRun:
            let run = [UInt8](repeating: frame.bytes[place(count)], count: Int(random.below(4000)))
            frame.bytes.insert(contentsOf: run, at: place(count))
        case .hole:
            let from = place(count)
            frame.bytes.removeSubrange(from..<min(count, from + 1 + Int(random.below(24))))
        case .address: scatter(&frame.bytes, from: 26, upTo: 34)
        case .port: scatter(&frame.bytes, from: 34, upTo: 38)
        case .time, .link: break
        }
        frame.wireLength = frame.bytes.count
    }

    private mutating func place(_ count: Int) -> Int { Int(random.below(UInt64(count))) }

    /// A length that is none: where the common headers have theirs, or anywhere.
    private mutating func lie(_ bytes: inout [UInt8]) {
        let known = [16, 18, 38, 4, 20, 42, 54, 56]
        let at = random.chance(0.6) ? random.element(known) : place(bytes.count)
        if random.chance(0.3) {
            // Header lengths in words: of IPv4 and of TCP.
            let at = random.element([14, 46, 54])
            if at < bytes.count { bytes[at] = bytes[at] & 0xF0 ^ UInt8(truncatingIfNeeded: random.next()) }
            return
        }
        guard at + 1 < bytes.count else { return }
        let said = UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1])
        let lie =
            random.chance(0.4)
            ? said &+ UInt16(truncatingIfNeeded: Int(random.below(9)) - 4) : random.element(Self.lies)
        bytes[at] = UInt8(lie >> 8)
        bytes[at + 1] = UInt8(lie & 0xFF)
    }

    private mutating func scatter(_ bytes: inout [UInt8], from: Int, upTo: Int) {
        for index in from..<upTo where index < bytes.count { bytes[index] = UInt8(truncatingIfNeeded: random.next()) }
    }

    /// Late, early, from another day, or from either end of what capture files can say (1970 to 2106; `Capture` holds to that).
    private mutating func move(_ time: inout Timestamp) {
        let end: Int64 = 4_294_967_295_999_999_999
        // Far away only rarely: a clock that jumps all the time lets nothing ripen behind it.
        let nanoseconds: Int64 =
            switch random.below(400) {
            case 0: end
            case 1: 0
            case 2: Int64(random.below(UInt64(end)))
            case 3...6: time.nanoseconds + Int64(random.integer(in: -90_000...90_000)) * 1_000_000_000
            default: time.nanoseconds + Int64(random.integer(in: -2_000...2_000)) * 1_000_000
            }
        time = Timestamp(nanoseconds: min(max(nanoseconds, 0), end))
    }
}
