package import Vocabulary

/// An ARP message for IPv4 over Ethernet (RFC 826).
package struct ARP: LinkContent {
    package var operation: UInt16
    package var senderMAC: MACAddress
    package var sender: IPAddress
    package var targetMAC: MACAddress
    package var target: IPAddress
    package var hardwareType: UInt16
    package var protocolType: UInt16
    package var hardwareLength: UInt8
    package var protocolLength: UInt8

    package init(
        operation: UInt16, senderMAC: MACAddress, sender: IPAddress, targetMAC: MACAddress, target: IPAddress,
        hardwareType: UInt16 = 1, protocolType: UInt16 = 0x0800, hardwareLength: UInt8 = 6, protocolLength: UInt8 = 4
    ) {
        precondition(sender.isV4 && target.isV4, "ARP resolves IPv4 addresses only")
        self.operation = operation
        self.senderMAC = senderMAC
        self.sender = sender
        self.targetMAC = targetMAC
        self.target = target
        self.hardwareType = hardwareType
        self.protocolType = protocolType
        self.hardwareLength = hardwareLength
        self.protocolLength = protocolLength
    }

    /// "Who has `target`?"
    package static func request(who target: IPAddress, from sender: IPAddress, mac: MACAddress) -> ARP {
        ARP(operation: 1, senderMAC: mac, sender: sender, targetMAC: .none, target: target)
    }

    /// "`sender` is at `mac`."
    package static func reply(
        _ sender: IPAddress, isAt mac: MACAddress, to target: IPAddress, mac targetMAC: MACAddress
    ) -> ARP {
        ARP(operation: 2, senderMAC: mac, sender: sender, targetMAC: targetMAC, target: target)
    }

    package var identity: LayerIdentity { LayerIdentity(etherType: 0x0806) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.bytes.append16(hardwareType)
        frame.bytes.append16(protocolType)
        frame.bytes.append(hardwareLength)
        frame.bytes.append(protocolLength)
        frame.bytes.append16(operation)
        frame.bytes.appendMAC(senderMAC)
        frame.bytes.append32(sender.v4Bits)
        frame.bytes.appendMAC(targetMAC)
        frame.bytes.append32(target.v4Bits)
    }

    package func close(in frame: inout FrameBuffer) {}
}
