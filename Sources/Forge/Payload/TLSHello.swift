/// TLS records and hellos in clear (RFC 5246, RFC 8446).
package enum TLS {
    /// What a client offers. The lists decide its fingerprint; each profile is one plausible program, none a real one's copy.
    package struct ClientProfile: Sendable {
        package var version: UInt16
        package var ciphers: [UInt16]
        package var groups: [UInt16]
        package var signatures: [UInt16]
        package var alpn: [String]
        package var usesGREASE: Bool

        package init(
            version: UInt16, ciphers: [UInt16], groups: [UInt16], signatures: [UInt16], alpn: [String], usesGREASE: Bool
        ) {
            self.version = version
            self.ciphers = ciphers
            self.groups = groups
            self.signatures = signatures
            self.alpn = alpn
            self.usesGREASE = usesGREASE
        }

        package static let browser = ClientProfile(
            version: 0x0304,
            ciphers: [
                0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC013, 0xC014, 0x9C, 0x9D,
                0x2F, 0x35,
            ], groups: [0x11EC, 29, 23, 24], signatures: [0x403, 0x804, 0x401, 0x503, 0x805, 0x501, 0x806, 0x601],
            alpn: ["h2", "http/1.1"], usesGREASE: true)
        /// A browser inside QUIC: no session id, HTTP/3, transport parameters.
        package static let datagrams = ClientProfile(
            version: 0x0304, ciphers: [0x1301, 0x1302, 0x1303], groups: [0x11EC, 29, 23, 24],
            signatures: [0x403, 0x804, 0x401, 0x503, 0x805, 0x501, 0x806, 0x601], alpn: ["h3"], usesGREASE: true)
        package static let library = ClientProfile(
            version: 0x0304, ciphers: [0x1302, 0x1303, 0x1301, 0xC02C, 0xC030, 0xC02B, 0xC02F, 0x9F, 0x9E, 0xFF],
            groups: [29, 23, 30, 25, 24], signatures: [0x403, 0x503, 0x603, 0x807, 0x808, 0x804, 0x805, 0x806, 0x401],
            alpn: ["http/1.1"], usesGREASE: false)
        package static let appliance = ClientProfile(
            version: 0x0303, ciphers: [0xC02C, 0xC030, 0xC02B, 0xC02F, 0xC00A, 0xC014, 0x35, 0x2F, 0xFF],
            groups: [23, 24],
            signatures: [0x601, 0x603, 0x501, 0x503, 0x401, 0x403], alpn: [], usesGREASE: false)
    }

    package static func record(type: UInt8, version: UInt16 = 0x0303, _ body: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [type]
        out.append16(version)
        out.append16(UInt16(truncatingIfNeeded: body.count))
        return out + body
    }

    package static func handshake(type: UInt8, _ body: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [type]
        out.append24(UInt32(body.count))
        return out + body
    }

    /// A client hello as one record. A resumption offers an opaque pre-shared key of 192 bytes.
    package static func clientHello(
        serverName: String?, profile: ClientProfile = .browser, resumes: Bool = false, random: inout SeededRandom
    ) -> [UInt8] {
        let grease = UInt16(0x0A0A + 0x1010 * random.integer(in: 0...15))
        var body: [UInt8] = []
        body.append16(0x0303)
        body += random.bytes(32)
        let isQUIC = profile.alpn == ["h3"]
        let session = !isQUIC && (profile.version == 0x0304 || resumes) ? random.bytes(32) : []
        body.counted(1) { $0 += session }
        body.counted(2) { bytes in
            if profile.usesGREASE { bytes.append16(grease) }
            for cipher in profile.ciphers { bytes.append16(cipher) }
        }
        body += [1, 0]
        let key = random.bytes(32)
        let ticket = resumes && profile.version == 0x0304 ? random.bytes(192 + 33) : []
        body.counted(2) { bytes in
            if profile.usesGREASE { bytes.append(extension: grease) { _ in } }
            if let serverName {
                bytes.append(extension: 0) {
                    $0.counted(2) {
                        $0.append(0); $0.counted(2) { $0.append(text: serverName) }
                    }
                }
            }
            bytes.append(extension: 23) { _ in }
            bytes.append(extension: 0xFF01) { $0.append(0) }
            bytes.append(extension: 10) { list in
                list.counted(2) { groups in
                    if profile.usesGREASE { groups.append16(grease) }
                    for group in profile.groups { groups.append16(group) }
                }
            }
            bytes.append(extension: 11) { $0 += [1, 0] }
            bytes.append(extension: 35) { _ in }
            if !profile.alpn.isEmpty {
                bytes.append(extension: 16) { list in
                    list.counted(2) { names in
                        for name in profile.alpn { names.counted(1) { $0.append(text: name) } }
                    }
                }
            }
            bytes.append(extension: 13) {
                $0.counted(2) { list in for item in profile.signatures { list.append16(item) } }
            }
            if profile.version == 0x0304 {
                bytes.append(extension: 51) {
                    $0.counted(2) {
                        $0.append16(29); $0.counted(2) { $0 += key }
                    }
                }
                bytes.append(extension: 45) { $0 += [1, 1] }
                bytes.append(extension: 43) { list in
                    list.counted(1) { versions in
                        if profile.usesGREASE { versions.append16(grease) }
                        versions.append16(0x0304)
                        versions.append16(0x0303)
                    }
                }
            }
            if isQUIC {
                // Idle time-out, datagram size, flow control: identifier, length, value.
                bytes.append(extension: 57) {
                    $0 += [
                        1, 4, 0x80, 0, 0x75, 0x30, 3, 2, 0x45, 0xC0, 4, 4, 0x80, 0x10, 0, 0, 8, 2, 0x40, 0x64, 15, 0,
                    ]
                }
            }
            if !ticket.isEmpty {
                bytes.append(extension: 41) { list in
                    list.counted(2) {
                        $0.counted(2) { $0 += ticket[..<192] }; $0.append32(0x1234_5678)
                    }
                    list.counted(2) { $0.counted(1) { $0 += ticket[192..<224] } }
                }
            }
        }
        return record(type: 22, version: 0x0301, handshake(type: 1, body))
    }

    /// A server hello as one record; `version` 0x0304 is said in the supported-versions extension.
    package static func serverHello(
        version: UInt16 = 0x0304, cipher: UInt16? = nil, alpn: String? = nil, random: inout SeededRandom
    ) -> [UInt8] {
        var body: [UInt8] = []
        body.append16(min(version, 0x0303))
        body += random.bytes(32)
        let session = random.bytes(32)
        let key = random.bytes(32)
        body.counted(1) { $0 += session }
        body.append16(cipher ?? (version == 0x0304 ? 0x1301 : 0xC02F))
        body.append(0)
        body.counted(2) { bytes in
            if version == 0x0304 {
                bytes.append(extension: 51) {
                    $0.append16(29); $0.counted(2) { $0 += key }
                }
                bytes.append(extension: 43) { $0.append16(0x0304) }
            } else {
                bytes.append(extension: 0xFF01) { $0.append(0) }
                bytes.append(extension: 23) { _ in }
                if let alpn {
                    bytes.append(extension: 16) { $0.counted(2) { $0.counted(1) { $0.append(text: alpn) } } }
                }
            }
        }
        return record(type: 22, handshake(type: 2, body))
    }
}

extension [UInt8] {
    fileprivate mutating func append(extension type: UInt16, _ body: (inout [UInt8]) -> Void) {
        append16(type)
        counted(2, body)
    }
}
