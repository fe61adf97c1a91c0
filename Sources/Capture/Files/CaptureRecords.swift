import Bedrock
import Vocabulary

/// The records of either format behind one call, with the place where reading stands.
struct CaptureRecords {
    private enum Format { case pcap, pcapng }
    private let format: Format
    private var classic: PcapReader
    private var blocks = PcapngReader()
    /// Bytes of the shortest section header.
    static let sectionSize = 28
    /// Where the next record begins in the lent bytes.
    private(set) var cursor = 0

    /// Looks at the start of a file: its first 28 bytes, or all where there are fewer.
    init(_ bytes: RawSpan, format: CaptureFormat, name: String) throws(CaptureError) {
        if format == .pcap {
            guard bytes.byteCount >= PcapHeader.size else { throw Self.cutHeader(name) }
            classic = PcapReader(try PcapHeader(bytes, name: name))
            cursor = PcapHeader.size
            self.format = .pcap
        } else {
            guard bytes.byteCount >= Self.sectionSize else { throw Self.cutHeader(name) }
            let littleEndian = bytes.u8(8) == 0x4D
            let mark = littleEndian ? bytes.u32LE(8) : bytes.u32(8)
            let major = littleEndian ? bytes.u16LE(12) : bytes.u16(12)
            guard mark == 0x1A2B_3C4D else {
                throw CaptureError(.notACapture, "\(name) begins like a pcapng file but has no byte order mark.")
            }
            guard major == 1 else {
                throw CaptureError(.unsupportedFormat, "\(name) is a pcapng file of version \(major); only 1 is known.")
            }
            classic = PcapReader(.none)
            self.format = .pcapng
        }
    }

    private static func cutHeader(_ name: String) -> CaptureError {
        CaptureError(.notACapture, "\(name) is cut off inside its header: no frame can be read.")
    }

    mutating func fill(_ bytes: RawSpan, isFinal: Bool, into batch: inout FrameBatch) -> RecordProgress {
        switch format {
        case .pcap: classic.fill(bytes, from: &cursor, isFinal: isFinal, into: &batch)
        case .pcapng: blocks.fill(bytes, from: &cursor, isFinal: isFinal, into: &batch)
        }
    }

    /// The first `count` bytes are no longer lent: what was at `cursor` now comes that much earlier.
    mutating func windowMoved(by count: Int) {
        cursor -= count
        classic.windowStart += count
        blocks.windowStart += count
    }

    /// Where the next record begins in the unpacked file.
    var offset: Int { (format == .pcap ? classic.windowStart : blocks.windowStart) + cursor }

    /// What the frames that the last `fill` added come to; nil where they may be of several link types.
    var sums: FrameSums? { format == .pcap ? classic.sums : nil }

    var formatName: String { format == .pcap ? "pcap" : "pcapng" }

    /// Link type of all frames, where the file has just one.
    var link: LinkType? { format == .pcap ? classic.header.link : nil }

    func write(to report: inout CaptureReport) {
        report.clampedTimestamps = classic.clamped + blocks.clamped
        report.damaged = blocks.damaged
        report.loss = classic.loss ?? blocks.loss
        if format == .pcap {
            var only = InterfaceReport(name: "", link: classic.header.link)
            only.frames = report.frames + report.filteredOut
            report.interfaces = [only]
        } else {
            report.interfaces = blocks.interfaceReports
        }
        report.kernelDrops = report.interfaces.reduce(0) { sum, interface in
            let (all, over) = sum.addingReportingOverflow(interface.droppedBySystem)
            return over ? .max : all
        }
    }
}
