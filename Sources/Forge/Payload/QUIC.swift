/// The first packets of QUIC version 1 (RFC 9000, RFC 9001), sealed with the keys that anybody can derive.
package enum QUIC {
    /// What protects one direction of Initial packets.
    package struct Keys: Sendable {
        package let key: [UInt8]
        package let iv: [UInt8]
        package let headerKey: [UInt8]

        /// Keys follow from the destination connection id that the client chose first.
        package init(destination: [UInt8], client: Bool) {
            let salt: [UInt8] = [
                0x38, 0x76, 0x2C, 0xF7, 0xF5, 0x59, 0x34, 0xB3, 0x4D, 0x17, 0x9A, 0xE6, 0xA4, 0xC8, 0x0C, 0xAD, 0xCC,
                0xBB, 0x7F,
                0x0A,
            ]
            let first = SHA256.authenticate(destination, key: salt)
            let secret = SHA256.expand(first, label: client ? "client in" : "server in", 32)
            key = SHA256.expand(secret, label: "quic key", 16)
            iv = SHA256.expand(secret, label: "quic iv", 12)
            headerKey = SHA256.expand(secret, label: "quic hp", 16)
        }

        /// The five bytes that hide a packet number and its length, from a sample of the cipher text.
        package func mask(_ sample: [UInt8]) -> [UInt8] { Array(AES128(key: headerKey).encrypt(sample).prefix(5)) }
    }

    /// A client's Initial with this hello (a handshake message without a record header), padded to 1200 bytes.
    package static func clientInitial(hello: [UInt8], destination: [UInt8], source: [UInt8]) -> [UInt8] {
        initial(
            cryptoFrame(hello), to: destination, from: source, Keys(destination: destination, client: true), pads: 1200)
    }

    /// A server's Initial; `first` is the destination id of the client's first packet.
    package static func serverInitial(
        hello: [UInt8], first: [UInt8], destination: [UInt8], source: [UInt8]
    ) -> [UInt8] {
        let frames = [2, 0, 0, 0, 0] + cryptoFrame(hello)
        return initial(frames, to: destination, from: source, Keys(destination: first, client: false), pads: 1200)
    }

    /// The hello of a TLS record, without the record header.
    package static func handshake(of record: [UInt8]) -> [UInt8] { Array(record.dropFirst(5)) }

    private static func cryptoFrame(_ data: [UInt8]) -> [UInt8] { [6, 0] + length(data.count) + data }

    private static func initial(
        _ frames: [UInt8], to destination: [UInt8], from source: [UInt8], _ keys: Keys, pads size: Int
    ) -> [UInt8] {
        precondition(destination.count <= 20 && source.count <= 20, "a connection id ends at 20 bytes")
        let overhead = 7 + destination.count + source.count + 1 + 2 + 4 + 16
        let plain = frames + Array(repeating: 0, count: max(0, size - overhead - frames.count))
        var out: [UInt8] = [0xC3, 0, 0, 0, 1]
        out.counted(1) { $0 += destination }
        out.counted(1) { $0 += source }
        out.append(0)
        out += length(plain.count + 4 + 16)
        let numberAt = out.count
        out += [0, 0, 0, 0]
        // The packet number is 0, so the nonce is the vector itself.
        out += AES128(key: keys.key).seal(plain, nonce: keys.iv, additional: out)
        let mask = keys.mask(Array(out[(numberAt + 4)..<(numberAt + 20)]))
        out[0] ^= mask[0] & 0x0F
        for index in 0..<4 { out[numberAt + index] ^= mask[index + 1] }
        return out
    }

    /// A variable-length number, always in its two-byte form.
    private static func length(_ value: Int) -> [UInt8] {
        precondition(value < 16_384, "a two-byte QUIC length ends at 16383")
        return [0x40 | UInt8(value >> 8), UInt8(value & 255)]
    }
}
