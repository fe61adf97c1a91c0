/// Packets of known bytes, in parts that tests put together.
enum Sample {
    /// Ethernet from 02:…:01 to 02:…:02, without its type.
    static let ethernet = hex(
        """
        02 00 00 00 00 02       ; destination
        02 00 00 00 00 01       ; source
        """)

    static func frame(_ type: UInt16, _ payload: [UInt8]) -> [UInt8] { ethernet + word(type) + payload }

    static func word(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }

    /// IPv4 from 192.0.2.1 to 198.51.100.2.
    static func ipv4(
        _ transport: UInt8, _ payload: [UInt8], fragment: UInt16 = 0, id: UInt16 = 0x1234, options: [UInt8] = []
    ) -> [UInt8] {
        [0x45 + UInt8(options.count / 4), 0] + word(UInt16(20 + options.count + payload.count)) + word(id)
            + word(fragment)
            + [64, transport, 0, 0, 192, 0, 2, 1, 198, 51, 100, 2] + options + payload
    }

    /// IPv6 from 2001:db8::1 to 2001:db8::2.
    static func ipv6(_ next: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [0x60, 0, 0, 0] + word(UInt16(payload.count)) + [next, 63] + address(1) + address(2) + payload
    }

    static func address(_ last: UInt8) -> [UInt8] {
        [0x20, 0x01, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [last]
    }

    /// A TCP segment with ten bytes of payload.
    static let tcp = hex(
        """
        9C 40                   ; source port 40000
        00 50                   ; destination port 80
        01 02 03 04             ; sequence
        05 06 07 08             ; acknowledgment
        80 18                   ; data offset 8 words, PSH and ACK
        20 00                   ; window 8192
        00 00 00 00             ; checksum, urgent pointer
        01 01 08 0A 00 00 00 01 00 00 00 02 ; options: two no-operations, time stamps
        47 45 54 20 2F 20 48 54 54 50       ; payload
        """)

    static func udp(_ source: UInt16, _ destination: UInt16, _ payload: [UInt8]) -> [UInt8] {
        word(source) + word(destination) + word(UInt16(8 + payload.count)) + [0, 0] + payload
    }

    static let datagram = udp(5353, 53, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])

    /// The same packet from the other side: addresses and ports of an option-less IPv4 frame exchanged.
    static func reversed(_ frame: [UInt8]) -> [UInt8] {
        var other = frame
        other.replaceSubrange(26..<30, with: frame[30..<34])
        other.replaceSubrange(30..<34, with: frame[26..<30])
        other.replaceSubrange(34..<36, with: frame[36..<38])
        other.replaceSubrange(36..<38, with: frame[34..<36])
        return other
    }
}
