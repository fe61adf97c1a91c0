import Bedrock
import Vocabulary

/// Frames of a pcapng file, 32 at a time: several sections and interfaces, both byte orders.
///
/// Shapes: blocks of type 4, length 4, body, length again 4. Unknown blocks are stepped over, whatever their size; a block whose frame
/// contradicts it is counted as damaged and stepped over; a block length that cannot be is the end.
/// Source: draft-ietf-opsawg-pcapng.
struct PcapngReader {
    private(set) var interfaces = PcapngInterfaces()
    var windowStart = 0
    private(set) var loss: Loss?
    private(set) var clamped: UInt64 = 0
    private(set) var damaged: UInt64 = 0
    private var littleEndian = true
    /// Bytes of an oversized unknown block that are still to be stepped over.
    private var skip = 0
    /// Simple packet blocks have no time of their own: they take that of the frame before them.
    private var lastMoment = Timestamp(nanoseconds: 0)
    /// Frames since `interfaces` was last told, all of one interface.
    private var run: (index: UInt16, frames: UInt64) = (0, 0)

    var interfaceReports: [InterfaceReport] {
        var all = interfaces
        all.addFrames(run.frames, index: run.index)
        return all.report
    }

    /// Adds frames to the batch from `cursor` on and moves the cursor behind them.
    mutating func fill(
        _ bytes: RawSpan, from cursor: inout Int, isFinal: Bool, into batch: inout FrameBatch
    ) -> RecordProgress {
        let end = bytes.byteCount
        var at = cursor
        defer { cursor = at }
        while !batch.isFull {
            if skip > 0 {
                let step = min(skip, end - at)
                at += step
                skip -= step
            }
            guard end &- at >= 12 else { break }
            let type = word(bytes, at)
            if type == BlockType.section {
                guard end &- at >= 16 else { break }
                switch bytes.u32(at &+ 8) {
                case 0x1A2B_3C4D: littleEndian = false
                case 0x4D3C_2B1A: littleEndian = true
                default: return stop(.badValue, at, "a section without a byte order mark", batch)
                }
            }
            let length = Int(word(bytes, at &+ 4))
            guard length >= 12, length & 3 == 0 else {
                return stop(.badLength, at, "a block of \(length) bytes, which cannot be", batch)
            }
            if length > CaptureLimits.block {
                guard !BlockType.read.contains(type) else {
                    return stop(.badLength, at, "a block of \(length) bytes, which cannot be", batch)
                }
                skip = length
                continue
            }
            guard length <= end &- at else { break }
            guard Int(word(bytes, at &+ length &- 4)) == length else {
                return stop(.badLength, at, "a block whose two lengths differ", batch)
            }
            switch type {
            case BlockType.enhanced, BlockType.obsolete: appendFrame(bytes, at, length, type, &batch)
            case BlockType.simple: appendSimple(bytes, at, length, &batch)
            default:
                if !readOther(bytes, at, length, type) {
                    return stop(.badVersion, at, "a section of a version that is not known", batch)
                }
            }
            at &+= length
        }
        if batch.count > 0 { return .ready }
        guard isFinal else { return .needsMore }
        return at == end && skip == 0 ? .ended : stop(.cutOff, at, "the file ends inside of a block", batch)
    }

    private enum BlockType {
        static let section: UInt32 = 0x0A0D_0D0A
        static let interface: UInt32 = 1
        static let obsolete: UInt32 = 2
        static let simple: UInt32 = 3
        static let statistics: UInt32 = 5
        static let enhanced: UInt32 = 6
        static let read = [section, interface, obsolete, simple, statistics, enhanced]
    }

    @inline(__always)
    private func word(_ bytes: RawSpan, _ offset: Int) -> UInt32 {
        littleEndian ? bytes.u32LE(offset) : bytes.u32(offset)
    }

