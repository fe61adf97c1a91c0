import Bedrock
import Vocabulary

/// Reads the log-in of an MQTT connection (3.1, 3.1.1, 5): CONNECT and the code of its CONNACK.
///
/// A connection is a log-in when it names a user or is refused for its credentials: brokers without accounts are common.
/// Everything after the CONNACK is publishing and not read.
struct MQTTReader: StreamReader {
    private var client = MessageAccumulator(keep: 512)
    private var server = MessageAccumulator(keep: 64)
    private var login = LoginDialogue(.mqtt)
    private var isVersion5 = false
    private var hasConnected = false
    /// Messages of the client behind its CONNECT while no answer is seen.
    private var unanswered = 0

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        var offset = 0
        if fromClient {
            while client.next(bytes, &offset, extent: Self.extent) {
                guard request(into: &sink) == .more else { return .done }
            }
            return client.isInvalid ? .notMine : .more
        }
        while server.next(bytes, &offset, extent: Self.extent) {
            if answer(into: &sink) { return .done }
        }
        return server.isInvalid ? .notMine : .more
    }

    mutating func close(into sink: inout FactSink) { login.close(into: &sink) }

    /// One byte of type, then a length in one to four bytes of seven bits.
    private static func extent(_ header: RawSpan) -> MessageAccumulator.Extent {
        guard header.byteCount > 1 else { return header.u8(0) >> 4 == 0 ? .invalid : .unknown }
        var length = 0
        for index in 1..<header.byteCount {
            let byte = header.u8(index)
            length |= Int(byte & 0x7F) << (7 * (index - 1))
            if byte & 0x80 == 0 { return .bytes(index + 1 + length) }
            if index == 4 { return .invalid }
        }
        return .unknown
    }

    private mutating func request(into sink: inout FactSink) -> StreamProgress {
        guard client.message.first == 0x10 else {
            unanswered += 1
            guard unanswered >= 4 else { return .more }
            login.close(into: &sink)
            return .done
        }
        guard !hasConnected else { return .more }
        hasConnected = true
        let read = client.message.withBytes { Self.connect($0) }
        isVersion5 = read.version >= 5
        login.name(read.user ?? "")
        if read.user != nil { login.open(into: &sink) }
        return .more
    }

    /// Protocol name, level, flags, keep-alive, (5: properties), client id, (will), user name.
    private static func connect(_ message: RawSpan) -> (version: UInt8, user: String?) {
        var cursor = ByteCursor(message)
        guard cursor.skip(1), variable(message, &cursor) != nil, field(message, &cursor) != nil,
            let version = cursor.u8(message), let flags = cursor.u8(message), cursor.skip(2)
        else { return (4, nil) }
        guard flags & 0x80 != 0 else { return (version, nil) }
        if version >= 5, !properties(message, &cursor) { return (version, "") }
        guard field(message, &cursor) != nil else { return (version, "") }
        if flags & 0x04 != 0 {
            if version >= 5, !properties(message, &cursor) { return (version, "") }
            guard field(message, &cursor) != nil, field(message, &cursor) != nil else { return (version, "") }
        }
        return (version, field(message, &cursor).map { wireText(message, $0) } ?? "")
    }

    private static func variable(_ message: RawSpan, _ cursor: inout ByteCursor) -> Int? {
        var value = 0
        for shift in 0..<4 {
            guard let byte = cursor.u8(message) else { return nil }
            value |= Int(byte & 0x7F) << (7 * shift)
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }

    private static func field(_ message: RawSpan, _ cursor: inout ByteCursor) -> Range<Int>? {
        guard let length = cursor.u16(message) else { return nil }
        return cursor.take(Int(length))?.range
    }

    private static func properties(_ message: RawSpan, _ cursor: inout ByteCursor) -> Bool {
        guard let length = variable(message, &cursor) else { return false }
        return cursor.skip(length)
    }

    /// True when the server has answered the CONNECT.
    private mutating func answer(into sink: inout FactSink) -> Bool {
        guard server.message.first == 0x20 else { return false }
        guard server.message.count >= 4 else { return true }
        switch server.message[3] {
        case 0:
            if login.isOpen { login.tell(.succeeded, into: &sink) }
        case 4, 5, 0x86, 0x87, 0x8A, 0x8C:
            login.tell(.failed, into: &sink)
        default: login.close(into: &sink)
        }
        return true
    }
}
