import Bedrock
import Crypto
import _CryptoExtras

/// Opens the client's Initial packets, whose keys everyone can derive from the first destination connection id.
///
/// HKDF-SHA-256 from the version's salt, header protection by AES-ECB, content by AES-128-GCM (RFC 9001, 5).
struct QUICInitialKeys {
    private let key: SymmetricKey
    private let iv: [UInt8]
    private let headerKey: SymmetricKey

    init(version: QUICVersion, destination: [UInt8]) {
        let initial = Self.authenticate(destination, key: version.salt)
        let secret = Self.expand(initial, "client in", 32)
        key = SymmetricKey(data: Self.expand(secret, version.labelPrefix + " key", 16))
        iv = Self.expand(secret, version.labelPrefix + " iv", 12)
        headerKey = SymmetricKey(data: Self.expand(secret, version.labelPrefix + " hp", 16))
    }

    /// HKDF-Expand-Label (RFC 8446, 7.1) with an empty context: at most 32 bytes are one round of HMAC (RFC 5869, 2.3).
    private static func expand(_ secret: [UInt8], _ label: String, _ count: Int) -> [UInt8] {
        let name = Array("tls13 ".utf8) + Array(label.utf8)
        let info = [0, UInt8(count), UInt8(name.count)] + name + [0, 1]
        return Array(authenticate(info, key: secret).prefix(count))
    }

    /// HMAC (RFC 2104), spelled out: the library's own costs three times as much for messages this short.
    private static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var inner = [UInt8](repeating: 0x36, count: 64)
        var outer = [UInt8](repeating: 0x5C, count: 64)
        for (index, byte) in key.enumerated() {
            inner[index] ^= byte
            outer[index] ^= byte
        }
        return Array(SHA256.hash(data: outer + SHA256.hash(data: inner + message)))
    }

    /// The content of the packet, nil when it is not authentic.
    func open(_ bytes: RawSpan, start: Int, header: QUICLongHeader) -> [UInt8]? {
        // The sample begins where the number would end if it had four bytes; `rest` >= 20 holds it.
        var mask = [UInt8](copying: bytes.extracting(header.numberOffset + 4..<header.numberOffset + 20))
        guard (try? AES.permute(&mask, key: headerKey)) != nil else { return nil }
        let first = bytes.u8(start) ^ mask[0] & 0x0F
        let numberLength = Int(first & 3) + 1
        var associated = [UInt8](copying: bytes.extracting(start..<header.numberOffset + numberLength))
        associated[0] = first
        var nonce = iv
        for index in 0..<numberLength {
            let byte = bytes.u8(header.numberOffset + index) ^ mask[1 + index]
            associated[header.numberOffset - start + index] = byte
            nonce[12 - numberLength + index] ^= byte
        }
        let content = header.numberOffset + numberLength..<header.end - 16
        guard !content.isEmpty,
            let box = try? AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: nonce), ciphertext: [UInt8](copying: bytes.extracting(content)),
                tag: [UInt8](copying: bytes.extracting(header.end - 16..<header.end))),
            let plain = try? AES.GCM.open(box, using: key, authenticating: associated)
        else { return nil }
        return [UInt8](plain)
    }
}
