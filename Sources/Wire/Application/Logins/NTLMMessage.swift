import Bedrock

/// What an NTLMSSP message ([MS-NLMP] 2.2.1) says in clear, found anywhere in a blob (SPNEGO, SASL, HTTP, RPC).
struct NTLMMessage {
    /// 1 negotiate, 2 challenge, 3 authenticate.
    var type: UInt32
    /// The account of an authenticate message; empty for anonymous ones.
    var user = ""

    /// Looks for the signature within the first `limit` bytes.
    static func find(_ bytes: RawSpan, within limit: Int = 512) -> NTLMMessage? {
        let last = min(bytes.byteCount - 12, limit)
        guard last >= 0 else { return nil }
        for offset in 0...last where bytes.u8(offset) == 0x4E {
            // "NTLMSSP" and a zero byte.
            if bytes.u64(offset) == 0x4E54_4C4D_5353_5000 {
                return NTLMMessage(bytes.extracting(offset..<bytes.byteCount))
            }
        }
        return nil
    }

    private init?(_ bytes: RawSpan) {
        type = bytes.u32LE(8)
        guard (1...3).contains(type) else { return nil }
        guard type == 3, bytes.byteCount >= 64 else { return }
        let length = Int(bytes.u16LE(36))
        let offset = Int(bytes.u32LE(40))
        guard offset <= bytes.byteCount, length <= bytes.byteCount - offset else { return }
        let name = bytes.extracting(offset..<(offset + length))
        user = bytes.u32LE(60) & 1 == 1 ? wireTextUTF16(name) : wireText(name)
    }
}

/// Little-endian UTF-16 from the wire, as `wireText` gives text: at most 255 characters, controls and broken pairs as `?`.
func wireTextUTF16(_ bytes: RawSpan) -> String {
    var units: [UInt16] = []
    for index in 0..<min(bytes.byteCount / 2, 255) { units.append(bytes.u16LE(2 * index)) }
    var text = ""
    for scalar in String(decoding: units, as: UTF16.self).unicodeScalars {
        let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0xFFFD
        text.unicodeScalars.append(isControl ? "?" : scalar)
    }
    return text
}
