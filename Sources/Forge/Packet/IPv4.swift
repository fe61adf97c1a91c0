package import Vocabulary

/// An IPv4 header (RFC 791). Inside another IPv4 header it is IPIP, inside IPv6 4in6.
package struct IPv4: LinkContent, InternetContent, CarriesInternetContent {
    package var source: IPAddress
    package var destination: IPAddress
    package var ttl: UInt8
    package var id: UInt16
    package var typeOfService: UInt8
    package var dontFragment: Bool
    package var moreFragments: Bool
    /// In units of 8 bytes.
    package var fragmentOffset: UInt16
    /// Padded with zeros to a multiple of 4.
    package var options: [UInt8]
    package var overrides: Overrides

    /// Values that replace what would be right.
    package struct Overrides: Sendable {
        package var version: UInt8?
        package var headerWords: UInt8?
        package var totalLength: UInt16?
        package var protocolNumber: UInt8?
        package var checksum: UInt16?
        package var reservedFlag = false
        package init(
            version: UInt8? = nil, headerWords: UInt8? = nil, totalLength: UInt16? = nil, protocolNumber: UInt8? = nil,
            checksum: UInt16? = nil, reservedFlag: Bool = false
        ) {
            self.version = version
            self.headerWords = headerWords
            self.totalLength = totalLength
            self.protocolNumber = protocolNumber
            self.checksum = checksum
            self.reservedFlag = reservedFlag
        }
    }

    package init(
        from source: IPAddress, to destination: IPAddress, ttl: UInt8 = 64, id: UInt16 = 0, typeOfService: UInt8 = 0,
        dontFragment: Bool = true, moreFragments: Bool = false, fragmentOffset: UInt16 = 0, options: [UInt8] = [],
        overrides: Overrides = Overrides()
    ) {
        precondition(source.isV4 && destination.isV4, "an IPv4 header takes IPv4 addresses")
        precondition(
            options.count <= 40 && fragmentOffset < 8192, "IPv4 options end at 40 bytes, offsets at 8191 units")
        self.source = source
        self.destination = destination
        self.ttl = ttl
        self.id = id
        self.typeOfService = typeOfService
        self.dontFragment = dontFragment && !moreFragments && fragmentOffset == 0
        self.moreFragments = moreFragments
        self.fragmentOffset = fragmentOffset
        self.options = options
        self.overrides = overrides
    }

    package var identity: LayerIdentity { LayerIdentity(etherType: 0x0800, ipProtocol: 4) }

    private var headerLength: Int { 20 + (options.count + 3) / 4 * 4 }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.mark()
        frame.source = source
        frame.destination = destination
        let words = overrides.headerWords ?? UInt8(truncatingIfNeeded: headerLength / 4)
        frame.bytes.append((overrides.version ?? 4) << 4 | words & 0xF)
        frame.bytes.append(typeOfService)
        frame.bytes.append16(0)
        frame.bytes.append16(id)
        let flags: UInt16 =
            (overrides.reservedFlag ? 0x8000 : 0) | (dontFragment ? 0x4000 : 0) | (moreFragments ? 0x2000 : 0)
        frame.bytes.append16(flags | fragmentOffset)
        frame.bytes.append(ttl)
        frame.bytes.append(overrides.protocolNumber ?? next.ipProtocol)
        frame.bytes.append16(0)
        frame.bytes.append32(source.v4Bits)
        frame.bytes.append32(destination.v4Bits)
        guard !options.isEmpty else { return }
        frame.bytes.append(contentsOf: options)
        for _ in options.count..<headerLength - 20 { frame.bytes.append(0) }
    }

    package func close(in frame: inout FrameBuffer) {
        let start = frame.release()
        let total = frame.bytes.count - start
        precondition(total <= 65_535 || overrides.totalLength != nil, "an IPv4 packet ends at 65535 bytes")
        frame.bytes.patch16(overrides.totalLength ?? UInt16(truncatingIfNeeded: total), at: start + 2)
        if let checksum = overrides.checksum {
            frame.bytes.patch16(checksum, at: start + 10)
        } else {
            var sum = InternetChecksum()
            sum.add(frame.bytes, from: start, to: start + headerLength)
            frame.bytes.patch16(sum.value, at: start + 10)
        }
    }
}
