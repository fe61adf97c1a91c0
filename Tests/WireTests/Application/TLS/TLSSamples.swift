@testable import Wire

/// Messages built from their fields, as RFC 8446 lays them out.
enum TLSSamples {
    static func u16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }
    static func sized(_ content: [UInt8]) -> [UInt8] { u16(content.count) + content }
    static func ext(_ type: Int, _ content: [UInt8]) -> [UInt8] { u16(type) + sized(content) }

    static func handshake(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        [type, UInt8(body.count >> 16)] + u16(body.count & 0xFFFF) + body
    }

    /// `content` in records of at most `size` bytes.
    static func records(_ content: [UInt8], type: UInt8 = 22, size: Int = 16_384) -> [UInt8] {
        stride(from: 0, to: content.count, by: size).flatMap { start in
            [type, 3, 1] + sized(Array(content[start..<min(start + size, content.count)]))
        }
    }

    /// A hello like that of the JA4 example, GREASE included.
    static var clientHelloBody: [UInt8] {
        let name = Array("Www.Example.org".utf8)
        var extensions = ext(0x1A1A, [])
        for type in JA4Tests.chrome.extensions {
            switch type {
            case 0: extensions += ext(0, sized([0] + sized(name)))
            case 10: extensions += ext(10, sized(u16(0x2A2A) + JA4Tests.chrome.groups.flatMap { u16(Int($0)) }))
            case 11: extensions += ext(11, [1, 0])
            case 13: extensions += ext(13, sized(JA4Tests.chrome.signatureAlgorithms.flatMap { u16(Int($0)) }))
            case 16: extensions += ext(16, sized([2, 0x68, 0x32, 8] + Array("http/1.1".utf8)))
            case 43: extensions += ext(43, [6] + u16(0x3A3A) + u16(0x0304) + u16(0x0303))
            default: extensions += ext(Int(type), [1, 2, 3])
            }
        }
        return u16(0x0303) + [UInt8](repeating: 7, count: 32) + [0]
            + sized(u16(0x0A0A) + JA4Tests.chrome.ciphers.flatMap { u16(Int($0)) }) + [1, 0] + sized(extensions)
    }

    static var serverHelloBody: [UInt8] {
        u16(0x0303) + [UInt8](repeating: 9, count: 32) + [0] + u16(0xC02F) + [0]
            + sized(ext(16, sized([2, 0x68, 0x32])) + ext(0xFF01, [0]))
    }

    static var modernServerHelloBody: [UInt8] {
        u16(0x0303) + [UInt8](repeating: 9, count: 32) + [0] + u16(0x1301) + [0] + sized(ext(43, u16(0x0304)))
    }

    static var retryBody: [UInt8] {
        u16(0x0303) + hex("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C") + [0] + u16(0x1301) + [0]
            + sized(ext(43, u16(0x0304)))
    }

    static func der(_ tag: UInt8, _ content: [UInt8]...) -> [UInt8] {
        let joined = content.flatMap { $0 }
        return [tag] + (joined.count < 128 ? [UInt8(joined.count)] : [0x82] + u16(joined.count)) + joined
    }

    static func name(_ pairs: (type: UInt8, value: String)...) -> [UInt8] {
        der(
            0x30,
            pairs.flatMap { der(0x31, der(0x30, der(0x06, [0x55, 0x04, $0.type]), der(0x0C, Array($0.value.utf8)))) })
    }

    static var certificate: [UInt8] {
        let algorithm = der(0x30, der(0x06, hex("2A864886F70D01010B")))
        let alternatives = der(
            0x30, der(0x82, Array("Example.org".utf8)), der(0x82, Array("*.example.org".utf8)),
            der(0x87, [192, 0, 2, 1]))
        let extensions = der(0xA3, der(0x30, der(0x30, der(0x06, [0x55, 0x1D, 0x11]), der(0x04, alternatives))))
        let body = der(
            0x30, der(0xA0, der(0x02, [2])), der(0x02, [0x0A, 0xBC]), algorithm, name((6, "US"), (3, "Example CA")),
            der(0x30, der(0x17, Array("240102030405Z".utf8)), der(0x18, Array("20550102030405Z".utf8))),
            name((10, "Example"), (3, "example.org")), der(0x30, algorithm, der(0x03, [0, 1, 2])), extensions)
        return der(0x30, body, algorithm, der(0x03, [0, 9, 9]))
    }

    static var certificateMessage: [UInt8] {
        let entry = [UInt8(0)] + sized(certificate)
        return [UInt8(0)] + sized(entry + entry) + entry + entry
    }
}
