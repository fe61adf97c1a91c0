import Bedrock
import Vocabulary

/// Reads the log-in of a PostgreSQL connection (protocol 3): the account of the start-up message and the server's answer.
///
/// `AuthenticationOk` is a success, an error of class 28 (28P01, 28000) a failure. Once TLS or GSS encryption begins nothing
/// more is read.
struct PostgreSQLReader: StreamReader {
    private enum State { case opening, asksForTLS, started }

    private var client = MessageAccumulator(keep: 512)
    private var opening = MessageAccumulator(keep: 512)
    private var server = MessageAccumulator(keep: 256)
    private var state = State.opening
    private var login = LoginDialogue(.postgresql)
    private var isEncrypted = false

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        guard !isEncrypted else { return .notMine }
        var offset = 0
        if fromClient {
            // After the start-up message the client says nothing that the server's answer would not tell.
            while state != .started, opening.next(bytes, &offset, extent: Self.openingExtent) { request(into: &sink) }
            return opening.isInvalid ? .notMine : .more
        }
        if state == .asksForTLS, !bytes.isEmpty {
            // One byte: S or G for yes, N for no.
            if bytes.u8(0) != UInt8(ascii: "N") {
                isEncrypted = true
                return bytes.byteCount == 1 ? .more : .done
            }
            offset = 1
            state = .opening
        }
        while server.next(bytes, &offset, extent: Self.extent) {
            if answer(into: &sink) { return .done }
        }
        return server.isInvalid ? .done : .more
    }

    mutating func close(into sink: inout FactSink) { login.close(into: &sink) }

    /// The length, itself included, in four bytes.
    private static func openingExtent(_ header: RawSpan) -> MessageAccumulator.Extent {
        guard header.byteCount >= 4 else { return .unknown }
        let length = header.u32(0)
        return (8...10_000).contains(length) ? .bytes(Int(length)) : .invalid
    }

    /// A letter, then the length without it.
    private static func extent(_ header: RawSpan) -> MessageAccumulator.Extent {
        guard header.byteCount >= 5 else { return .unknown }
        let length = header.u32(1)
        return (4...0x100_0000).contains(length) ? .bytes(1 + Int(length)) : .invalid
    }

    private mutating func request(into sink: inout FactSink) {
        let message = opening.message
        guard message.count >= 8 else { return }
        switch message.withBytes({ $0.u32(4) }) {
        case 0x04D2_162F, 0x04D2_1630: state = .asksForTLS
        case 0x04D2_162E: break
        default:
            state = .started
            let fields = message[8...].split(separator: 0, omittingEmptySubsequences: false)
            for (name, value) in zip(fields, fields.dropFirst()) where name.elementsEqual("user".utf8) {
                login.name(value)
                break
            }
            login.open(into: &sink)
        }
    }

    /// True when the server has decided.
    private mutating func answer(into sink: inout FactSink) -> Bool {
        let message = server.message
        switch message[0] {
        case UInt8(ascii: "R") where message.count >= 9 && message[5...8].allSatisfy({ $0 == 0 }):
            login.tell(.succeeded, into: &sink)
            return true
        case UInt8(ascii: "E"):
            let fields = message[5...].split(separator: 0)
            let isRefusal = fields.contains { $0.count == 6 && $0.starts(with: Array("C28".utf8)) }
            if isRefusal { login.tell(.failed, into: &sink) } else { login.withdraw() }
            return true
        default: return false
        }
    }
}