    /// Enhanced: interface 4, time 8, captured 4, on the wire 4, bytes. Obsolete: the same with interface 2, drops 2.
    @inline(__always)
    private mutating func appendFrame(
        _ bytes: RawSpan, _ at: Int, _ length: Int, _ type: UInt32, _ batch: inout FrameBatch
    ) {
        guard length >= 32 else { return damaged &+= 1 }
        var place = Int(word(bytes, at &+ 8))
        if type == BlockType.obsolete {
            place = Int(littleEndian ? bytes.u16LE(at &+ 8) : bytes.u16(at &+ 8))
            let drops = littleEndian ? bytes.u16LE(at &+ 10) : bytes.u16(at &+ 10)
            if drops != 0, drops != .max { interfaces.addDrops(UInt64(drops), at: place) }
        }
        let ticks = UInt64(word(bytes, at &+ 12)) << 32 | UInt64(word(bytes, at &+ 16))
        let captured = word(bytes, at &+ 20)
        let wire = word(bytes, at &+ 24)
        guard place < interfaces.section.count, Int(captured) <= min(length &- 32, CaptureLimits.frame) else {
            return damaged &+= 1
        }
        let link = interfaces.section[place].link
        let index = interfaces.section[place].index
        let (moment, isClamped) = interfaces.section[place].scale.moment(ticks)
        if isClamped { clamped &+= 1 }
        lastMoment = moment
        count(index)
        batch.append(
            FrameReference(
                offset: at &+ 28, timestamp: moment, captured: captured, wire: max(wire, captured), link: link,
                interface: index))
        let padded = (Int(captured) &+ 3) & ~3
        if type == BlockType.enhanced, length &- 32 &- padded >= 12 {
            readDropCount(bytes.extracting(at &+ 28 &+ padded..<at &+ length &- 4), place)
        }
    }

    /// Simple: on the wire 4, bytes. Always of the section's first interface.
    private mutating func appendSimple(_ bytes: RawSpan, _ at: Int, _ length: Int, _ batch: inout FrameBatch) {
        guard length >= 16, let entry = interfaces.section.first else { return damaged &+= 1 }
        let wire = word(bytes, at + 8)
        let snap = entry.snapLength == 0 ? UInt32.max : entry.snapLength
        let captured = min(wire, snap)
        guard Int(captured) <= min(length - 16, CaptureLimits.frame) else { return damaged &+= 1 }
        count(entry.index)
        batch.append(
            FrameReference(
                offset: at + 12, timestamp: lastMoment, captured: captured, wire: wire, link: entry.link,
                interface: entry.index))
    }

    /// `epb_dropcount` (4): frames that were lost between this one and the one before.
    private mutating func readDropCount(_ body: RawSpan, _ place: Int) {
        var options = PcapngOptions(at: 0)
        while let option = options.next(body, littleEndian: littleEndian) {
            guard option.code == 4, option.value.count >= 8 else { continue }
            let start = option.value.lowerBound
            interfaces.addDrops(littleEndian ? body.u64LE(start) : body.u64(start), at: place)
        }
    }

    /// Everything that carries no frame. False for a section that cannot be read.
    @inline(never)
    private mutating func readOther(_ bytes: RawSpan, _ at: Int, _ length: Int, _ type: UInt32) -> Bool {
        let body = bytes.extracting(at + 8..<at + length - 4)
        switch type {
        case BlockType.section:
            guard body.byteCount >= 16, (littleEndian ? body.u16LE(4) : body.u16(4)) == 1 else { return false }
            interfaces.beginSection()
        case BlockType.interface:
            if body.byteCount >= 8 {
                interfaces.describe(body, littleEndian: littleEndian)
            } else {
                damaged &+= 1
            }
        case BlockType.statistics where body.byteCount >= 12:
            interfaces.observeStatistics(body, littleEndian: littleEndian)
        default: break
        }
        return true
    }

    @inline(__always)
    private mutating func count(_ index: UInt16) {
        if index != run.index { turn(to: index) }
        run.frames &+= 1
    }

    @inline(never)
    private mutating func turn(to index: UInt16) {
        interfaces.addFrames(run.frames, index: run.index)
        run = (index, 0)
    }

    @inline(never)
    private mutating func stop(
        _ reason: Loss.Reason, _ at: Int, _ why: String, _ batch: borrowing FrameBatch
    ) -> RecordProgress {
        // Frames before the fault are delivered first; the next call meets the same fault with an empty batch.
        guard batch.count == 0 else { return .ready }
        let offset = windowStart &+ at
        loss = Loss(reason, offset: offset, "Reading ended at byte \(offset): \(why).")
        return .ended
    }
}
