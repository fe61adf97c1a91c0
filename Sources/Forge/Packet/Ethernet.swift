package import Vocabulary

/// An Ethernet II header (IEEE 802.3), without the frame check sequence.
package struct Ethernet: LinkContent, CarriesLinkContent {
    package var source: MACAddress
    package var destination: MACAddress
    /// Overrides the type of what follows.
    package var etherType: UInt16?
    /// Fills short frames up to 60 bytes with zeros, as a network card does on the wire.
    package var pads: Bool

    package init(from source: MACAddress, to destination: MACAddress, etherType: UInt16? = nil, pads: Bool = false) {
        self.source = source
        self.destination = destination
        self.etherType = etherType
        self.pads = pads
    }

    /// Transparent Ethernet bridging, the type under which GRE and Geneve carry a frame.
    package var identity: LayerIdentity { LayerIdentity(etherType: 0x6558) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.mark()
        frame.bytes.appendMAC(destination)
        frame.bytes.appendMAC(source)
        frame.bytes.append16(etherType ?? next.etherType)
    }

    package func close(in frame: inout FrameBuffer) {
        let start = frame.release()
        if pads { while frame.bytes.count - start < 60 { frame.bytes.append(0) } }
    }
}

/// A VLAN tag. Stacked tags make QinQ; the outer one's TPID is then 0x88A8 (IEEE 802.1ad) or the older 0x9100.
package struct VLAN: LinkContent, CarriesLinkContent {
    package var id: UInt16
    package var priority: UInt8
    package var dropEligible: Bool
    package var tpid: UInt16
    package var etherType: UInt16?

    package init(
        _ id: UInt16, priority: UInt8 = 0, dropEligible: Bool = false, tpid: UInt16 = 0x8100, etherType: UInt16? = nil
    ) {
        precondition(id < 4096 && priority < 8, "a VLAN id has 12 bits and its priority 3")
        self.id = id
        self.priority = priority
        self.dropEligible = dropEligible
        self.tpid = tpid
        self.etherType = etherType
    }

    package var identity: LayerIdentity { LayerIdentity(etherType: tpid) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.bytes.append16(UInt16(priority) << 13 | (dropEligible ? 0x1000 : 0) | id)
        frame.bytes.append16(etherType ?? next.etherType)
    }

    package func close(in frame: inout FrameBuffer) {}
}
