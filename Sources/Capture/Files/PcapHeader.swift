import Bedrock
import Vocabulary

/// The first 24 bytes of a classic capture file.
///
/// Shapes: magic 4, version 2 + 2, time zone 4, accuracy 4, snap length 4, link type 4, in the writer's byte order.
/// Source: draft-ietf-opsawg-pcap; the old variants by their magic numbers as libpcap and Wireshark know them.
struct PcapHeader {
    static let size = 24
    var littleEndian: Bool
    var nanoseconds: Bool
    var link: LinkType
    /// Before version 2.4 some writers had the two lengths of a record the other way round.
    var mayHaveSwappedLengths: Bool

    /// Stands where the file is of the other format.
    static let none = PcapHeader(littleEndian: true, nanoseconds: false, link: .ethernet, mayHaveSwappedLengths: false)

    private init(littleEndian: Bool, nanoseconds: Bool, link: LinkType, mayHaveSwappedLengths: Bool) {
        self.littleEndian = littleEndian
        self.nanoseconds = nanoseconds
        self.link = link
        self.mayHaveSwappedLengths = mayHaveSwappedLengths
    }

    /// - Parameter bytes: at least 24 bytes, from the start of the file.
    init(_ bytes: RawSpan, name: String) throws(CaptureError) {
        switch bytes.u32(0) {
        case 0xA1B2_C3D4: (littleEndian, nanoseconds) = (false, false)
        case 0xD4C3_B2A1: (littleEndian, nanoseconds) = (true, false)
        case 0xA1B2_3C4D: (littleEndian, nanoseconds) = (false, true)
        case 0x4D3C_B2A1: (littleEndian, nanoseconds) = (true, true)
        default: throw CaptureError(.notACapture, "\(name) is not a capture file.")
        }
        let major = littleEndian ? bytes.u16LE(4) : bytes.u16(4)
        let minor = littleEndian ? bytes.u16LE(6) : bytes.u16(6)
        // 543.0 is what one old analyser wrote for 2.4.
        guard major == 2 || (major == 543 && minor == 0) else {
            throw CaptureError(
                .unsupportedFormat,
                "\(name) is a capture of version \(major).\(minor); only 2.x is known. Convert it: editcap -F pcap IN OUT"
            )
        }
        mayHaveSwappedLengths = major == 2 && minor < 4
        link = LinkType(file: littleEndian ? bytes.u32LE(20) : bytes.u32(20))
    }
}
