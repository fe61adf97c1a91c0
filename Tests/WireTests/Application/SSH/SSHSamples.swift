@testable import Wire

/// Connections built from sizes alone: what is encrypted is filled with one byte.
struct SSHSample {
    static let chacha = "chacha20-poly1305@openssh.com"
    var shape: SSHPacketShape
    var cipher: String
    var mac: String
    var turns: [Turn] = []

    init(cipher: String = chacha, mac: String = "hmac-sha2-256", client: String = "libssh_0.10.6") {
        self.cipher = cipher
        self.mac = mac
        shape = SSHPacketShape(cipher: cipher, mac: mac)
        turns = [
            .server("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"), .client("SSH-2.0-\(client)\r\n"),
            .server(Self.keyExchange(cipher: cipher, mac: mac)), .client(Self.keyExchange(cipher: cipher, mac: mac)),
            .client(Self.packet([30] + [UInt8](repeating: 1, count: 36))),
            .server(Self.packet([31] + [UInt8](repeating: 1, count: 200)) + Self.packet([21])),
            .client(Self.packet([21])),
        ]
    }

    /// A packet in clear: length, padding length, payload, padding.
    static func packet(_ payload: [UInt8]) -> [UInt8] {
        let padding = 8 - (payload.count + 5) % 8 + 4
        let length = payload.count + padding + 1
        return [0, 0, UInt8(length >> 8), UInt8(length & 0xFF), UInt8(padding)] + payload
            + [UInt8](repeating: 0, count: padding)
    }

    static func keyExchange(cipher: String, mac: String) -> [UInt8] {
        let lists = ["curve25519-sha256,ext-info-c", "ssh-ed25519", cipher, cipher, mac, mac, "none", "none", "", ""]
        return packet(
            [20] + [UInt8](repeating: 5, count: 16)
                + lists.flatMap { [0, 0, 0, UInt8($0.utf8.count)] + Array($0.utf8) } + [0, 0, 0, 0, 0])
    }

    /// An encrypted packet of this payload, its length in clear where the algorithms leave it so.
    func encrypted(_ payload: Int) -> [UInt8] {
        let size = shape.size(payload: payload)
        let length = size - 4 - shape.mac
        let start: [UInt8] = shape.lengthIsClear ? [0, 0, UInt8(length >> 8), UInt8(length & 0xFF)] : [9, 9, 9, 9]
        return start + [UInt8](repeating: 9, count: size - 4)
    }

    mutating func client(_ payload: Int...) { turns.append(.client(payload.flatMap(encrypted))) }
    mutating func server(_ payload: Int...) { turns.append(.server(payload.flatMap(encrypted))) }

    /// The service is asked for and granted, the methods are asked for with `none`; the user has five letters.
    mutating func begin(failure: Int = 24) {
        client(17)
        server(17)
        client(36)
        server(failure)
    }
}
