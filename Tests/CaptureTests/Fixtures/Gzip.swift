/// Gzip members with stored blocks (RFC 1951, 3.2.4), written by hand: a test needs no packer.
enum Gzip {
    static func member(_ content: [UInt8]) -> [UInt8] {
        // Magic, method deflate, no flags, no time, no hints, system unknown.
        var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var rest = content[...]
        repeat {
            let part = rest.prefix(65_535)
            rest = rest.dropFirst(part.count)
            bytes.append(rest.isEmpty ? 1 : 0)  // last block or not, stored
            bytes += little(UInt32(part.count)).prefix(2)
            bytes += little(~UInt32(part.count)).prefix(2)
            bytes += part
        } while !rest.isEmpty
        return bytes + little(checksum(content)) + little(UInt32(content.count))
    }

    private static func little(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) }
    }

    private static func checksum(_ content: [UInt8]) -> UInt32 {
        ~content.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { part, _ in part >> 1 ^ (part & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }

    /// A capture of 40 frames of 60 bytes, packed by gzip -9: frame i has time 1,700,000,000 + i and is filled with i.
    static let packed: [UInt8] = hex(
        """
        1f8b0800000000000203a5ccc90d82001406614054dc05dc37dcc026ecc21a2ccc166cc1166cc40a34267a99eb7cc9cbfb4ff37cdc6f\
        5110077fef771084dff1ba5cbfeffc3b23442b1422b422a186564d88d18a853a5a75a181564368a2d51412b412a185564b68a3d5163a\
        6875842e5a5da187564fe8a3d51706680d84215a4321452b1532b43221472b1746688d84315a636182d64498a235156668cd84395a73\
        6181d64258a2b5145668ad84355a6b6183d64628d02a842d5a5b6187d64ed8a3b5170e681d84235a47a144ab142ab42ae184d649f800\
        006da9dbf80b0000
        """)

    private static func hex(_ text: String) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}
