import Bedrock
package import Vocabulary

/// Reads the body of a server hello (RFC 8446, 4.1.3), without the handshake header of four bytes.
///
/// Nil when the cipher cannot be read.
package func readTLSServerHello(_ bytes: RawSpan) -> TLSServerHello? {
    var nothing = FingerprintMemory()
    return readTLSServerHello(bytes, &nothing)
}

/// The same with a memory of fingerprints.
func readTLSServerHello(_ bytes: RawSpan, _ memory: inout FingerprintMemory) -> TLSServerHello? {
    var cursor = ByteCursor(bytes)
    guard let version = cursor.u16(bytes), version >> 8 == 3 || version >> 8 == 0xFE || version >> 8 == 0x7F,
        cursor.skip(32), let sessionLength = cursor.u8(bytes), sessionLength <= 32, cursor.skip(Int(sessionLength)),
        let cipher = cursor.u16(bytes)
    else { return nil }
    var hello = TLSServerHello()
    hello.version = version
    hello.cipher = cipher
    var numbers = memory.takeNumbers()
    defer { memory.giveBack(&numbers) }
    numbers.append(version)
    numbers.append(cipher)
    if cursor.skip(1), let length = cursor.u16(bytes) {
        var extensions = cursor.takeUpTo(Int(length))
        while let type = extensions.u16(bytes), let length = extensions.u16(bytes) {
            var content = extensions.takeUpTo(Int(length))
            numbers.append(type)
            if type == 43, let chosen = content.u16(bytes) {
                // Drafts of 1.3 had numbers of their own.
                hello.version = chosen >> 8 == 0x7E || chosen >> 8 == 0x7F ? 0x0304 : chosen
            }
            if type == 16, content.u16(bytes) != nil, let length = content.u8(bytes) {
                hello.alpn = wireText(bytes, content.takeUpTo(Int(length)).range)
            }
        }
    }
    hello.ja3s = memory.server(numbers)
    return hello
}

/// A server hello that only asks for another client hello: its random number is SHA-256 of `HelloRetryRequest`.
func isHelloRetryRequest(_ bytes: RawSpan) -> Bool {
    bytes.byteCount >= 34 && bytes.u64(2) == 0xCF21_AD74_E59A_6111 && bytes.u64(10) == 0xBE1D_8C02_1E65_B891
        && bytes.u64(18) == 0xC2A2_1116_7ABB_8C5E && bytes.u64(26) == 0x079E_09E2_C8A8_339C
}
