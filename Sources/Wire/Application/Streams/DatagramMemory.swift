import Vocabulary

/// What the dissector remembers of a UDP flow: it fits into the slot number itself, so a spray of datagrams takes no memory.
///
/// Bit 31 marks it, then the service that was recognised and how many datagrams each side sent (both at most 255).
struct DatagramMemory {
    var service: Service
    var sent: InlineArray<2, UInt8>

    init() {
        service = .unknown
        sent = [0, 0]
    }

    /// Nil when the slot is a stream's.
    init?(slot: UInt32) {
        guard slot >> 31 == 1, slot != .max, let service = Service(rawValue: UInt8(truncatingIfNeeded: slot >> 16))
        else {
            return nil
        }
        self.service = service
        sent = [UInt8(truncatingIfNeeded: slot), UInt8(truncatingIfNeeded: slot >> 8)]
    }

    var slot: UInt32 {
        1 << 31 | UInt32(service.rawValue) << 16 | UInt32(sent[1]) << 8 | UInt32(sent[0])
    }

    mutating func count(_ side: Int) {
        if sent[side] < 255 { sent[side] += 1 }
    }

    /// Enough was seen of a flow in which nothing was recognised: two datagrams each way, or four one way.
    var isUnknown: Bool {
        service == .unknown && (sent[0] >= 2 && sent[1] >= 2 || sent[0] >= 4 || sent[1] >= 4)
    }

    /// How many datagrams of a recognised flow are read; nil = all.
    var isEnough: Bool {
        let limit: UInt8
        switch service {
        case .ntp, .ssdp: limit = 16
        case .snmp: limit = 64
        default: return false
        }
        return sent[0] >= limit || sent[1] >= limit
    }
}
