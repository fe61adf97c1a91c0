import Bedrock
import Vocabulary

/// The interfaces of a pcapng file: those of the section being read, and all of them for the report.
///
/// Each section numbers its interfaces from 0. A later section that describes the same ones again (name, link type and place) continues
/// them, so a capture that was put together from thousands of pieces keeps a short list. Bounded: `limit` interfaces in a section
/// and in all; frames of further ones are counted as damaged.
struct PcapngInterfaces {
    static let limit = 4096
    private static let nameLimit = 64

    struct Entry {
        var link: LinkType
        var snapLength: UInt32
        var scale: TimeScale
        /// Place in `reports`.
        var index: UInt16
        var statistics = Statistics()
    }

    /// What a capturing program says about itself, running totals since its start.
    struct Statistics {
        var received: UInt64?
        var droppedByInterface: UInt64 = 0
        var droppedBySystem: UInt64 = 0
        /// Sum of the drops that frames say lie before them.
        var droppedBetween: UInt64 = 0
    }

    private struct Identity: Hashable {
        var place: Int
        var name: String
        var link: LinkType
    }

    private(set) var section: [Entry] = []
    private var reports: [InterfaceReport] = []
    private var known: [Identity: UInt16] = [:]

    mutating func beginSection() {
        for entry in section { Self.fold(entry, into: &reports) }
        section.removeAll(keepingCapacity: true)
    }

    /// Reads an interface description: link type 2, reserved 2, snap length 4, options.
    mutating func describe(_ body: RawSpan, littleEndian: Bool) {
        guard section.count < Self.limit else { return }
        let link = LinkType(file: UInt32(littleEndian ? body.u16LE(0) : body.u16(0)))
        let snapLength = littleEndian ? body.u32LE(4) : body.u32(4)
        var name = ""
        var resolution: UInt8 = 6
        var offset: UInt64 = 0
        var options = PcapngOptions(at: 8)
        while let option = options.next(body, littleEndian: littleEndian) {
            switch option.code {
            case 2: name = Self.text(body, option.value)
            case 9 where option.value.count >= 1: resolution = body.u8(option.value.lowerBound)
            case 14 where option.value.count >= 8:
                offset = littleEndian ? body.u64LE(option.value.lowerBound) : body.u64(option.value.lowerBound)
            default: break
            }
        }
        let identity = Identity(place: section.count, name: name, link: link)
        var index = known[identity]
        if index == nil, reports.count < Self.limit {
            index = UInt16(reports.count)
            known[identity] = index
            reports.append(InterfaceReport(name: name, link: link))
        }
        let scale = TimeScale(resolution: resolution, offsetSeconds: Int64(bitPattern: offset))
        section.append(Entry(link: link, snapLength: snapLength, scale: scale, index: index ?? UInt16(Self.limit - 1)))
    }

    /// Reads interface statistics: interface 4, timestamp 8, options.
    mutating func observeStatistics(_ body: RawSpan, littleEndian: Bool) {
        let place = Int(littleEndian ? body.u32LE(0) : body.u32(0))
        guard place < section.count else { return }
        var options = PcapngOptions(at: 12)
        while let option = options.next(body, littleEndian: littleEndian) {
            guard option.value.count >= 8 else { continue }
            let number = littleEndian ? body.u64LE(option.value.lowerBound) : body.u64(option.value.lowerBound)
            switch option.code {
            case 4: section[place].statistics.received = number
            case 5: section[place].statistics.droppedByInterface = number
            case 7: section[place].statistics.droppedBySystem = number
            default: break
            }
        }
    }

    mutating func addDrops(_ count: UInt64, at place: Int) {
        guard place < section.count else { return }
        Self.add(count, to: &section[place].statistics.droppedBetween)
    }

    mutating func addFrames(_ count: UInt64, index: UInt16) {
        guard Int(index) < reports.count else { return }
        reports[Int(index)].frames &+= count
    }

    /// All interfaces with what is known about them so far.
    var report: [InterfaceReport] {
        var all = reports
        for entry in section { Self.fold(entry, into: &all) }
        return all
    }

    private static func fold(_ entry: Entry, into reports: inout [InterfaceReport]) {
        let index = Int(entry.index)
        guard index < reports.count else { return }
        let statistics = entry.statistics
        if let received = statistics.received {
            var sum = reports[index].received ?? 0
            add(received, to: &sum)
            reports[index].received = sum
        }
        add(statistics.droppedByInterface, to: &reports[index].droppedByInterface)
        add(max(statistics.droppedBySystem, statistics.droppedBetween), to: &reports[index].droppedBySystem)
    }

    /// A file may claim any number: sums stay at the largest instead of wrapping.
    private static func add(_ count: UInt64, to sum: inout UInt64) {
        let (total, over) = sum.addingReportingOverflow(count)
        sum = over ? .max : total
    }

    private static func text(_ body: RawSpan, _ range: Range<Int>) -> String {
        var text = ""
        for offset in range.prefix(nameLimit) {
            let byte = body.u8(offset)
            if byte == 0 { break }
            text.unicodeScalars.append((0x20..<0x7F).contains(byte) ? Unicode.Scalar(byte) : "?")
        }
        return text
    }
}

/// A walk over the options of a pcapng block: code 2, length 2, value padded to 4 bytes. Ends at code 0 and at what cannot be.
struct PcapngOptions {
    private var at: Int

    init(at offset: Int) { at = offset }

    mutating func next(_ body: RawSpan, littleEndian: Bool) -> (code: UInt16, value: Range<Int>)? {
        guard body.byteCount - at >= 4 else { return nil }
        let code = littleEndian ? body.u16LE(at) : body.u16(at)
        let length = Int(littleEndian ? body.u16LE(at + 2) : body.u16(at + 2))
        let start = at + 4
        guard code != 0, length <= body.byteCount - start else { return nil }
        at = start + (length + 3) / 4 * 4
        return (code, start..<start + length)
    }
}
