package import Vocabulary

/// An IPv6 header (RFC 8200). Inside an IPv4 header it is 6in4.
package struct IPv6: LinkContent, InternetContent, CarriesInternetContent {
    package var source: IPAddress
    package var destination: IPAddress
    package var hopLimit: UInt8
    package var trafficClass: UInt8
    package var flowLabel: UInt32
    package var version: UInt8?
    package var payloadLength: UInt16?
    package var nextHeader: UInt8?

    /// The last three override what would be right. An IPv4-mapped address is refused: the vocabulary cannot tell it from IPv4.
    package init(
        from source: IPAddress, to destination: IPAddress, hopLimit: UInt8 = 64, trafficClass: UInt8 = 0,
        flowLabel: UInt32 = 0, version: UInt8? = nil, payloadLength: UInt16? = nil, nextHeader: UInt8? = nil
    ) {
        precondition(!source.isV4 && !destination.isV4, "an IPv6 header takes IPv6 addresses")
        self.source = source
        self.destination = destination
        self.hopLimit = hopLimit
        self.trafficClass = trafficClass
        self.flowLabel = flowLabel & 0xF_FFFF
        self.version = version
        self.payloadLength = payloadLength
        self.nextHeader = nextHeader
    }

    package var identity: LayerIdentity { LayerIdentity(etherType: 0x86DD, ipProtocol: 41) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.mark()
        frame.source = source
        frame.destination = destination
        frame.bytes.append32(UInt32(version ?? 6) << 28 | UInt32(trafficClass) << 20 | flowLabel)
        frame.bytes.append16(0)
        frame.bytes.append(nextHeader ?? next.ipProtocol)
        frame.bytes.append(hopLimit)
        frame.bytes.appendAddress(source)
        frame.bytes.appendAddress(destination)
    }

    package func close(in frame: inout FrameBuffer) {
        let start = frame.release()
        let length = frame.bytes.count - start - 40
        precondition(length <= 65_535 || payloadLength != nil, "an IPv6 payload ends at 65535 bytes")
        frame.bytes.patch16(payloadLength ?? UInt16(truncatingIfNeeded: length), at: start + 4)
    }
}

/// A hop-by-hop (0), destination (60) or routing (43) header, or any other of the same shape (RFC 8200, 4).
package struct IPv6Extension: InternetContent, CarriesInternetContent {
    package var number: UInt8
    /// What follows the two fixed bytes; padded to a multiple of 8 in all.
    package var content: [UInt8]
    package var lengthUnits: UInt8?

    package init(number: UInt8, content: [UInt8], lengthUnits: UInt8? = nil) {
        precondition(content.count <= 2046, "an IPv6 extension header ends at 2048 bytes")
        self.number = number
        self.content = content
        self.lengthUnits = lengthUnits
    }

    /// Hop-by-hop options; a lone PadN by default, a router alert (RFC 2711) where `options` says so.
    package static func hopByHop(_ options: [UInt8] = [1, 4, 0, 0, 0, 0]) -> IPv6Extension {
        IPv6Extension(number: 0, content: options)
    }

    package static func destinationOptions(_ options: [UInt8] = [1, 4, 0, 0, 0, 0]) -> IPv6Extension {
        IPv6Extension(number: 60, content: options)
    }

    /// A routing header of `type` with its segments still to visit.
    package static func routing(type: UInt8, segmentsLeft: UInt8, data: [UInt8] = [0, 0, 0, 0]) -> IPv6Extension {
        IPv6Extension(number: 43, content: [type, segmentsLeft] + data)
    }

    package var identity: LayerIdentity { LayerIdentity(ipProtocol: number) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        let length = (content.count + 2 + 7) / 8 * 8
        frame.bytes.append(next.ipProtocol)
        frame.bytes.append(lengthUnits ?? UInt8(truncatingIfNeeded: length / 8 - 1))
        frame.bytes.append(contentsOf: content)
        let missing = length - 2 - content.count
        if missing == 1 {
            frame.bytes.append(0)
        } else if missing > 1 {
            frame.bytes.append(1)
            frame.bytes.append(UInt8(missing - 2))
            for _ in 0..<missing - 2 { frame.bytes.append(0) }
        }
    }

    package func close(in frame: inout FrameBuffer) {}
}

/// The IPv6 fragment header (RFC 8200, 4.5).
package struct IPv6Fragment: InternetContent, CarriesInternetContent {
    package var id: UInt32
    /// In units of 8 bytes.
    package var offset: UInt16
    package var more: Bool
    package init(id: UInt32, offset: UInt16, more: Bool) {
        precondition(offset < 8192, "fragment offsets end at 8191 units")
        self.id = id
        self.offset = offset
        self.more = more
    }

    package var identity: LayerIdentity { LayerIdentity(ipProtocol: 44) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.bytes.append(next.ipProtocol)
        frame.bytes.append(0)
        frame.bytes.append16(offset << 3 | (more ? 1 : 0))
        frame.bytes.append32(id)
    }

    package func close(in frame: inout FrameBuffer) {}
}
