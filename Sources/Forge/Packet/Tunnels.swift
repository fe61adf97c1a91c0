/// A GRE header (RFC 2784, RFC 2890). What follows is named by its EtherType; an Ethernet frame is "transparent bridging".
package struct GRE: InternetContent, CarriesLinkContent {
    package var key: UInt32?
    package var sequence: UInt32?
    package var hasChecksum: Bool
    package var protocolType: UInt16?
    package var version: UInt8

    package init(
        key: UInt32? = nil, sequence: UInt32? = nil, hasChecksum: Bool = false, protocolType: UInt16? = nil,
        version: UInt8 = 0
    ) {
        self.key = key
        self.sequence = sequence
        self.hasChecksum = hasChecksum
        self.protocolType = protocolType
        self.version = version
    }

    package var identity: LayerIdentity { LayerIdentity(ipProtocol: 47) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.mark()
        let flags: UInt16 = (hasChecksum ? 0x8000 : 0) | (key != nil ? 0x2000 : 0) | (sequence != nil ? 0x1000 : 0)
        frame.bytes.append16(flags | UInt16(version & 7))
        frame.bytes.append16(protocolType ?? next.etherType)
        if hasChecksum { frame.bytes.append32(0) }
        if let key { frame.bytes.append32(key) }
        if let sequence { frame.bytes.append32(sequence) }
    }

    package func close(in frame: inout FrameBuffer) {
        let start = frame.release()
        guard hasChecksum else { return }
        var sum = InternetChecksum()
        sum.add(frame.bytes, from: start, to: frame.bytes.count)
        frame.bytes.patch16(sum.value, at: start + 4)
    }
}

/// A VXLAN header (RFC 7348): belongs behind UDP port 4789 and carries an Ethernet frame.
package struct VXLAN: DatagramContent, CarriesFrames {
    package var network: UInt32
    package var flags: UInt8
    package init(network: UInt32, flags: UInt8 = 8) {
        self.network = network
        self.flags = flags
    }

    package var identity: LayerIdentity { LayerIdentity() }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.bytes.append(flags)
        frame.bytes.append24(0)
        frame.bytes.append24(network)
        frame.bytes.append(0)
    }

    package func close(in frame: inout FrameBuffer) {}
}

/// A Geneve header (RFC 8926): belongs behind UDP port 6081.
package struct Geneve: DatagramContent, CarriesLinkContent {
    package var network: UInt32
    /// Whole options, a multiple of 4 bytes and at most 252.
    package var options: [UInt8]
    package var protocolType: UInt16?

    package init(network: UInt32, options: [UInt8] = [], protocolType: UInt16? = nil) {
        precondition(options.count % 4 == 0 && options.count <= 252, "Geneve options come in words, at most 63")
        self.network = network
        self.options = options
        self.protocolType = protocolType
    }

    package var identity: LayerIdentity { LayerIdentity() }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.bytes.append(UInt8(options.count / 4))
        frame.bytes.append(0)
        frame.bytes.append16(protocolType ?? next.etherType)
        frame.bytes.append24(network)
        frame.bytes.append(0)
        frame.bytes.append(contentsOf: options)
    }

    package func close(in frame: inout FrameBuffer) {}
}

/// One MPLS label (RFC 3032). The reader guesses what follows the last one by its first four bits.
package struct MPLS: LinkContent, CarriesLinkContent {
    package var label: UInt32
    package var trafficClass: UInt8
    package var ttl: UInt8
    /// Overrides the bottom-of-stack bit, which otherwise is set where no further label follows.
    package var bottom: Bool?

    package init(label: UInt32, trafficClass: UInt8 = 0, ttl: UInt8 = 64, bottom: Bool? = nil) {
        precondition(label < 1 << 20, "an MPLS label has 20 bits")
        self.label = label
        self.trafficClass = trafficClass & 7
        self.ttl = ttl
        self.bottom = bottom
    }

    package var identity: LayerIdentity { LayerIdentity(etherType: 0x8847) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        let last = bottom ?? (next.etherType != 0x8847)
        frame.bytes.append32(label << 12 | UInt32(trafficClass) << 9 | (last ? 0x100 : 0) | UInt32(ttl))
    }

    package func close(in frame: inout FrameBuffer) {}
}
