import Bedrock
import Crypto
package import Vocabulary

/// Reads the first certificate of a TLS 1.2 certificate message (RFC 5246, 7.4.2), without its handshake header.
///
/// Nil when there is none or it was cut off: half a certificate has no fingerprint. A certificate whose inside is
/// damaged gives its fingerprint and what was readable.
/// Bounds: 64 alternative names.
package func readTLSCertificate(_ message: RawSpan) -> TLSCertificate? {
    var cursor = ByteCursor(message)
    guard cursor.u24(message) != nil, let length = cursor.u24(message), length > 0,
        let content = cursor.take(length)
    else { return nil }
    return readCertificate(message.extracting(content.range))
}

/// Reads an X.509 certificate in DER (RFC 5280, 4.1).
func readCertificate(_ bytes: RawSpan) -> TLSCertificate {
    var certificate = TLSCertificate()
    certificate.fingerprint = hexText(SHA256.hash(data: [UInt8](copying: bytes)))

    var whole = DERCursor(bytes)
    guard var outer = whole.next(bytes, tag: 0x30), var body = outer.next(bytes, tag: 0x30) else { return certificate }
    if body.peek(bytes) == 0xA0 { _ = body.next(bytes) }
    guard let serial = body.next(bytes, tag: 0x02) else { return certificate }
    certificate.serial = hexText([UInt8](copying: bytes.extracting(serial.range)).prefix(21))
    guard body.next(bytes, tag: 0x30) != nil, let issuer = body.next(bytes, tag: 0x30) else { return certificate }
    certificate.issuer = distinguishedName(bytes, issuer)
    guard var validity = body.next(bytes, tag: 0x30) else { return certificate }
    certificate.notBefore = time(bytes, &validity)
    certificate.notAfter = time(bytes, &validity)
    guard let subject = body.next(bytes, tag: 0x30) else { return certificate }
    certificate.subject = distinguishedName(bytes, subject)
    guard body.next(bytes, tag: 0x30) != nil else { return certificate }
    while let (tag, content) = body.next(bytes) {
        if tag == 0xA3 { certificate.alternativeNames = alternativeNames(bytes, content) }
    }
    return certificate
}

/// `C=US, O=Example, CN=example.org`, in the order of the wire.
private func distinguishedName(_ bytes: RawSpan, _ content: DERCursor) -> String {
    var content = content
    var text = ""
    while var set = content.next(bytes, tag: 0x31) {
        while var pair = set.next(bytes, tag: 0x30), text.utf8.count < 255 {
            guard let type = pair.next(bytes, tag: 0x06), let (_, value) = pair.next(bytes) else { continue }
            if !text.isEmpty { text += ", " }
            text += attributeName(bytes, type.range) + "=" + wireText(bytes, value.range)
        }
    }
    return text.count > 255 ? String(text.prefix(255)) : text
}

/// The usual short names of attributes (RFC 4519), else the object identifier's bytes in hexadecimal.
private func attributeName(_ bytes: RawSpan, _ type: Range<Int>) -> String {
    if type.count == 3, bytes.u16(type.lowerBound) == 0x5504 {
        switch bytes.u8(type.lowerBound + 2) {
        case 3: return "CN"
        case 4: return "SN"
        case 5: return "serialNumber"
        case 6: return "C"
        case 7: return "L"
        case 8: return "ST"
        case 9: return "street"
        case 10: return "O"
        case 11: return "OU"
        case 12: return "title"
        case 17: return "postalCode"
        default: break
        }
    }
    if type.count == 9, bytes.u64(type.lowerBound) == 0x2A86_4886_F70D_0109, bytes.u8(type.upperBound - 1) == 1 {
        return "emailAddress"
    }
    if type.count == 10, bytes.u64(type.lowerBound) == 0x0992_2689_93F2_2C64 {
        return bytes.u8(type.upperBound - 1) == 25 ? "DC" : "UID"
    }
    return hexText([UInt8](copying: bytes.extracting(type)))
}

/// UTCTime or GeneralizedTime (RFC 5280, 4.1.2.5), both in UTC.
private func time(_ bytes: RawSpan, _ validity: inout DERCursor) -> Timestamp? {
    guard let (tag, content) = validity.next(bytes) else { return nil }
    let isLong = tag == 0x18
    guard isLong || tag == 0x17, content.range.count == (isLong ? 15 : 13) else { return nil }
    var digits = wireText(bytes, content.range.lowerBound..<content.range.upperBound - 1)
    guard digits.utf8.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
    if !isLong { digits = (digits < "5" ? "20" : "19") + digits }
    let parts = Array(digits.utf8)
    func part(_ range: Range<Int>) -> String { String(decoding: parts[range], as: UTF8.self) }
    return Timestamp(
        "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z")
}

/// Looks for the extension 2.5.29.17 and reads its host names and addresses.
private func alternativeNames(_ bytes: RawSpan, _ content: DERCursor) -> [String] {
    var content = content
    guard var list = content.next(bytes, tag: 0x30) else { return [] }
    var names: [String] = []
    while var entry = list.next(bytes, tag: 0x30) {
        guard let type = entry.next(bytes, tag: 0x06), type.range.count == 3,
            bytes.u16(type.range.lowerBound) == 0x551D, bytes.u8(type.range.lowerBound + 2) == 17
        else { continue }
        if entry.peek(bytes) == 0x01 { _ = entry.next(bytes) }
        guard var value = entry.next(bytes, tag: 0x04), var sequence = value.next(bytes, tag: 0x30) else {
            return names
        }
        while names.count < 64, let (tag, name) = sequence.next(bytes) {
            switch (tag, name.range.count) {
            case (0x82, _): names.append(wireText(bytes, name.range).lowercased())
            case (0x87, 4): names.append(IPAddress(v4: bytes.u32(name.range.lowerBound)).description)
            case (0x87, 16):
                let start = name.range.lowerBound
                names.append(IPAddress(high: bytes.u64(start), low: bytes.u64(start + 8)).description)
            default: break
            }
        }
        return names
    }
    return names
}
