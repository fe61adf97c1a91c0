package import Vocabulary

/// A DHCP message (RFC 2131), padded to the 300 bytes that BOOTP asks for.
package struct DHCP: Sendable {
    package enum Kind: UInt8, Sendable {
        case discover = 1
        case offer, request, decline, ack, nak, release, inform
    }

    package var kind: Kind
    package var transaction: UInt32
    package var clientMAC: MACAddress
    package var clientAddress = IPAddress(0, 0, 0, 0)
    package var yourAddress = IPAddress(0, 0, 0, 0)
    package var serverAddress = IPAddress(0, 0, 0, 0)
    package var broadcasts = false
    package var requested: IPAddress?
    package var server: IPAddress?
    package var router: IPAddress?
    package var resolver: IPAddress?
    package var lease: UInt32?
    package var hostname = ""
    package var vendorClass = ""
    package var wantsParameters = true

    package init(_ kind: Kind, transaction: UInt32, clientMAC: MACAddress) {
        self.kind = kind
        self.transaction = transaction
        self.clientMAC = clientMAC
    }

    /// What servers send.
    package var isReply: Bool { kind == .offer || kind == .ack || kind == .nak }

    package var bytes: [UInt8] {
        var out: [UInt8] = [isReply ? 2 : 1, 1, 6, 0]
        out.append32(transaction)
        out.append16(0)
        out.append16(broadcasts ? 0x8000 : 0)
        for address in [clientAddress, yourAddress, serverAddress, IPAddress(0, 0, 0, 0)] { out.appendAddress(address) }
        out.appendMAC(clientMAC)
        out += Array(repeating: 0, count: 10 + 64 + 128)
        out.append32(0x6382_5363)
        out += [53, 1, kind.rawValue]
        if !isReply {
            out += [61, 7, 1]
            out.appendMAC(clientMAC)
        }
        if let requested { append(50, requested, &out) }
        if let server { append(54, server, &out) }
        if let lease {
            out += [51, 4]
            out.append32(lease)
        }
        if isReply, kind != .nak {
            append(1, IPAddress(255, 255, 255, 0), &out)
            if let router { append(3, router, &out) }
            if let resolver { append(6, resolver, &out) }
        }
        if !hostname.isEmpty { append(12, hostname, &out) }
        if !vendorClass.isEmpty { append(60, vendorClass, &out) }
        if !isReply, wantsParameters { out += [55, 6, 1, 3, 6, 15, 28, 42] }
        out.append(255)
        while out.count < 300 { out.append(0) }
        return out
    }

    private func append(_ code: UInt8, _ address: IPAddress, _ out: inout [UInt8]) {
        out += [code, 4]
        out.appendAddress(address)
    }

    private func append(_ code: UInt8, _ text: String, _ out: inout [UInt8]) {
        out.append(code)
        out.counted(1) { $0.append(text: text) }
    }
}
