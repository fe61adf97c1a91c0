import Bedrock
import Vocabulary

/// What the first bytes of a file say that it is.
enum CaptureFormat: Hashable {
    case pcap, pcapng, gzip

    /// Recognises a format, or says what the file is instead and what to do about it.
    init(_ bytes: RawSpan, name: String) throws(CaptureError) {
        guard bytes.byteCount > 0 else { throw CaptureError(.notACapture, "\(name) is empty.") }
        guard bytes.byteCount >= 4 else {
            throw CaptureError(.notACapture, "\(name) is not a capture file: it has only \(bytes.byteCount) bytes.")
        }
        let magic = bytes.u32(0)
        switch magic {
        case 0xA1B2_C3D4, 0xD4C3_B2A1, 0xA1B2_3C4D, 0x4D3C_B2A1: self = .pcap
        case 0x0A0D_0D0A: self = .pcapng
        default:
            if magic >> 16 == 0x1F8B {
                self = .gzip
                return
            }
            throw Self.refusal(magic, name)
        }
    }

    private static func refusal(_ magic: UInt32, _ name: String) -> CaptureError {
        if let variant = variants[magic] ?? variants[magic.byteSwapped] {
            return CaptureError(
                .unsupportedFormat, "\(name) is \(variant). Convert it: editcap -F pcapng IN OUT")
        }
        if let tool = compressions.first(where: { magic >> $0.shift == $0.magic })?.tool {
            return CaptureError(.unsupportedFormat, "\(name) is compressed. Unpack it first: \(tool)")
        }
        return CaptureError(.notACapture, "\(name) is not a capture file (pcap or pcapng, plain or .gz).")
    }

    /// Relatives of classic pcap whose records are laid out differently, and other capture formats.
    private static let variants: [UInt32: String] = [
        0xA1B2_CD34: "a capture in the modified pcap format of old Linux systems (Kuznetzov)",
        0xA1B2_34CD: "a capture in a modified pcap format",
        0xA12B_3C4D: "a capture in the modified pcap format of Navtel",
        0x1C00_01AB: "a capture in a modified pcap format (IXIA, software)",
        0x1C00_01AC: "a capture in a modified pcap format (IXIA, hardware)",
        0x736E_6F6F: "a capture in the snoop format",
        0x5452_534E: "a capture of Network General's Sniffer",
        0x5254_5353: "a capture of Microsoft Network Monitor",
        0x474D_4255: "a capture of Microsoft Network Monitor 2",
    ]

    private static let compressions: [(magic: UInt32, shift: UInt32, tool: String)] = [
        (0x28B5_2FFD, 0, "zstd -d FILE"),
        (0x0422_4D18, 0, "lz4 -d FILE"),
        (0xFD37_7A58, 0, "xz -d FILE"),
        (0x425A_68, 8, "bzip2 -d FILE"),
        (0x504B_0304, 0, "unzip FILE"),
    ]
}
