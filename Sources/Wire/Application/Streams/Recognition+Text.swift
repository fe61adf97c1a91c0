import Bedrock
import Vocabulary

extension Recognition {
    /// Protocols that begin with words; nil when none of them does. Needs four bytes.
    static func text(_ bytes: RawSpan, _ context: Context) -> Recognition? {
        switch bytes.u8(0) {
        case UInt8(ascii: "S") where bytes.matches("SSH-"): return .reader(.ssh, speaker: .either)
        case UInt8(ascii: "R") where bytes.matches("RFB "): return .reader(.vnc, speaker: .either)
        case UInt8(ascii: "H") where bytes.matches("HTTP"): return .reader(.http, speaker: .server)
        case UInt8(ascii: "1")...UInt8(ascii: "5"): return reply(bytes, context)
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return pop3Reply(bytes, context)
        case UInt8(ascii: "*"):
            let greets = bytes.matches("* OK") || bytes.matches("* PREAUTH") || bytes.matches("* BYE")
            return greets ? .reader(.imap, speaker: .server) : nil
        default: break
        }
        if isHTTPMethod(bytes) { return .reader(.http, speaker: .client) }
        if let found = command(bytes, context) { return found }
        return context.isResponder && endsInPrompt(bytes) ? .reader(.telnet, speaker: .server) : nil
    }

    /// The greeting of a Telnet server that negotiates nothing ends by asking for a name.
    private static func endsInPrompt(_ bytes: RawSpan) -> Bool {
        guard bytes.byteCount >= 6, bytes.byteCount <= 264 else { return false }
        for offset in max(0, bytes.byteCount - 8)...bytes.byteCount - 6 where bytes.matches("LOGIN:", at: offset) {
            return true
        }
        return false
    }

    /// A request line of HTTP/1 or of its relatives (WebDAV).
    private static func isHTTPMethod(_ bytes: RawSpan) -> Bool {
        switch bytes.u8(0) {
        case UInt8(ascii: "G"): isMethod(bytes, "GET ")
        case UInt8(ascii: "P"):
            isMethod(bytes, "POST ") || isMethod(bytes, "PUT ") || isMethod(bytes, "PATCH ")
                || isMethod(bytes, "PROPFIND ")
                || isMethod(bytes, "PRI * ")
        case UInt8(ascii: "H"): isMethod(bytes, "HEAD ")
        case UInt8(ascii: "O"): isMethod(bytes, "OPTIONS ")
        case UInt8(ascii: "D"): isMethod(bytes, "DELETE ")
        case UInt8(ascii: "C"): isMethod(bytes, "CONNECT ") || isMethod(bytes, "COPY ")
        case UInt8(ascii: "T"): isMethod(bytes, "TRACE ")
        case UInt8(ascii: "R"): isMethod(bytes, "REPORT ")
        case UInt8(ascii: "M"): isMethod(bytes, "MKCOL ") || isMethod(bytes, "MOVE ")
        case UInt8(ascii: "L"): isMethod(bytes, "LOCK ")
        case UInt8(ascii: "S"): isMethod(bytes, "SEARCH ")
        default: false
        }
    }

    private static func isMethod(_ bytes: RawSpan, _ method: String) -> Bool {
        bytes.matches(method) && isUpperCase(bytes, 3)
    }

    private static func isUpperCase(_ bytes: RawSpan, _ count: Int) -> Bool {
        (0..<count).allSatisfy { bytes.u8($0) < 0x60 }
    }

    /// Three digits: FTP or SMTP, told apart by the words of the greeting, then by the port, then by the client.
    private static func reply(_ bytes: RawSpan, _ context: Context) -> Recognition? {
        let digits = (0..<3).allSatisfy { bytes.u8($0) &- 0x30 < 10 }
        guard digits, bytes.u8(3) == 0x20 || bytes.u8(3) == 0x2D else { return nil }
        switch Service(port: context.port, transport: .tcp) {
        case .ftp: return .reader(.ftp, speaker: .server)
        case .smtp: return .reader(.smtp, speaker: .server)
        default: break
        }
        let code = bytes.u32(0) >> 8
        guard code == 0x323230 || code == 0x353330 || code == 0x333331 || code == 0x353335 else { return nil }
        if code == 0x353335 || bytes.find("SMTP") != nil { return .reader(.smtp, speaker: .server) }
        if code != 0x323230 || bytes.find("FTP") != nil { return .reader(.ftp, speaker: .server) }
        return .more
    }

    /// `+OK` greets in POP3, but other protocols answer with it: the server must have spoken first, or be on POP3's port.
    private static func pop3Reply(_ bytes: RawSpan, _ context: Context) -> Recognition? {
        guard bytes.matches("+OK") || bytes.matches("-ERR") else { return nil }
        let usual = Service(port: context.port, transport: .tcp) == .pop3
        return usual || context.otherCount == 0 && context.isResponder ? .reader(.pop3, speaker: .server) : nil
    }

    /// Commands of clients; `USER` alone belongs to FTP and POP3.
    private static func command(_ bytes: RawSpan, _ context: Context) -> Recognition? {
        guard bytes.u8(0) &- 0x20 < 0x5F else { return nil }
        switch bytes.u8(0) & 0xDF {
        case UInt8(ascii: "A"), UInt8(ascii: "C"), UInt8(ascii: "E"), UInt8(ascii: "H"), UInt8(ascii: "P"),
            UInt8(ascii: "U"):
            return mailCommand(bytes, context)
        default: return imapCommand(bytes)
        }
    }

    private static func mailCommand(_ bytes: RawSpan, _ context: Context) -> Recognition? {
        if bytes.matches("EHLO ") || bytes.matches("HELO ") { return .reader(.smtp, speaker: .client) }
        if bytes.matches("APOP ") { return .reader(.pop3, speaker: .client) }
        let greeting = context.other >> 8
        if bytes.matches("USER ") || bytes.matches("AUTH ") || bytes.matches("PASS ") || bytes.matches("CAPA") {
            switch Service(port: context.port, transport: .tcp) {
            case .ftp: return .reader(.ftp, speaker: .client)
            case .pop3: return .reader(.pop3, speaker: .client)
            case .smtp: return .reader(.smtp, speaker: .client)
            default: break
            }
            if greeting == 0x323230 { return .reader(.ftp, speaker: .client) }
            if greeting == 0x2B4F4B { return .reader(.pop3, speaker: .client) }
            return context.otherCount == 0 ? .more : nil
        }
        return imapCommand(bytes)
    }

    /// A tag of letters and digits, a space, and a command that comes before log-in.
    private static func imapCommand(_ bytes: RawSpan) -> Recognition? {
        var offset = 0
        while offset < min(bytes.byteCount, 12), bytes.u8(offset) > 0x20, bytes.u8(offset) < 0x7F { offset += 1 }
        guard offset > 0, offset < bytes.byteCount, bytes.u8(offset) == 0x20 else { return nil }
        for verb in ["LOGIN ", "AUTHENTICATE ", "CAPABILITY"] where bytes.matches(verb, at: offset + 1) {
            return .reader(.imap, speaker: .client)
        }
        return nil
    }
}
