/// An independent little checker of forged frames: it reads bytes by offsets and shares nothing with the writer.
struct FrameChecker {
    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    /// What a frame turned out to be.
    struct Reading {
        var ipProtocol: UInt8?
        var source: [UInt8] = []
        var destination: [UInt8] = []
        var sourcePort = 0
        var destinationPort = 0
        var flags: UInt8 = 0
        var payload: ArraySlice<UInt8> = []
    }

    static func word(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Int {
        Int(bytes[bytes.startIndex + at]) * 256 + Int(bytes[bytes.startIndex + at + 1])
    }

    static func onesComplement(_ bytes: [UInt8]) -> Int {
        var sum = 0
        for (index, byte) in bytes.enumerated() {
            sum += index % 2 == 0 ? Int(byte) * 256 : Int(byte)
            if sum > 65_535 { sum = sum % 65_536 + 1 }
        }
        return sum
    }

    /// Reads an Ethernet frame and throws at the first thing that is not as it must be.
    @discardableResult
    static func check(_ frame: [UInt8]) throws -> Reading {
        guard frame.count >= 14 else { throw Fault(description: "shorter than an Ethernet header") }
        var at = 12
        while [0x8100, 0x88A8].contains(word(frame[...], at)) { at += 4 }
        let type = word(frame[...], at)
        let rest = frame[(at + 2)...]
        switch type {
        case 0x0800: return try ipv4(rest)
        case 0x86DD: return try ipv6(rest)
        case 0x0806:
            guard rest.count >= 28 else { throw Fault(description: "short ARP") }
            return Reading()
        default: return Reading()
        }
    }

    private static func ipv4(_ bytes: ArraySlice<UInt8>) throws -> Reading {
        let start = bytes.startIndex
        guard bytes.count >= 20, bytes[start] >> 4 == 4 else { throw Fault(description: "no IPv4 header") }
        let header = Int(bytes[start] & 15) * 4
        let total = word(bytes, 2)
        guard total == bytes.count else { throw Fault(description: "IPv4 length \(total) of \(bytes.count)") }
        guard onesComplement(Array(bytes.prefix(header))) == 0xFFFF else { throw Fault(description: "IPv4 checksum") }
        var reading = Reading(ipProtocol: bytes[start + 9])
        reading.source = Array(bytes[(start + 12)..<(start + 16)])
        reading.destination = Array(bytes[(start + 16)..<(start + 20)])
        if word(bytes, 6) & 0x3FFF != 0 { return reading }
        return try transport(bytes.dropFirst(header), reading)
    }

    private static func ipv6(_ bytes: ArraySlice<UInt8>) throws -> Reading {
        let start = bytes.startIndex
        guard bytes.count >= 40, bytes[start] >> 4 == 6 else { throw Fault(description: "no IPv6 header") }
        guard word(bytes, 4) == bytes.count - 40 else { throw Fault(description: "IPv6 length") }
        var reading = Reading(ipProtocol: bytes[start + 6])
        reading.source = Array(bytes[(start + 8)..<(start + 24)])
        reading.destination = Array(bytes[(start + 24)..<(start + 40)])
        var rest = bytes.dropFirst(40)
        while let next = reading.ipProtocol, [0, 43, 60].contains(next) {
            reading.ipProtocol = rest[rest.startIndex]
            rest = rest.dropFirst(8 + 8 * Int(rest[rest.startIndex + 1]))
        }
        return try transport(rest, reading)
    }

    private static func transport(_ bytes: ArraySlice<UInt8>, _ reading: Reading) throws -> Reading {
        var reading = reading
        let number = reading.ipProtocol ?? 0
        func verify(_ name: String) throws {
            let pseudo =
                reading.source + reading.destination + [0, number, UInt8(bytes.count / 256), UInt8(bytes.count % 256)]
            guard onesComplement(pseudo + bytes) == 0xFFFF else { throw Fault(description: "\(name) checksum") }
        }
        switch number {
        case 6:
            guard bytes.count >= 20 else { throw Fault(description: "short TCP") }
            let header = Int(bytes[bytes.startIndex + 12] >> 4) * 4
            guard header >= 20, header <= bytes.count else { throw Fault(description: "TCP header length") }
            try verify("TCP")
            reading.flags = bytes[bytes.startIndex + 13]
            reading.payload = bytes.dropFirst(header)
        case 17:
            guard bytes.count >= 8, word(bytes, 4) == bytes.count else { throw Fault(description: "UDP length") }
            if word(bytes, 6) != 0 { try verify("UDP") }
            reading.payload = bytes.dropFirst(8)
        case 1:
            guard onesComplement(Array(bytes)) == 0xFFFF else { throw Fault(description: "ICMP checksum") }
            reading.payload = bytes.dropFirst(8)
        case 58 where reading.source.count == 16:
            try verify("ICMPv6")
            reading.payload = bytes.dropFirst(8)
        default: break
        }
        if number == 6 || number == 17 {
            reading.sourcePort = word(bytes, 0)
            reading.destinationPort = word(bytes, 2)
        }
        return reading
    }
}
