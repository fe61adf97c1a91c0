/// NTLM messages inside SPNEGO, as SMB, HTTP and DCE/RPC carry them (MS-NLMP, RFC 4178).
package enum NTLM {
    private static let signature = Array("NTLMSSP\0".utf8)

    package static let negotiate: [UInt8] = {
        var out = signature
        out.append32LE(1)
        out.append32LE(0xE208_8297)
        out += Array(repeating: 0, count: 16)
        return out + [10, 0, 0x61, 0x4A, 0, 0, 0, 15]
    }()

    package static func challenge(target: String, random: inout SeededRandom) -> [UInt8] {
        var name: [UInt8] = []
        name.append(utf16LE: target)
        var info: [UInt8] = [2, 0]
        info.append16LE(UInt16(name.count))
        info += name + [0, 0, 0, 0]
        var out = signature
        out.append32LE(2)
        field(name.count, 56, &out)
        out.append32LE(0xE28A_8215)
        out += random.bytes(8) + Array(repeating: 0, count: 8)
        field(info.count, 56 + name.count, &out)
        out += [10, 0, 0x61, 0x4A, 0, 0, 0, 15]
        return out + name + info
    }

    package static func authenticate(user: String, domain: String, workstation: String, random: inout SeededRandom)
        -> [UInt8]
    {
        var payload: [UInt8] = []
        var out = signature
        out.append32LE(3)
        func put(_ content: [UInt8]) {
            field(content.count, 88 + payload.count, &out)
            payload += content
        }
        func utf16(_ text: String) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.append(utf16LE: text)
            return bytes
        }
        put(Array(repeating: 0, count: 24))
        put(random.bytes(16) + [1, 1, 0, 0, 0, 0, 0, 0] + random.bytes(16) + Array(repeating: 0, count: 12))
        put(utf16(domain))
        put(utf16(user))
        put(utf16(workstation))
        put(random.bytes(16))
        out.append32LE(0xE288_8215)
        out += [10, 0, 0x61, 0x4A, 0, 0, 0, 15] + random.bytes(16)
        return out + payload
    }

    private static func field(_ length: Int, _ offset: Int, _ out: inout [UInt8]) {
        out.append16LE(UInt16(length))
        out.append16LE(UInt16(length))
        out.append32LE(UInt32(offset))
    }

    /// The first token of a SPNEGO negotiation.
    package static func spnegoInit(_ token: [UInt8]) -> [UInt8] {
        let mechanism = DER.identifier([0x2B, 6, 1, 4, 1, 0x82, 0x37, 2, 2, 10])
        let body = DER.sequence(DER.tag(0xA0, DER.sequence(mechanism)) + DER.tag(0xA2, DER.tag(4, token)))
        return DER.tag(0x60, DER.identifier([0x2B, 6, 1, 5, 5, 2]) + DER.tag(0xA0, body))
    }

    /// A later token.
    package static func spnegoResponse(_ token: [UInt8]) -> [UInt8] {
        DER.tag(0xA1, DER.sequence(DER.tag(0xA2, DER.tag(4, token))))
    }
}
