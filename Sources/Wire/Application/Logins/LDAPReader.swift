import Bedrock
import Vocabulary

/// Reads log-ins from LDAP (RFC 4511): bind requests, simple or SASL (NTLM accounts included), and their result codes.
///
/// A bind without name or password is anonymous and no log-in. After a successful bind, which may also begin encryption, and after
/// StartTLS nothing more is read.
struct LDAPReader: StreamReader {
    private var client = MessageAccumulator(keep: 1024)
    private var server = MessageAccumulator(keep: 256)
    private var login = LoginDialogue(.ldap)

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        var offset = 0
        if fromClient {
            if client.isAtStart, !bytes.isEmpty, bytes.u8(0) == 0x16 { return .notMine }
            while client.next(bytes, &offset, extent: Self.extent) {
                let message = client.message
                message.withBytes { request($0, into: &sink) }
            }
            return client.isInvalid ? ended(into: &sink) : .more
        }
        while server.next(bytes, &offset, extent: Self.extent) {
            let message = server.message
            if message.withBytes({ answer($0, into: &sink) }) { return .done }
        }
        return server.isInvalid ? ended(into: &sink) : .more
    }

    mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        if fromClient ? client.lose(count) : server.lose(count) { return .more }
        return ended(into: &sink)
    }

    mutating func close(into sink: inout FactSink) { login.close(into: &sink) }

    private mutating func ended(into sink: inout FactSink) -> StreamProgress {
        close(into: &sink)
        return .done
    }

    private static func extent(_ header: RawSpan) -> MessageAccumulator.Extent {
        header.u8(0) == 0x30 ? BERCursor.extent(header) : .invalid
    }

    /// The operation of a message and its content.
    private static func operation(_ bytes: RawSpan) -> (tag: UInt8, content: BERCursor)? {
        var outer = BERCursor(bytes)
        guard var message = outer.next(bytes, tag: 0x30), let (tag, _) = message.next(bytes), tag == 0x02 else {
            return nil
        }
        return message.next(bytes)
    }

    private mutating func request(_ bytes: RawSpan, into sink: inout FactSink) {
        guard let (tag, content) = Self.operation(bytes), tag == 0x60 else { return }
        var bind = content
        guard bind.next(bytes, tag: 0x02) != nil, let name = bind.next(bytes, tag: 0x04),
            let (kind, credentials) = bind.next(bytes)
        else { return }
        switch kind {
        case 0x80:
            login.name(wireText(bytes, name.range))
            if credentials.range.isEmpty { login.withdraw() } else { login.open(into: &sink) }
        case 0xA3:
            var sasl = credentials
            let mechanism = sasl.next(bytes, tag: 0x04)
            authenticate(
                bytes.extracting(credentials.range),
                mechanism.map { bytes.extracting($0.range).find("GSS") != nil } ?? false, into: &sink)
        case 0x8A, 0x8B: authenticate(bytes.extracting(credentials.range), false, into: &sink)
        default: break
        }
    }

    /// SASL, and the older binds of Windows clients: NTLM names its account in the third message.
    private mutating func authenticate(_ credentials: RawSpan, _ isNegotiated: Bool, into sink: inout FactSink) {
        if let message = NTLMMessage.find(credentials) {
            guard message.type == 3 else { return }
            login.name(message.user)
            login.open(into: &sink)
        } else if !login.isOpen {
            login.name("")
            if !isNegotiated, let start = credentials.find("USERNAME=\"") {
                let from = start + 10
                var to = from
                while to < min(credentials.byteCount, from + 128), credentials.u8(to) != UInt8(ascii: "\"") { to += 1 }
                login.name(wireText(credentials, from..<to))
            }
            login.open(into: &sink)
        }
    }

    /// True when a log-in succeeded.
    private mutating func answer(_ bytes: RawSpan, into sink: inout FactSink) -> Bool {
        guard let (tag, content) = Self.operation(bytes), tag == 0x61 else { return false }
        var result = content
        guard let code = result.next(bytes, tag: 0x0A)?.number(bytes) else { return false }
        switch code {
        case 0 where login.isOpen:
            login.tell(.succeeded, into: &sink)
            return true
        case 49: login.tell(.failed, into: &sink)
        case 0, 14: break
        default: login.withdraw()
        }
        return false
    }
}
