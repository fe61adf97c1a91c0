import Bedrock
import Vocabulary

/// Reads the log-in of a VNC connection (RFB 3.3, 3.7, 3.8; RFC 6143): the security type and its result.
///
/// VNC has no account names. A server without authentication (type 1) is no log-in. Types that go on in secret (TLS and the
/// like) leave an `unknown` try.
struct VNCReader: StreamReader {
    private enum State {
        case versions
        /// 3.3: the server states one type in four bytes. Later: it lists them, and the client chooses one.
        case decree, list, choice
        /// The server's challenge, the client's response, the server's result.
        case challenge, response, result
        /// Apple's remote desktop: the server's numbers, the client's answer.
        case numbers, answer
    }

    /// How much of what a server says against a client is read.
    private static var reasonBytes: Int { 256 }

    private var state = State.versions
    private var client: [UInt8] = []
    private var server: [UInt8] = []
    private var minor = 8
    private var keyLength = 0
    private var hasClientVersion = false
    private var login = LoginDialogue(.vnc)

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        // Each side sends a few hundred bytes before the log-in is over.
        guard client.count + server.count + bytes.byteCount <= 8192 else {
            close(into: &sink)
            return .done
        }
        if fromClient { client.append(copying: bytes) } else { server.append(copying: bytes) }
        while true {
            let before = (state, client.count, server.count)
            let progress = step(into: &sink)
            if progress != .more { return progress }
            guard before != (state, client.count, server.count) else { return .more }
        }
    }

    mutating func close(into sink: inout FactSink) { login.close(into: &sink) }

    private mutating func step(into sink: inout FactSink) -> StreamProgress {
        switch state {
        case .versions: return versions()
        case .decree:
            guard let type = takeServer(4) else { return .more }
            return choose(type[3], into: &sink)
        case .list:
            guard let count = server.first else { return .more }
            guard count > 0 else {
                // No types, but a reason: too many failures, mostly. Looked for in a fixed part, wherever the pieces end.
                guard server.count >= 5 else { return .more }
                let reason = server.prefix(Self.reasonBytes)
                if Array(reason).withBytes({ $0.find("FAIL") ?? $0.find("TOO MANY") }) != nil {
                    login.tell(.failed, into: &sink)
                    return .done
                }
                return server.count >= Self.reasonBytes ? .done : .more
            }
            guard takeServer(1 + Int(count)) != nil else { return .more }
            state = .choice
        case .choice:
            guard let type = takeClient(1) else { return .more }
            return choose(type[0], into: &sink)
        case .challenge:
            guard takeServer(16) != nil else { return .more }
            state = .response
        case .response:
            guard takeClient(16) != nil else { return .more }
            login.open(into: &sink)
            state = .result
        case .numbers:
            guard server.count >= 4 else { return .more }
            keyLength = Int(server[2]) << 8 | Int(server[3])
            guard keyLength <= 1024 else { return .done }
            guard takeServer(4 + 2 * keyLength) != nil else { return .more }
            state = .answer
        case .answer:
            guard takeClient(128 + keyLength) != nil else { return .more }
            login.open(into: &sink)
            state = .result
        case .result:
            guard let result = takeServer(4) else { return .more }
            login.tell(result == [0, 0, 0, 0] ? .succeeded : .failed, into: &sink)
            return .done
        }
        return .more
    }

    /// `RFB 003.008` and a line feed, from each side.
    private mutating func versions() -> StreamProgress {
        guard server.count >= 12, client.count >= 12 else {
            let known = [server, client].allSatisfy { $0.count < 4 || $0.withBytes { $0.matches("RFB ") } }
            return known ? .more : .notMine
        }
        guard let theirs = Self.minor(server), let ours = Self.minor(client) else { return .notMine }
        minor = min(theirs, ours)
        server.removeFirst(12)
        client.removeFirst(12)
        state = minor < 7 ? .decree : .list
        return .more
    }

    private static func minor(_ line: [UInt8]) -> Int? {
        guard line.withBytes({ $0.matches("RFB ") }), line[11] == 10 else { return nil }
        var value = 0
        for byte in line[8...10] {
            guard byte &- 0x30 < 10 else { return nil }
            value = value * 10 + Int(byte &- 0x30)
        }
        return line[6] > 0x33 ? 8 : value
    }

    private mutating func choose(_ type: UInt8, into sink: inout FactSink) -> StreamProgress {
        switch type {
        case 0, 1: return .done
        case 2: state = .challenge
        case 30: state = .numbers
        default:
            login.tell(.unknown, into: &sink)
            return .done
        }
        return .more
    }

    private mutating func takeServer(_ count: Int) -> [UInt8]? { Self.take(count, from: &server) }
    private mutating func takeClient(_ count: Int) -> [UInt8]? { Self.take(count, from: &client) }

    private static func take(_ count: Int, from bytes: inout [UInt8]) -> [UInt8]? {
        guard bytes.count >= count else { return nil }
        let taken = Array(bytes[..<count])
        bytes.removeFirst(count)
        return taken
    }
}
