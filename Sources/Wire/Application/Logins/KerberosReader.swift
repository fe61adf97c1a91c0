import Bedrock
import Vocabulary

/// Reads log-ins from Kerberos, over TCP or UDP: AS-REQ, answered by AS-REP or KRB-ERROR.
///
/// Refused are wrong keys (24), revoked or locked accounts (18), expired keys (23) and unknown names (6); the common demand for
/// pre-authentication (25) is no refusal. Ticket requests are no log-ins.
struct KerberosReader: StreamReader {
    private let isDatagram: Bool
    private var client = MessageAccumulator(keep: 1024)
    private var server = MessageAccumulator(keep: 512)
    private var login = LoginDialogue(.kerberos)
    private var asksForTicket = false

    init(isDatagram: Bool = false) { self.isDatagram = isDatagram }

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        if isDatagram {
            if let message = KerberosMessage(bytes) { take(message, into: &sink) }
            return .more
        }
        var offset = 0
        if fromClient {
            while client.next(bytes, &offset, extent: Self.extent) { take(client.message, into: &sink) }
            return client.isInvalid ? .done : .more
        }
        while server.next(bytes, &offset, extent: Self.extent) { take(server.message, into: &sink) }
        return server.isInvalid ? .done : .more
    }

    mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        if fromClient ? client.lose(count) : server.lose(count) { return .more }
        close(into: &sink)
        return .done
    }

    mutating func close(into sink: inout FactSink) { login.close(into: &sink) }

    private static func extent(_ header: RawSpan) -> MessageAccumulator.Extent {
        guard header.byteCount >= 4 else { return .unknown }
        let length = header.u32(0)
        return (2...0x10_0000).contains(length) ? .bytes(4 + Int(length)) : .invalid
    }

    private mutating func take(_ message: [UInt8], into sink: inout FactSink) {
        let read = message.withBytes { KerberosMessage($0.extracting(min(4, $0.byteCount)..<$0.byteCount)) }
        if let read { take(read, into: &sink) }
    }

    private mutating func take(_ message: KerberosMessage, into sink: inout FactSink) {
        switch message {
        case .request(let user, let hasProof):
            asksForTicket = false
            // The same request again is a repetition on the wire, not another try.
            if login.isOpen, user == login.user { return }
            login.close(into: &sink)
            login.name(user)
            if hasProof { login.open(into: &sink) }
        case .ticketRequest: asksForTicket = true
        case .ticketReply: asksForTicket = false
        case .reply(let user):
            if login.user.isEmpty { login.name(user) }
            login.tell(.succeeded, into: &sink)
        case .error(let code, let user):
            guard !asksForTicket else { break }
            if login.user.isEmpty { login.name(user) }
            switch code {
            case 6, 18, 23, 24: login.tell(.failed, into: &sink)
            default: login.withdraw()
            }
        }
    }
}
