/// How large the encrypted packets of one direction are, from the algorithms both sides agreed on (RFC 4253, 6; OpenSSH's
/// PROTOCOL for `-etm` MACs, AES-GCM and ChaCha20-Poly1305).
///
/// A packet is four bytes of length, one of padding length, the payload, at least four of padding, and the MAC. What is
/// encrypted is a multiple of the block.
struct SSHPacketShape: Equatable {
    var block: Int
    var mac: Int
    /// The length is not part of what is padded to blocks.
    var lengthStandsApart: Bool
    /// The length can be read.
    var lengthIsClear: Bool

    init(cipher: String, mac: String) {
        if cipher.hasPrefix("chacha20-poly1305") {
            self.init(block: 8, mac: 16, lengthStandsApart: true, lengthIsClear: false)
        } else if cipher.contains("-gcm") {
            self.init(block: 16, mac: 16, lengthStandsApart: true, lengthIsClear: true)
        } else {
            let isAfter = mac.contains("-etm@")
            self.init(
                block: Self.blockSize(cipher), mac: Self.macSize(mac), lengthStandsApart: isAfter,
                lengthIsClear: isAfter)
        }
    }

    private init(block: Int, mac: Int, lengthStandsApart: Bool, lengthIsClear: Bool) {
        self.block = block
        self.mac = mac
        self.lengthStandsApart = lengthStandsApart
        self.lengthIsClear = lengthIsClear
    }

    /// Bytes on the wire of a packet with this payload and no more padding than it needs.
    func size(payload: Int) -> Int {
        let apart = lengthStandsApart ? 4 : 0
        let padded = (4 - apart + 1 + payload + 4 + block - 1) / block * block
        return apart + padded + mac
    }

    /// The packet was padded to a multiple of 64 bytes, as OpenSSH does to hide how long a password is.
    func hidesLength(_ size: Int) -> Bool {
        (size - mac - (lengthStandsApart ? 4 : 0)) % 64 == 0
    }

    private static func blockSize(_ cipher: String) -> Int {
        let small = ["3des", "blowfish", "cast128", "arcfour", "idea", "des-", "none"]
        return small.contains { cipher.hasPrefix($0) } ? 8 : 16
    }

    private static func macSize(_ mac: String) -> Int {
        if mac.contains("-96") { return 12 }
        if mac.contains("sha2-512") || mac.contains("sha512") { return 64 }
        if mac.contains("sha2-256") || mac.contains("sha256") { return 32 }
        if mac.contains("sha1") || mac.contains("ripemd160") { return 20 }
        if mac.contains("umac-64") { return 8 }
        if mac.contains("umac-128") || mac.contains("md5") { return 16 }
        return mac == "none" ? 0 : 20
    }
}
