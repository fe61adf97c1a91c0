import Bedrock

/// Finds out whether a form, a JSON object or a query is a log-in: exactly one field that is called like a password.
///
/// Two such fields are a registration or a change of password. Values are not read, but for the user's name.
/// Bounds: what the caller kept of the body (4 KiB); 64 fields.
struct HTTPForm {
    private(set) var user = ""
    private(set) var passwordFields = 0
    private(set) var userFields = 0

    /// `a=b&c=d`, as in queries and in bodies of type application/x-www-form-urlencoded.
    init(pairs bytes: RawSpan, _ range: Range<Int>) {
        var at = range.lowerBound
        for _ in 0..<64 where at < range.upperBound {
            let end = bytes.firstIndex(of: UInt8(ascii: "&"), in: at..<range.upperBound) ?? range.upperBound
            if let equals = bytes.firstIndex(of: UInt8(ascii: "="), in: at..<end) {
                observe(bytes, name: at..<equals, value: equals + 1..<end, isEscaped: true)
            }
            at = end + 1
        }
    }

    /// `"name": "value"` anywhere in a JSON document.
    init(json bytes: RawSpan) {
        var at = 0
        for _ in 0..<64 {
            guard let name = Self.quoted(bytes, from: at) else { return }
            at = name.upperBound + 1
            guard let colon = Self.pass(bytes, at, UInt8(ascii: ":")) else { continue }
            let isText = Self.pass(bytes, colon, UInt8(ascii: "\"")) != nil
            guard isText, let value = Self.quoted(bytes, from: colon) else { continue }
            at = value.upperBound + 1
            observe(bytes, name: name, value: value, isEscaped: false)
        }
    }

    /// `name="user"` in the parts of a multipart form; the value follows an empty line.
    init(parts bytes: RawSpan) {
        var at = 0
        for _ in 0..<64 {
            guard let mark = bytes.find("name=\"", in: at..<bytes.byteCount),
                let end = bytes.firstIndex(of: UInt8(ascii: "\""), in: mark + 6..<bytes.byteCount)
            else { return }
            at = end + 1
            var value = at..<at
            if let start = bytes.find("\r\n\r\n", in: at..<bytes.byteCount).map({ $0 + 4 }),
                let stop = bytes.firstIndex(of: 13, in: start..<bytes.byteCount)
            {
                value = start..<stop
            }
            observe(bytes, name: mark + 6..<end, value: value, isEscaped: false)
        }
    }

    private mutating func observe(_ bytes: RawSpan, name: Range<Int>, value: Range<Int>, isEscaped: Bool) {
        guard name.count <= 64 else { return }
        // Letters only, lower case: `user[password]`, `Log-In` and `os_password` become comparable.
        var letters: [UInt8] = []
        for offset in name {
            let byte = bytes.u8(offset) | 0x20
            if byte &- 97 < 26 { letters.append(byte) }
        }
        let key = String(decoding: letters, as: UTF8.self)
        if Self.passwordEndings.contains(where: { key.hasSuffix($0) }) || key.hasPrefix("password") || key == "pw" {
            passwordFields += 1
        } else if Self.userParts.contains(where: { key.contains($0) }) || key == "log" || key == "uid" || key == "id" {
            userFields += 1
            if user.isEmpty { user = isEscaped ? Self.unescaped(bytes, value) : wireText(bytes, value) }
        }
    }

    private static let passwordEndings = ["password", "passwd", "pwd", "pass", "passphrase", "passwort", "psw", "pswd"]
    private static let userParts = ["user", "login", "email", "mail", "account", "uname", "usr"]

    /// What stands between the next two quotation marks.
    private static func quoted(_ bytes: RawSpan, from at: Int) -> Range<Int>? {
        guard at < bytes.byteCount, let open = bytes.firstIndex(of: UInt8(ascii: "\""), in: at..<bytes.byteCount)
        else { return nil }
        var end = open + 1
        while end < bytes.byteCount, bytes.u8(end) != UInt8(ascii: "\"") {
            end += bytes.u8(end) == UInt8(ascii: "\\") ? 2 : 1
        }
        return end < bytes.byteCount ? open + 1..<end : nil
    }

    /// Behind `byte`, if it comes next after blanks.
    private static func pass(_ bytes: RawSpan, _ at: Int, _ byte: UInt8) -> Int? {
        var at = at
        while at < bytes.byteCount, bytes.u8(at) <= 0x20 { at += 1 }
        return at < bytes.byteCount && bytes.u8(at) == byte ? at + 1 : nil
    }

    /// `%40` and `+` undone.
    private static func unescaped(_ bytes: RawSpan, _ range: Range<Int>) -> String {
        var plain: [UInt8] = []
        var at = range.lowerBound
        while at < range.upperBound, plain.count < 255 {
            let byte = bytes.u8(at)
            at += 1
            guard byte == UInt8(ascii: "%"), at + 2 <= range.upperBound, let high = hexValue(bytes.u8(at)),
                let low = hexValue(bytes.u8(at + 1))
            else {
                plain.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
                continue
            }
            plain.append(high << 4 | low)
            at += 2
        }
        return plain.withBytes { wireText($0) }
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        if byte &- 48 < 10 { return byte &- 48 }
        return (byte | 0x20) &- 97 < 6 ? (byte | 0x20) &- 87 : nil
    }
}
