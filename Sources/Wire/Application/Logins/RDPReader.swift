import Bedrock
import Vocabulary

/// Reads what a Remote Desktop connection shows of its log-in ([MS-RDPBCGR] 2.2.1.1, [MS-CSSP]).
///
/// In clear are the connection request with its `mstshash` name and the protocol the server chose; everything else is TLS. With
/// network level authentication the outcome is inferred from sizes: the client's proof of the password is a long record; a
/// client that was accepted answers the server once more to hand over its credentials, a refused one is dropped. Each connection is
/// one try. What fools it: a capture that ends between the two looks like a refusal.
struct RDPReader: StreamReader {
    private enum Security { case unknown, standard, tls, network }

    /// Bytes of the record that carries the proof (an NTLM or Kerberos message), and of the one that carries credentials.
    private static var proofLength: Int { 256 }
    private static var credentialsLength: Int { 48 }
    /// Without network level authentication this many records tell nothing more.
    private static var enoughRecords: Int { 16 }

    private var client = MessageAccumulator(keep: 256)
    private var server = MessageAccumulator(keep: 32)
    private var login = LoginDialogue(.rdp)
    private var security = Security.unknown
    private var hasName = false
    private var clientRecords = 0
    private var hasProof = false
    private var isProofAnswered = false
    private var isAccepted = false

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        var offset = 0
        if fromClient {
            while client.next(bytes, &offset, extent: Self.extent) { sent(client.message) }
        } else {
            while server.next(bytes, &offset, extent: Self.extent) {
                guard answered(server.message) else { return .done }
            }
        }
        if isAccepted {
            login.tell(.succeeded, isInferred: true, into: &sink)
            return .done
        }
        guard clientRecords < Self.enoughRecords else {
            close(into: &sink)
            return .done
        }
        guard !client.isInvalid, !server.isInvalid else {
            close(into: &sink)
            return .done
        }
        return .more
    }

    mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        if fromClient ? client.lose(count) : server.lose(count) { return .more }
        close(into: &sink)
        return .done
    }

    mutating func close(into sink: inout FactSink) {
        if hasProof {
            login.tell(.failed, isInferred: true, into: &sink)
        } else if hasName || clientRecords > 0 {
            login.tell(.unknown, into: &sink)
        }
    }

    /// TPKT, a fast-path message, or a TLS record.
    private static func extent(_ header: RawSpan) -> MessageAccumulator.Extent {
        switch header.u8(0) {
        case 0x03:
            guard header.byteCount >= 4 else { return .unknown }
            return header.u16(2) >= 4 ? .bytes(Int(header.u16(2))) : .invalid
        case 0x14...0x18:
            guard header.byteCount >= 5 else { return .unknown }
            return header.u8(1) == 3 ? .bytes(5 + Int(header.u16(3))) : .invalid
        default:
            guard header.byteCount >= 2 else { return .unknown }
            let first = Int(header.u8(1))
            guard first & 0x80 != 0 else { return first >= 2 ? .bytes(first) : .invalid }
            guard header.byteCount >= 3 else { return .unknown }
            let length = (first & 0x7F) << 8 | Int(header.u8(2))
            return length >= 3 ? .bytes(length) : .invalid
        }
    }

    private mutating func sent(_ message: [UInt8]) {
        guard message.count >= 6 else { return }
        switch message[0] {
        case 0x03 where message[5] & 0xF0 == 0xE0: request(message)
        case 0x03: clientRecords += 1
        case 0x17: sentRecord(Int(message[3]) << 8 | Int(message[4]))
        default: break
        }
    }

    private mutating func sentRecord(_ length: Int) {
        clientRecords += 1
        guard security == .network else { return }
        if !hasProof {
            hasProof = length >= Self.proofLength
        } else if isProofAnswered, length >= Self.credentialsLength {
            isAccepted = true
        }
    }

    /// The line `Cookie: mstshash=NAME`.
    private mutating func request(_ message: [UInt8]) {
        guard let start = message.withBytes({ $0.find("MSTSHASH=") }) else { return }
        hasName = true
        login.name(message[(start + 9)...].prefix { $0 != 13 && $0 != 10 })
    }

    /// The protocol the server chose; false when it refuses the connection for its protocol, which is no log-in.
    private mutating func answered(_ message: [UInt8]) -> Bool {
        guard message.count >= 6 else { return true }
        if message[0] == 0x17 {
            if hasProof { isProofAnswered = true }
        } else if message[0] == 0x03, message[5] & 0xF0 == 0xD0 {
            guard message.count >= 19, message[11] == 2 else {
                security = .standard
                return message.count < 12 || message[11] != 3
            }
            security = message[15] & 0x0A != 0 ? .network : message[15] & 1 == 1 ? .tls : .standard
        }
        return true
    }
}
