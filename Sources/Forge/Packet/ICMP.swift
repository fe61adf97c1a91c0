/// An ICMP message for IPv4 (RFC 792): eight bytes of header, then bytes.
package struct ICMP: InternetContent, CarriesBytes {
    package var type: UInt8
    package var code: UInt8
    /// The four bytes after the checksum: identifier and sequence number of an echo, zero or next-hop MTU of an error.
    package var rest: UInt32
    package var body: [UInt8]
    package var checksum: UInt16?

    package init(type: UInt8, code: UInt8 = 0, rest: UInt32 = 0, body: [UInt8] = [], checksum: UInt16? = nil) {
        self.type = type
        self.code = code
        self.rest = rest
        self.body = body
        self.checksum = checksum
    }

    package static func echoRequest(id: UInt16, sequence: UInt16, _ payload: [UInt8] = PingPayload.linux) -> ICMP {
        ICMP(type: 8, rest: UInt32(id) << 16 | UInt32(sequence), body: payload)
    }

    package static func echoReply(id: UInt16, sequence: UInt16, _ payload: [UInt8] = PingPayload.linux) -> ICMP {
        ICMP(type: 0, rest: UInt32(id) << 16 | UInt32(sequence), body: payload)
    }

    /// Destination unreachable (code 3: port, 1: host, 2: protocol, 13: prohibited), quoting an IPv4 packet's first bytes.
    package static func unreachable(code: UInt8, quoting packet: [UInt8]) -> ICMP {
        ICMP(type: 3, code: code, body: Array(packet.prefix(28)))
    }

    package static func timeExceeded(quoting packet: [UInt8]) -> ICMP {
        ICMP(type: 11, body: Array(packet.prefix(28)))
    }

    package var identity: LayerIdentity { LayerIdentity(ipProtocol: 1) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.mark()
        frame.bytes.append(type)
        frame.bytes.append(code)
        frame.bytes.append16(0)
        frame.bytes.append32(rest)
        frame.bytes.append(contentsOf: body)
    }

    package func close(in frame: inout FrameBuffer) {
        let start = frame.release()
        var sum = InternetChecksum()
        sum.add(frame.bytes, from: start, to: frame.bytes.count)
        frame.bytes.patch16(checksum ?? sum.value, at: start + 2)
    }
}

/// What ping programs put into an echo.
package enum PingPayload {
    /// A time stamp of 16 bytes, then counting bytes from 0x10: 56 bytes, as iputils sends.
    package static let linux: [UInt8] =
        [0, 0xA4, 0x5B, 0x69, 0, 0, 0, 0, 0x21, 0x6B, 9, 0, 0, 0, 0, 0] + Array(0x10...0x37)
    /// The alphabet up to `w`, over again: 32 bytes, as Windows sends.
    package static let windows: [UInt8] = Array("abcdefghijklmnopqrstuvwabcdefghi".utf8)
}
