/// SMB 2 messages as bytes, each field from its place in [MS-SMB2] 2.2; independent of the reader.
enum SMBMessages {
    static func le16(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }
    static func le32(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    static func utf16(_ text: String) -> [UInt8] { text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } }

    /// NetBIOS session header around one or more messages.
    static func framed(_ messages: [UInt8]...) -> [UInt8] {
        let joined = messages.flatMap { $0 }
        return [0, UInt8(joined.count >> 16), UInt8(joined.count >> 8 & 0xFF), UInt8(joined.count & 0xFF)] + joined
    }

    static func message(
        _ command: Int, _ number: UInt32, tree: UInt32 = 0, status: UInt32? = nil, next: UInt32 = 0, _ body: [UInt8]
    ) -> [UInt8] {
        // mark, header size, credit charge
        hex("FE534D42 4000 0000") + le32(status ?? 0) + le16(command) + le16(1)
            // flags, next command, message id, process id, tree id, session id, signature
            + le32(status == nil ? 0 : 1) + le32(next) + le32(number) + le32(0) + le32(0) + le32(tree)
            + [UInt8](repeating: 0, count: 24)
            + body
    }

    /// Session set-up with an NTLM authenticate message that names `user`.
    static func authenticate(_ user: String, _ number: UInt32) -> [UInt8] {
        let name = utf16(user)
        // signature, type 3, four empty fields and two names; the account at offset 64, Unicode
        let empty = le16(0) + le16(0) + le32(64)
        let blob =
            Array("NTLMSSP\0".utf8) + le32(3) + empty + empty + empty + le16(name.count) + le16(name.count) + le32(64)
            + empty + empty + le32(1) + name
        // size 25, flags, security mode, capabilities, channel, offset and length of the blob, previous session
        return message(
            1, number,
            le16(25) + [0, 1] + le32(0) + le32(0) + le16(88) + le16(blob.count) + [UInt8](repeating: 0, count: 8) + blob
        )
    }

    static func authenticated(_ number: UInt32, status: UInt32, flags: Int = 0) -> [UInt8] {
        message(1, number, status: status, le16(9) + le16(flags) + le16(72) + le16(0))
    }

    static func connect(_ path: String, _ number: UInt32) -> [UInt8] {
        message(3, number, le16(9) + le16(0) + le16(72) + le16(path.utf16.count * 2) + utf16(path))
    }

    static func connected(_ number: UInt32, tree: UInt32, status: UInt32 = 0) -> [UInt8] {
        message(3, number, tree: tree, status: status, le16(16) + [2, 0] + le32(0) + le32(0) + le32(0))
    }

    static func create(
        _ name: String, _ number: UInt32, tree: UInt32, access: UInt32, disposition: UInt32, next: UInt32 = 0
    ) -> [UInt8] {
        let fixed =
            le16(57) + [0, 0] + le32(2) + [UInt8](repeating: 0, count: 16) + le32(access) + le32(0) + le32(7)
            + le32(disposition)
            + le32(0) + le16(120) + le16(name.utf16.count * 2) + le32(0) + le32(0)
        return message(5, number, tree: tree, next: next, fixed + utf16(name))
    }

    static func created(_ number: UInt32, file: UInt8, status: UInt32 = 0) -> [UInt8] {
        message(
            5, number, status: status, le16(89) + [UInt8](repeating: 0, count: 62) + [UInt8](repeating: file, count: 16)
        )
    }

    static func write(_ data: [UInt8], _ number: UInt32, tree: UInt32, file: UInt8) -> [UInt8] {
        let fixed =
            le16(49) + le16(112) + le32(UInt32(data.count)) + [UInt8](repeating: 0, count: 8)
            + [UInt8](repeating: file, count: 16)
        return message(9, number, tree: tree, fixed + [UInt8](repeating: 0, count: 16) + data)
    }

    static func transceive(_ data: [UInt8], _ number: UInt32, tree: UInt32, file: UInt8) -> [UInt8] {
        // size 57, control code FSCTL_PIPE_TRANSCEIVE, file, offset and count of the input
        let fixed =
            le16(57) + le16(0) + le32(0x0011_C017) + [UInt8](repeating: file, count: 16) + le32(120)
            + le32(UInt32(data.count))
        return message(11, number, tree: tree, fixed + [UInt8](repeating: 0, count: 24) + data)
    }

    static func transceived(_ data: [UInt8], _ number: UInt32, file: UInt8) -> [UInt8] {
        let fixed =
            le16(49) + le16(0) + le32(0x0011_C017) + [UInt8](repeating: file, count: 16) + le32(0) + le32(0) + le32(112)
            + le32(UInt32(data.count)) + le32(0) + le32(0)
        return message(11, number, status: 0, fixed + data)
    }
}

/// DCE/RPC packets as bytes (C706, 12.6.4), little-endian.
enum RPCMessages {
    /// svcctl, as its UUID lies on the wire.
    static let serviceControl = hex("81BB7A36 4498 F135 AD32 98F038001003")

    static func packet(_ type: UInt8, call: UInt8, flags: UInt8 = 3, _ body: [UInt8]) -> [UInt8] {
        [5, 0, type, flags, 0x10, 0, 0, 0] + SMBMessages.le16(16 + body.count) + [0, 0, call, 0, 0, 0] + body
    }

    static func bind(_ interface: [UInt8], call: UInt8 = 1) -> [UInt8] {
        // fragment sizes, association, one context: id 0, one transfer syntax (NDR)
        packet(
            11, call: call,
            hex("B810 B810 00000000 01 000000 0000 01 00") + interface + hex("02000000")
                + hex("045D888A EB1C C911 9FE8 08002B104860 02000000"))
    }

    static func request(_ operation: UInt8, call: UInt8, flags: UInt8 = 3, stub: Int = 8) -> [UInt8] {
        packet(
            0, call: call, flags: flags, hex("08000000 0000") + [operation, 0] + [UInt8](repeating: 0xAB, count: stub))
    }

    static func response(call: UInt8) -> [UInt8] { packet(2, call: call, hex("08000000 0000 00 00") + [0, 0, 0, 0]) }
    static func fault(call: UInt8) -> [UInt8] { packet(3, call: call, hex("20000000 0000 00 00 05000000 00000000")) }
}
