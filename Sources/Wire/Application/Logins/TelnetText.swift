/// One side of a Telnet connection without its options: IAC commands (RFC 854) taken out byte by byte.
struct TelnetText {
    private enum State { case text, command, option, subnegotiation, subcommand }
    private var state = State.text

    /// The character this byte is, or nil when it belongs to a command.
    mutating func text(_ byte: UInt8) -> UInt8? {
        switch (state, byte) {
        case (.text, 0xFF): state = .command
        case (.text, _): return byte
        case (.command, 0xFB...0xFE): state = .option
        case (.command, 0xFA): state = .subnegotiation
        case (.command, 0xFF):
            state = .text
            return 0xFF
        case (.command, _), (.option, _): state = .text
        case (.subnegotiation, 0xFF): state = .subcommand
        case (.subnegotiation, _): break
        case (.subcommand, 0xF0): state = .text
        case (.subcommand, _): state = .subnegotiation
        }
        return nil
    }
}

/// The line a Telnet server is writing, and what it asks for.
///
/// Bounds: the last 128 bytes of the line.
struct TelnetScreen {
    enum Prompt { case none, name, password, shell }

    private var line: [UInt8] = []

    mutating func clear() { line.removeAll(keepingCapacity: true) }

    /// Takes one character; the finished line, when this one ends it.
    mutating func show(_ byte: UInt8) -> [UInt8]? {
        switch byte {
        case 10, 13:
            let finished = line
            clear()
            return finished.isEmpty ? nil : finished
        case 0: break
        default:
            if line.count == 128 { line.removeFirst() }
            line.append(byte)
        }
        return nil
    }

    /// What the unfinished line asks for.
    var prompt: Prompt {
        guard let last = line.lastIndex(where: { $0 > 0x20 && $0 < 0x7F }) else { return .none }
        let text = String(decoding: line[...last], as: UTF8.self).lowercased()
        if text.hasSuffix("login:") || text.hasSuffix("username:") || text.hasSuffix("user name:")
            || text.hasSuffix("user:")
        {
            return text.contains("last login") ? .none : .name
        }
        if text.hasSuffix("password:") || text.hasSuffix("passcode:") || text.hasSuffix("passwd:") { return .password }
        if let mark = text.last, "$#>%~]".contains(mark) { return .shell }
        return .none
    }

    /// True when a finished line greets, false when it refuses.
    static func verdict(_ line: [UInt8]) -> Bool? {
        let text = String(decoding: line, as: UTF8.self).lowercased()
        if text.contains("last login") || text.contains("last failed login") || text.contains("last successful") {
            return true
        }
        let refusals = ["incorrect", "fail", "invalid", "denied", "wrong", "bad password", "bad user", "unknown user"]
        return refusals.contains { text.contains($0) } ? false : nil
    }
}
