/// Kerberos 5 messages over UDP or, with a length in front, TCP (RFC 4120).
package enum Kerberos {
    package static let preauthenticationFailed: UInt32 = 24
    package static let preauthenticationRequired: UInt32 = 25
    package static let unknownPrincipal: UInt32 = 6

    /// A request for a ticket-granting ticket, with an encrypted time stamp where `proves` is set.
    package static func asRequest(user: String, realm: String, proves: Bool, random: inout SeededRandom) -> [UInt8] {
        var proof: [UInt8] = []
        if proves {
            let sealed = DER.sequence(context(0, DER.integer(18)) + context(2, DER.tag(4, random.bytes(52))))
            proof = context(3, DER.sequence(DER.sequence(context(1, DER.integer(2)) + context(2, DER.tag(4, sealed)))))
        }
        let body = DER.sequence(
            context(0, DER.tag(3, [0, 0x40, 0x81, 0, 0x10])) + context(1, principal(1, [user]))
                + context(2, general(realm))
                + context(3, principal(2, ["krbtgt", realm])) + context(5, time("20370913024805Z"))
                + context(7, DER.integer(UInt32(truncatingIfNeeded: random.next()) & 0x7FFF_FFFF))
                + context(8, DER.sequence(DER.integer(18) + DER.integer(17) + DER.integer(23))))
        return DER.tag(
            0x6A, DER.sequence(context(1, DER.integer(5)) + context(2, DER.integer(10)) + proof + context(4, body)))
    }

    package static func error(_ code: UInt32, realm: String) -> [UInt8] {
        DER.tag(
            0x7E,
            DER.sequence(
                context(0, DER.integer(5)) + context(1, DER.integer(30)) + context(4, time("20260105080000Z"))
                    + context(5, DER.integer(123_456)) + context(6, DER.integer(code)) + context(9, general(realm))
                    + context(10, principal(2, ["krbtgt", realm]))))
    }

    package static func asReply(user: String, realm: String, random: inout SeededRandom) -> [UInt8] {
        let sealed = DER.sequence(
            context(0, DER.integer(18)) + context(1, DER.integer(2)) + context(2, DER.tag(4, random.bytes(900))))
        let ticket = DER.tag(
            0x61,
            DER.sequence(
                context(0, DER.integer(5)) + context(1, general(realm)) + context(2, principal(2, ["krbtgt", realm]))
                    + context(3, sealed)))
        let part = DER.sequence(context(0, DER.integer(18)) + context(2, DER.tag(4, random.bytes(280))))
        return DER.tag(
            0x6B,
            DER.sequence(
                context(0, DER.integer(5)) + context(1, DER.integer(11)) + context(3, general(realm))
                    + context(4, principal(1, [user])) + context(5, ticket) + context(6, part)))
    }

    private static func context(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { DER.tag(0xA0 | number, content) }
    private static func general(_ text: String) -> [UInt8] { DER.string(text, tag: 27) }
    private static func time(_ text: String) -> [UInt8] { DER.string(text, tag: 24) }

    private static func principal(_ type: UInt32, _ names: [String]) -> [UInt8] {
        DER.sequence(context(0, DER.integer(type)) + context(1, DER.sequence(names.flatMap(general))))
    }
}
