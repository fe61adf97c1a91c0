import Bedrock
import Vocabulary

/// Reads log-ins from Telnet (RFC 854) by the prompts and words of the server, options stripped.
///
/// Telnet has no outcome on the wire but text. A line the client sends at a password prompt is a try. It failed when the server
/// says so (incorrect, failed, invalid, denied, wrong) or asks for name or password again; it succeeded when the server greets
/// (last login) or the client types on at something that is no such prompt. What fools it: prompts in other languages.
struct TelnetReader: StreamReader {
    private var client = TelnetText()
    private var server = TelnetText()
    private var line: [UInt8] = []
    private var screen = TelnetScreen()
    /// What the server asked for when the client's line began.
    private var asked = TelnetScreen.Prompt.none
    private var login = LoginDialogue(.telnet)
    private var seen = 0

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        seen &+= bytes.byteCount
        for offset in 0..<bytes.byteCount {
            let byte = bytes.u8(offset)
            guard let character = fromClient ? client.text(byte) : server.text(byte) else { continue }
            let progress = fromClient ? typed(character, into: &sink) : shown(character, into: &sink)
            guard progress == .more else { return progress }
        }
        // Somebody who sends this much without a single prompt is not logging in.
        guard seen < 65_536 else {
            close(into: &sink)
            return .done
        }
        return .more
    }

    mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        if fromClient { line.removeAll() } else { screen.clear() }
        return .more
    }

    mutating func close(into sink: inout FactSink) {
        guard login.isOpen else { return }
        switch screen.prompt {
        case .name, .password: login.tell(.failed, into: &sink)
        case .shell: login.tell(.succeeded, into: &sink)
        case .none: login.close(into: &sink)
        }
    }

    private mutating func typed(_ byte: UInt8, into sink: inout FactSink) -> StreamProgress {
        if line.isEmpty {
            asked = screen.prompt
            if login.isOpen, byte != 10, byte != 0 {
                switch asked {
                case .name, .password: login.tell(.failed, into: &sink)
                case .shell:
                    login.tell(.succeeded, into: &sink)
                    return .done
                case .none: break
                }
            }
        }
        switch byte {
        case 10, 13:
            if byte == 10, line.isEmpty { break }
            entered(into: &sink)
            line.removeAll(keepingCapacity: true)
        case 0: break
        case 8, 0x7F: _ = line.popLast()
        default: if line.count < 128 { line.append(byte) }
        }
        return .more
    }

    private mutating func entered(into sink: inout FactSink) {
        switch asked {
        case .name: login.name(line)
        case .password:
            login.open(into: &sink)
            screen.clear()
        case .none, .shell: break
        }
    }

    private mutating func shown(_ byte: UInt8, into sink: inout FactSink) -> StreamProgress {
        guard let line = screen.show(byte), login.isOpen else { return .more }
        switch TelnetScreen.verdict(line) {
        case true:
            login.tell(.succeeded, into: &sink)
            return .done
        case false: login.tell(.failed, into: &sink)
        case nil: break
        }
        return .more
    }
}
