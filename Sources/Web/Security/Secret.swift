import Crypto

/// A bearer token or a session's key: 256 random bits, of which only the SHA-256 is ever stored.
///
/// A fast hash is right here: there is nothing to guess in 256 random bits.
package struct Secret: Sendable {
    /// What the person or the browser keeps.
    package let text: String
    /// SHA-256 of `text`: what the store keeps.
    package let hash: [UInt8]

    /// A new one. Tokens begin with `nst_`, so that a leaked one can be recognised by scanners.
    package static func random(prefix: String) -> Secret {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        for _ in 0..<4 {
            var word = generator.next()
            for _ in 0..<8 {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return Secret(text: prefix + hex(bytes))
    }

    package static func token() -> Secret { random(prefix: "nst_") }
    package static func session() -> Secret { random(prefix: "nss_") }

    package init(text: String) {
        self.text = text
        hash = Array(SHA256.hash(data: Array(text.utf8)))
    }

    package static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
