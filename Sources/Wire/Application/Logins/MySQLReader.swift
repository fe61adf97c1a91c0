import Bedrock
import Vocabulary

/// Reads the log-in of a MySQL or MariaDB connection: the account of the handshake response and the server's answer.
///
/// An answer is OK, or an error whose code says that credentials were refused; exchanges of authentication plug-ins in
/// between are passed over. Once TLS begins (a short response with the TLS flag) nothing more is read.
struct MySQLReader: StreamReader {
    private var client = MessageAccumulator(keep: 512)
    private var server = MessageAccumulator(keep: 64)
    private var login = LoginDialogue(.mysql)
    private var hasResponded = false
    private var isEncrypted = false

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        guard !isEncrypted else { return .notMine }
        var offset = 0
        if fromClient {
            while client.next(bytes, &offset, extent: Self.extent) {
                response(into: &sink)
                if isEncrypted { return offset == bytes.byteCount ? .more : .done }
            }
            return .more
        }
        while server.next(bytes, &offset, extent: Self.extent) {
            if answer(into: &sink) { return .done }
        }
        return .more
    }

    mutating func close(into sink: inout FactSink) { login.close(into: &sink) }

    /// Three bytes of length, little-endian, and a running number.
    private static func extent(_ header: RawSpan) -> MessageAccumulator.Extent {
        guard header.byteCount >= 4 else { return .unknown }
        return .bytes(4 + Int(header.u32LE(0) & 0xFF_FFFF))
    }

    private mutating func response(into sink: inout FactSink) {
        guard !hasResponded else { return }
        hasResponded = true
        let message = client.message
        guard message.count >= 9 else { return }
        let isModern = message[5] & 0x02 != 0
        if message[5] & 0x08 != 0, message.count <= 36 {
            isEncrypted = true
            return
        }
        let start = isModern ? 36 : 9
        guard message.count > start else { return }
        login.name(message[start...].prefix { $0 != 0 })
        login.open(into: &sink)
    }

    /// True when the server has decided.
    private mutating func answer(into sink: inout FactSink) -> Bool {
        let message = server.message
        guard message.count >= 5 else { return false }
        switch message[4] {
        case 0x00 where hasResponded:
            if login.isOpen { login.tell(.succeeded, into: &sink) }
            return true
        case 0xFF where message.count >= 7:
            switch Int(message[5]) | Int(message[6]) << 8 {
            case 1044, 1045, 1130, 1698, 3118, 3955, 4151: login.tell(.failed, into: &sink)
            default: login.close(into: &sink)
            }
            return true
        default: return false
        }
    }
}
