package import Vocabulary

/// NTP (RFC 5905) and its private mode 7.
package enum NTP {
    /// A client's request, version 4.
    package static func request(transmit: Timestamp) -> [UInt8] {
        var out: [UInt8] = [0x23, 0, 6, 0xEC]
        for _ in 0..<9 { out.append32(0) }
        append(transmit, &out)
        return out
    }

    /// A server's answer, stratum 2.
    package static func response(to request: [UInt8], at time: Timestamp) -> [UInt8] {
        var out: [UInt8] = [0x24, 2, 6, 0xEA]
        for number: UInt32 in [0x0000_0A3D, 0x0000_0B21, 0xC0A8_1401] { out.append32(number) }
        append(time.advanced(bySeconds: -40), &out)
        out += request.dropFirst(40).prefix(8)
        append(time, &out)
        append(time.advanced(bySeconds: 0.000_03), &out)
        return out
    }

    /// The question of 8 bytes that some servers answer with a list of all their clients (request code 42).
    package static let monitorRequest: [UInt8] = [0x17, 0, 3, 42, 0, 0, 0, 0]

    /// One packet of that list: `items` of 72 bytes each.
    package static func monitorResponse(items: Int, sequence: UInt8, random: inout SeededRandom) -> [UInt8] {
        var out: [UInt8] = [0xD7, sequence, 3, 42]
        out.append16(UInt16(items))
        out.append16(72)
        return out + random.bytes(72 * items)
    }

    private static func append(_ time: Timestamp, _ out: inout [UInt8]) {
        let nanoseconds = UInt64(max(0, time.nanoseconds))
        out.append32(UInt32(truncatingIfNeeded: nanoseconds / 1_000_000_000 + 2_208_988_800))
        out.append32(UInt32(truncatingIfNeeded: (nanoseconds % 1_000_000_000) << 32 / 1_000_000_000))
    }
}

/// SNMP version 2c (RFC 3416).
package enum SNMP {
    /// `operation`: 0 get, 1 get-next, 2 response, 3 set, 5 get-bulk.
    package static func message(community: String, operation: UInt8, id: UInt32, objects: Int) -> [UInt8] {
        var bindings: [UInt8] = []
        for object in 1...max(1, objects) {
            let name = DER.identifier([0x2B, 6, 1, 2, 1, 2, 2, 1, 10, UInt8(object & 127)])
            bindings += DER.sequence(name + (operation == 2 ? DER.integer(id &* 37 >> 3, tag: 0x41) : [5, 0]))
        }
        let body = DER.integer(id) + [2, 1, 0, 2, 1, 0] + DER.sequence(bindings)
        return DER.sequence([2, 1, 1] + DER.string(community) + DER.tag(0xA0 | operation, body))
    }
}

/// SSDP (UPnP Device Architecture 2.0, 1).
package enum SSDP {
    package static let group = IPAddress(239, 255, 255, 250)

    package static func search(_ target: String = "ssdp:all") -> [UInt8] {
        Array(
            "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 2\r\nST: \(target)\r\n\r\n"
                .utf8)
    }

    package static func response(target: String, location: String, server: String) -> [UInt8] {
        Array(
            "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nEXT:\r\nLOCATION: \(location)\r\nSERVER: \(server)\r\nST: \(target)\r\nUSN: uuid:4d696e69-444c-164e-9d41-000000000001::\(target)\r\n\r\n"
                .utf8)
    }

    package static func notify(target: String, location: String, server: String) -> [UInt8] {
        Array(
            "NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nCACHE-CONTROL: max-age=1800\r\nLOCATION: \(location)\r\nNT: \(target)\r\nNTS: ssdp:alive\r\nSERVER: \(server)\r\nUSN: uuid:4d696e69-444c-164e-9d41-000000000001::\(target)\r\n\r\n"
                .utf8)
    }
}
