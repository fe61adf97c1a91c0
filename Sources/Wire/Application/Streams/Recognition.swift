import Bedrock
import Vocabulary

/// Which protocol the first bytes of one side of a TCP stream begin.
///
/// By content; the responder's port only decides between protocols that begin alike (220 is FTP as well as SMTP) or not at
/// all (Telnet without options). What fools it: a protocol that imitates another's first bytes, on purpose or not.
enum Recognition: Equatable {
    case reader(ReaderKind, speaker: Speaker)
    /// Too few bytes, or the other side must speak first.
    case more
    /// No known protocol begins so.
    case foreign

    /// Who sends such bytes.
    enum Speaker: Equatable { case client, server, either }

    /// What is known besides the bytes themselves.
    struct Context {
        var port: UInt16
        /// The first four bytes of the other side, zero where it has not sent as many.
        var other: UInt32 = 0
        var otherCount = 0
        /// The side is the flow's responder.
        var isResponder = false
    }

    /// Judges by the first byte, then by the rest; costs a few comparisons for most protocols.
    init(_ bytes: RawSpan, _ context: Context) {
        guard bytes.byteCount >= 4 else {
            self = Self.short(bytes, context)
            return
        }
        if let found = Self.binary(bytes, context) {
            self = found
        } else if let found = Self.text(bytes, context) {
            self = found
        } else {
            self = Self.byPort(bytes, context)
        }
    }

    /// One to three bytes decide nothing, but may rule everything out.
    private static func short(_ bytes: RawSpan, _ context: Context) -> Recognition {
        .more
    }

    /// Telnet servers that send plain text, known by their port alone.
    private static func byPort(_ bytes: RawSpan, _ context: Context) -> Recognition {
        guard Service(port: context.port, transport: .tcp) == .telnet else { return .foreign }
        for offset in 0..<min(bytes.byteCount, 32) {
            let byte = bytes.u8(offset)
            guard byte >= 0x20 && byte < 0x7F || byte == 10 || byte == 13 || byte == 27 || byte == 0 else {
                return .foreign
            }
        }
        return .reader(.telnet, speaker: .either)
    }
}
