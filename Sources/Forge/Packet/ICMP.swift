/// An ICMP message: eight bytes of header, then bytes. The two protocols of that name differ in numbers and in what the checksum covers.
package struct ICMPMessage<Version: ICMPVersion>: InternetContent, CarriesBytes {
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

    package static func echoRequest(id: UInt16, sequence: UInt16, _ payload: [UInt8] = PingPayload.linux) -> Self {
        Self(type: Version.echoRequest, rest: UInt32(id) << 16 | UInt32(sequence), body: payload)
    }

    package static func echoReply(id: UInt16, sequence: UInt16, _ payload: [UInt8] = PingPayload.linux) -> Self {
        Self(type: Version.echoReply, rest: UInt32(id) << 16 | UInt32(sequence), body: payload)
    }

    /// Destination unreachable, quoting a packet's first bytes. Code of ICMP: 3 port, 1 host, 2 protocol, 13 prohibited; of
    /// ICMPv6: 4 port, 3 address.
    package static func unreachable(code: UInt8, quoting packet: [UInt8]) -> Self {
        Self(type: Version.unreachable, code: code, body: Array(packet.prefix(Version.quotedBytes)))
    }

    package static func timeExceeded(quoting packet: [UInt8]) -> Self {
        Self(type: Version.timeExceeded, body: Array(packet.prefix(Version.quotedBytes)))
    }

    package var identity: LayerIdentity { LayerIdentity(ipProtocol: Version.ipProtocol) }

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
        frame.bytes.patch16(checksum ?? Version.checksum(of: frame, from: start), at: start + 2)
    }
}

/// What the two protocols do not share.
package protocol ICMPVersion: Sendable {
    static var ipProtocol: UInt8 { get }
    static var echoRequest: UInt8 { get }
    static var echoReply: UInt8 { get }
    static var unreachable: UInt8 { get }
    static var timeExceeded: UInt8 { get }
    /// How much of the packet it speaks of an error carries.
    static var quotedBytes: Int { get }
    static func checksum(of frame: FrameBuffer, from start: Int) -> UInt16
}

/// RFC 792.
package enum ICMPVersion4: ICMPVersion {
    package static let ipProtocol: UInt8 = 1
    package static let echoRequest: UInt8 = 8
    package static let echoReply: UInt8 = 0
    package static let unreachable: UInt8 = 3
    package static let timeExceeded: UInt8 = 11
    package static let quotedBytes = 28
    package static func checksum(of frame: FrameBuffer, from start: Int) -> UInt16 {
        var sum = InternetChecksum()
        sum.add(frame.bytes, from: start, to: frame.bytes.count)
        return sum.value
    }
}

/// RFC 4443.
package enum ICMPVersion6: ICMPVersion {
    package static let ipProtocol: UInt8 = 58
    package static let echoRequest: UInt8 = 128
    package static let echoReply: UInt8 = 129
    package static let unreachable: UInt8 = 1
    package static let timeExceeded: UInt8 = 3
    package static let quotedBytes = 1232
    package static func checksum(of frame: FrameBuffer, from start: Int) -> UInt16 {
        frame.transportChecksum(from: start, protocol: ipProtocol)
    }
}

package typealias ICMP = ICMPMessage<ICMPVersion4>
package typealias ICMPv6 = ICMPMessage<ICMPVersion6>

/// What ping programs put into an echo.
package enum PingPayload {
    /// A time stamp of 16 bytes, then counting bytes from 0x10: 56 bytes, as iputils sends.
    package static let linux: [UInt8] =
        [0, 0xA4, 0x5B, 0x69, 0, 0, 0, 0, 0x21, 0x6B, 9, 0, 0, 0, 0, 0] + Array(0x10...0x37)
    /// The alphabet up to `w`, over again: 32 bytes, as Windows sends.
    package static let windows: [UInt8] = Array("abcdefghijklmnopqrstuvwabcdefghi".utf8)
}
