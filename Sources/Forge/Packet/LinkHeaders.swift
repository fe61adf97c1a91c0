package import Vocabulary

/// PPP over Ethernet, session stage (RFC 2516), with the two-byte PPP protocol field.
package struct PPPoE: LinkContent, CarriesLinkContent {
    package var session: UInt16
    package var code: UInt8
    package var length: UInt16?
    package init(session: UInt16, code: UInt8 = 0, length: UInt16? = nil) {
        self.session = session
        self.code = code
        self.length = length
    }

    package var identity: LayerIdentity { LayerIdentity(etherType: 0x8864) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.mark()
        frame.bytes.append(0x11)
        frame.bytes.append(code)
        frame.bytes.append16(session)
        frame.bytes.append16(0)
        frame.bytes.append16(PPP.number(next.etherType))
    }

    package func close(in frame: inout FrameBuffer) {
        let start = frame.release()
        frame.bytes.patch16(length ?? UInt16(truncatingIfNeeded: frame.bytes.count - start - 6), at: start + 4)
    }
}

/// PPP as a link layer (`LinkType.ppp`), with or without its HDLC address and control bytes (RFC 1662).
package struct PPP: CarriesLinkContent {
    package var hasAddress: Bool
    package init(hasAddress: Bool = false) { self.hasAddress = hasAddress }

    package var identity: LayerIdentity { LayerIdentity() }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        if hasAddress { frame.bytes.append16(0xFF03) }
        frame.bytes.append16(PPP.number(next.etherType))
    }

    package func close(in frame: inout FrameBuffer) {}

    /// The PPP protocol number of an EtherType; others pass unchanged, so that odd ones can be forged.
    static func number(_ etherType: UInt16) -> UInt16 {
        switch etherType {
        case 0x0800: 0x0021
        case 0x86DD: 0x0057
        case 0x8847: 0x0281
        default: etherType
        }
    }
}

/// A Linux cooked header, version 1 (`LinkType.linuxCooked`).
package struct LinuxCooked: CarriesLinkContent {
    /// 0 to us, 1 broadcast, 2 multicast, 3 to somebody else, 4 from us.
    package var direction: UInt16
    package var source: MACAddress
    package init(direction: UInt16 = 0, source: MACAddress) {
        self.direction = direction
        self.source = source
    }

    package var identity: LayerIdentity { LayerIdentity() }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.bytes.append16(direction)
        frame.bytes.append16(1)
        frame.bytes.append16(6)
        frame.bytes.appendMAC(source)
        frame.bytes.append16(0)
        frame.bytes.append16(next.etherType)
    }

    package func close(in frame: inout FrameBuffer) {}
}

/// A Linux cooked header, version 2 (`LinkType.linuxCooked2`).
package struct LinuxCooked2: CarriesLinkContent {
    package var direction: UInt8
    package var source: MACAddress
    package var interface: UInt32
    package init(direction: UInt8 = 0, source: MACAddress, interface: UInt32 = 2) {
        self.direction = direction
        self.source = source
        self.interface = interface
    }

    package var identity: LayerIdentity { LayerIdentity() }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.bytes.append16(next.etherType)
        frame.bytes.append16(0)
        frame.bytes.append32(interface)
        frame.bytes.append16(1)
        frame.bytes.append(direction)
        frame.bytes.append(6)
        frame.bytes.appendMAC(source)
        frame.bytes.append16(0)
    }

    package func close(in frame: inout FrameBuffer) {}
}

/// The BSD loopback header: an address family in the byte order of the machine that captured.
package struct BSDLoopback: CarriesLinkContent {
    package var isBigEndian: Bool
    /// IPv6 is 24, 28 or 30, depending on the system.
    package var familyOfIPv6: UInt32
    package init(isBigEndian: Bool = false, familyOfIPv6: UInt32 = 30) {
        self.isBigEndian = isBigEndian
        self.familyOfIPv6 = familyOfIPv6
    }

    package var identity: LayerIdentity { LayerIdentity() }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        let family = next.etherType == 0x86DD ? familyOfIPv6 : 2
        frame.bytes.append32(isBigEndian ? family : family.byteSwapped)
    }

    package func close(in frame: inout FrameBuffer) {}
}
