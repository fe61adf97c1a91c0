import Bedrock

/// Reads SMB over TCP, versions 1 to 3: log-ins, shares, files, pipes and the DCE/RPC inside them.
///
/// Messages lie in NetBIOS session packets (RFC 1001, port 139; the same four bytes before each on 445). The first 2 KiB of each are
/// looked at, the rest is counted past. Encrypted messages (SMB 3) end reading: what goes on cannot be told. Compressed ones are
/// passed over.
struct SMBReader: StreamReader {
    private var client = MessageAccumulator(keep: 2048)
    private var server = MessageAccumulator(keep: 2048)
    private var session = SMBSession()
    private var isEncrypted = false

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        var offset = 0
        if fromClient {
            while client.next(bytes, &offset, extent: Self.extent) { take(client.message, into: &sink) }
        } else {
            while server.next(bytes, &offset, extent: Self.extent) { take(server.message, into: &sink) }
        }
        guard !isEncrypted, !client.isInvalid, !server.isInvalid else {
            close(into: &sink)
            return .done
        }
        return .more
    }

    mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        // Messages mostly begin with a segment, and their mark is checked.
        if fromClient {
            if !client.lose(count) { client.restart() }
        } else if !server.lose(count) {
            server.restart()
        }
        return .more
    }

    mutating func close(into sink: inout FactSink) { session.close(into: &sink) }

    /// A type (0 message, 0x81…0x85 session service) and a length of 24 bits.
    private static func extent(_ header: RawSpan) -> MessageAccumulator.Extent {
        guard header.byteCount >= 4 else { return .unknown }
        let length = Int(header.u32(0) & 0xFF_FFFF)
        switch header.u8(0) {
        case 0x81...0x85: return .bytes(4 + length)
        case 0 where length == 0: return .bytes(4)
        case 0:
            guard header.byteCount >= 8 else { return length < 4 ? .invalid : .unknown }
            return [0xFE, 0xFF, 0xFD, 0xFC].contains(header.u8(4)) && header.u8(5) == 0x53 && header.u16(6) == 0x4D42
                ? .bytes(4 + length) : .invalid
        default: return .invalid
        }
    }

    private mutating func take(_ message: [UInt8], into sink: inout FactSink) {
        guard message.count >= 8, message[0] == 0 else { return }
        message.withBytes { bytes in
            let body = bytes.extracting(4..<bytes.byteCount)
            switch body.u32(0) {
            case 0xFE53_4D42: session.takeSMB2(body, length: Int(bytes.u32(0) & 0xFF_FFFF), into: &sink)
            case 0xFF53_4D42: session.takeSMB1(body, length: Int(bytes.u32(0) & 0xFF_FFFF), into: &sink)
            case 0xFD53_4D42: isEncrypted = true
            default: break
            }
        }
    }
}
