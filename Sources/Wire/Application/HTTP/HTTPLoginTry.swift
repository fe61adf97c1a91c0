import Bedrock
import Vocabulary

/// A try to log in that a request carries, until its answer tells the outcome.
struct HTTPLoginTry {
    enum Kind { case basic, digest, negotiated, form }
    var kind: Kind
    var service = Service.http
    var user = ""
    /// Tells one credential from another on the same connection; not the credential itself.
    var mark: UInt64 = 0
    /// Where a form was sent to, without query.
    var path = ""

    /// The log-in in an `Authorization` field; nil for tokens and for the first steps of a handshake.
    init?(authorization range: Range<Int>, _ bytes: RawSpan) {
        if bytes.beginsText("basic ", in: range) {
            let decoded = decodeBase64(bytes, HTTPFields.trimmed(bytes, range.lowerBound + 6..<range.upperBound))
            kind = .basic
            user = decoded.withBytes { plain in
                wireText(
                    plain, 0..<(plain.firstIndex(of: UInt8(ascii: ":"), in: 0..<plain.byteCount) ?? plain.byteCount))
            }
            mark = Self.mark(bytes, range)
        } else if bytes.beginsText("digest ", in: range) {
            kind = .digest
            guard let start = bytes.find("username=\"", in: range).map({ $0 + 10 }),
                let end = bytes.firstIndex(of: UInt8(ascii: "\""), in: start..<range.upperBound)
            else { return nil }
            user = wireText(bytes, start..<end)
            mark = Self.mark(bytes, start..<end)
        } else if bytes.beginsText("ntlm ", in: range) || bytes.beginsText("negotiate ", in: range) {
            kind = .negotiated
            guard let space = bytes.firstIndex(of: UInt8(ascii: " "), in: range) else { return nil }
            let token = decodeBase64(bytes, HTTPFields.trimmed(bytes, space..<range.upperBound))
            guard let name = token.withBytes(Self.negotiatedUser) else { return nil }
            user = name
            mark = Self.mark(bytes, range)
        } else {
            return nil
        }
    }

    /// A log-in form.
    init(form path: String, user: String) {
        kind = .form
        self.path = path
        self.user = user
    }

    /// FNV-1a, enough to tell the repeats of one client apart.
    private static func mark(_ bytes: RawSpan, _ range: Range<Int>) -> UInt64 {
        range.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64(bytes.u8($1))) &* 0x100_0000_01B3 }
    }

    /// The user of an NTLM authenticate message, empty for Kerberos; nil for the other steps of NTLM (MS-NLMP 2.2.1).
    private static func negotiatedUser(_ token: RawSpan) -> String? {
        guard token.byteCount > 16 else { return nil }
        guard let start = token.find("ntlmssp\0", in: 0..<token.byteCount) else { return "" }
        guard token.byteCount - start >= 64, token.u32LE(start + 8) == 3 else { return nil }
        let length = Int(token.u16LE(start + 36))
        let offset = Int(token.u32LE(start + 40))
        guard offset + length <= token.byteCount - start else { return "" }
        let field = start + offset..<start + offset + length
        guard token.u32LE(start + 60) & 1 == 1 else { return wireText(token, field) }
        var name: [UInt16] = []
        for at in stride(from: field.lowerBound, to: field.upperBound - 1, by: 2) { name.append(token.u16LE(at)) }
        return Array(String(decoding: name, as: UTF16.self).utf8).withBytes { wireText($0) }
    }
}

/// Decodes base64 up to the first byte that belongs to neither alphabet; at most 3 KiB come out.
func decodeBase64(_ bytes: RawSpan, _ range: Range<Int>) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(min(range.count, 4096) * 3 / 4)
    var bits: UInt32 = 0
    var count = 0
    for offset in range.prefix(4096) {
        let byte = bytes.u8(offset)
        let value: UInt8
        switch byte {
        case 0x41...0x5A: value = byte - 0x41
        case 0x61...0x7A: value = byte - 0x61 + 26
        case 0x30...0x39: value = byte - 0x30 + 52
        case 0x2B, 0x2D: value = 62
        case 0x2F, 0x5F: value = 63
        default: return decoded
        }
        bits = bits << 6 | UInt32(value)
        count += 6
        if count >= 8 {
            count -= 8
            decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
    }
    return decoded
}
