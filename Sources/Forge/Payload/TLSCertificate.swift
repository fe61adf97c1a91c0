/// A self-made X.509 certificate and the TLS 1.2 messages that show it in clear.
extension TLS {
    /// Certificate, server key exchange and server hello done, as one record each.
    package static func certificateFlight(_ certificates: [[UInt8]], random: inout SeededRandom) -> [UInt8] {
        var key: [UInt8] = [3, 0, 29, 32]
        key += random.bytes(32) + [8, 4, 1, 0] + random.bytes(256)
        return certificateRecord(certificates) + record(type: 22, handshake(type: 12, key))
            + record(type: 22, handshake(type: 14, []))
    }

    /// The Certificate message alone.
    package static func certificateRecord(_ certificates: [[UInt8]]) -> [UInt8] {
        var body: [UInt8] = []
        body.counted(3) { list in
            for certificate in certificates { list.counted(3) { $0 += certificate } }
        }
        return record(type: 22, handshake(type: 11, body))
    }

    /// The client's key exchange, change of cipher and finished message.
    package static func clientFinish(random: inout SeededRandom) -> [UInt8] {
        record(type: 22, handshake(type: 16, [32] + random.bytes(32))) + record(type: 20, [1])
            + record(type: 22, random.bytes(40))
    }

    package static func serverFinish(random: inout SeededRandom) -> [UInt8] {
        record(type: 20, [1]) + record(type: 22, random.bytes(40))
    }

    /// DER of a version 3 certificate with an RSA key and signature of random bytes: well-formed, not valid.
    package static func certificate(
        subject: String, issuer: String? = nil, alternativeNames: [String] = [], serial: UInt64? = nil,
        notBefore: String = "260101000000Z", notAfter: String = "270101000000Z", random: inout SeededRandom
    ) -> [UInt8] {
        let signature = DER.sequence(DER.identifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 11]) + [5, 0])
        var number: [UInt8] = [0]
        number.append64(serial ?? (random.next() >> 1))
        let modulus = [0, 0xC3] + random.bytes(255)
        let key = DER.sequence(
            DER.sequence(DER.identifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1]) + [5, 0])
                + DER.tag(3, [0] + DER.sequence(DER.tag(2, modulus) + DER.tag(2, [1, 0, 1]))))
        var extensions: [UInt8] = []
        if !alternativeNames.isEmpty {
            let names = alternativeNames.flatMap { DER.tag(0x82, Array($0.utf8)) }
            extensions = DER.tag(
                0xA3,
                DER.sequence(DER.sequence(DER.identifier([0x55, 0x1D, 0x11]) + DER.tag(4, DER.sequence(names)))))
        }
        let validity = DER.sequence(DER.tag(0x17, Array(notBefore.utf8)) + DER.tag(0x17, Array(notAfter.utf8)))
        let body = DER.sequence(
            [0xA0, 3, 2, 1, 2] + DER.tag(2, number) + signature + DER.name(issuer ?? subject) + validity
                + DER.name(subject) + key + extensions)
        return DER.sequence(body + signature + DER.tag(3, [0] + random.bytes(256)))
    }
}

/// The Distinguished Encoding Rules (X.690), as far as certificates, LDAP, SNMP and Kerberos need them.
package enum DER {
    package static func tag(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        switch content.count {
        case 0..<128: [number, UInt8(content.count)] + content
        case 128..<256: [number, 0x81, UInt8(content.count)] + content
        default: [number, 0x82, UInt8(content.count >> 8 & 255), UInt8(content.count & 255)] + content
        }
    }

    package static func sequence(_ content: [UInt8]) -> [UInt8] { tag(0x30, content) }
    package static func identifier(_ content: [UInt8]) -> [UInt8] { tag(6, content) }

    /// A non-negative number.
    package static func integer(_ value: UInt32, tag number: UInt8 = 2) -> [UInt8] {
        var bytes: [UInt8] = [0]
        bytes.append32(value)
        while bytes.count > 1, bytes[0] == 0, bytes[1] < 128 { bytes.removeFirst() }
        return tag(number, bytes)
    }

    package static func string(_ text: String, tag number: UInt8 = 4) -> [UInt8] { tag(number, Array(text.utf8)) }

    /// A distinguished name with a common name only.
    static func name(_ common: String) -> [UInt8] {
        sequence(tag(0x31, sequence(identifier([0x55, 4, 3]) + tag(12, Array(common.utf8)))))
    }
}
