import Crypto

/// JA4 of a client hello, as FoxIO describes it (the BSD-licensed part of JA4+).
///
/// `t13d1516h2_8daaf6152771_e5627efa2ab1`: transport, version, whether a server name is given, how many ciphers and extensions,
/// first and last character of the first ALPN value; then the first twelve hexadecimal digits of SHA-256 over the sorted
/// ciphers, and over the sorted extensions (without server name and ALPN) with the signature algorithms in their order.
/// Sorting makes it steady where JA3 changes with the order.
enum JA4 {
    /// The part before the first underscore.
    static func head(
        _ lists: TLSHelloLists, version: UInt16, hasServerName: Bool, alpn: (first: UInt8, last: UInt8)?, overQUIC: Bool
    ) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(10)
        text.append(overQUIC ? UInt8(ascii: "q") : UInt8(ascii: "t"))
        text += versionText(version).utf8
        text.append(hasServerName ? UInt8(ascii: "d") : UInt8(ascii: "i"))
        appendCount(lists.ciphers.count, to: &text)
        appendCount(lists.extensions.count, to: &text)
        appendALPN(alpn, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The two hashes.
    static func hashes(_ lists: TLSHelloLists) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(26)
        appendHash(list(lists.ciphers.sorted()), to: &text)
        text.append(UInt8(ascii: "_"))
        let extensions = lists.extensions.filter { $0 != 0 && $0 != 16 }.sorted()
        var second = list(extensions)
        if !lists.signatureAlgorithms.isEmpty {
            second.append(UInt8(ascii: "_"))
            second += list(lists.signatureAlgorithms)
        }
        appendHash(lists.extensions.isEmpty ? [] : second, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private static func versionText(_ version: UInt16) -> String {
        switch version {
        case 0x0304: "13"
        case 0x0303: "12"
        case 0x0302: "11"
        case 0x0301: "10"
        case 0x0300: "s3"
        case 0x0002: "s2"
        case 0xFEFF: "d1"
        case 0xFEFD: "d2"
        case 0xFEFC: "d3"
        default: "00"
        }
    }

    /// Two digits, 99 for more.
    private static func appendCount(_ count: Int, to text: inout [UInt8]) {
        let shown = UInt8(min(count, 99))
        text.append(48 + shown / 10)
        text.append(48 + shown % 10)
    }

    /// The two characters themselves, or half of each in hexadecimal when one is neither letter nor digit.
    private static func appendALPN(_ alpn: (first: UInt8, last: UInt8)?, to text: inout [UInt8]) {
        guard let alpn else {
            text += [48, 48]
            return
        }
        let isPlain = isAlphanumeric(alpn.first) && isAlphanumeric(alpn.last)
        text.append(isPlain ? alpn.first : hexDigit(alpn.first >> 4))
        text.append(isPlain ? alpn.last : hexDigit(alpn.last & 0xF))
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || (byte | 0x20) &- 97 < 26
    }

    /// Four hexadecimal digits a number, commas between.
    private static func list(_ numbers: [UInt16]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(5 * numbers.count)
        for number in numbers {
            if !text.isEmpty { text.append(UInt8(ascii: ",")) }
            let (high, low) = (UInt8(number >> 8), UInt8(truncatingIfNeeded: number))
            text.append(hexDigit(high >> 4))
            text.append(hexDigit(high & 0xF))
            text.append(hexDigit(low >> 4))
            text.append(hexDigit(low & 0xF))
        }
        return text
    }

    private static func appendHash(_ list: [UInt8], to text: inout [UInt8]) {
        guard !list.isEmpty else {
            for _ in 0..<12 { text.append(48) }
            return
        }
        for byte in SHA256.hash(data: list).prefix(6) {
            text.append(hexDigit(byte >> 4))
            text.append(hexDigit(byte & 0xF))
        }
    }
}
