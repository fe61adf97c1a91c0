/// SSH in clear: the banner and the key exchange message (RFC 4253).
package enum SSH {
    package struct Algorithms: Sendable {
        package var kex: String
        package var hostKey: String
        package var ciphers: String
        package var macs: String
        package init(kex: String, hostKey: String, ciphers: String, macs: String) {
            self.kex = kex
            self.hostKey = hostKey
            self.ciphers = ciphers
            self.macs = macs
        }

        package static let modern = Algorithms(
            kex: "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,diffie-hellman-group14-sha256",
            hostKey: "ssh-ed25519,ecdsa-sha2-nistp256,rsa-sha2-512,rsa-sha2-256",
            ciphers: "chacha20-poly1305@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr,aes128-gcm@openssh.com",
            macs: "umac-64-etm@openssh.com,hmac-sha2-256-etm@openssh.com,hmac-sha2-256")
        package static let library = Algorithms(
            kex: "curve25519-sha256,ecdh-sha2-nistp256,diffie-hellman-group14-sha256,diffie-hellman-group14-sha1",
            hostKey: "ssh-ed25519,rsa-sha2-512,ssh-rsa", ciphers: "aes128-ctr,aes256-ctr,aes128-cbc",
            macs: "hmac-sha2-256,hmac-sha1")
    }

    package static func banner(_ software: String) -> [UInt8] { Array("SSH-2.0-\(software)\r\n".utf8) }

    package static func keyExchange(_ algorithms: Algorithms = .modern, random: inout SeededRandom) -> [UInt8] {
        var payload: [UInt8] = [20]
        payload += random.bytes(16)
        let lists = [
            algorithms.kex, algorithms.hostKey, algorithms.ciphers, algorithms.ciphers, algorithms.macs,
            algorithms.macs,
            "none,zlib@openssh.com", "none,zlib@openssh.com", "", "",
        ]
        for list in lists { payload.counted(4) { $0.append(text: list) } }
        payload += [0, 0, 0, 0, 0]
        return packet(payload)
    }

    /// The server's half of a curve25519 exchange, with an Ed25519 host key and signature.
    static func curveReply(random: inout SeededRandom) -> [UInt8] {
        let parts = (random.bytes(32), random.bytes(32), random.bytes(64))
        var out: [UInt8] = [31]
        out.counted(4) { blob in
            blob.counted(4) { $0.append(text: "ssh-ed25519") }
            blob.counted(4) { $0 += parts.0 }
        }
        out.counted(4) { $0 += parts.1 }
        out.counted(4) { blob in
            blob.counted(4) { $0.append(text: "ssh-ed25519") }
            blob.counted(4) { $0 += parts.2 }
        }
        return out
    }

    /// A packet before keys are in use: length, padding length, payload, padding to a multiple of 8.
    package static func packet(_ payload: [UInt8]) -> [UInt8] {
        var padding = 8 - (payload.count + 5) % 8
        if padding < 4 { padding += 8 }
        var out: [UInt8] = []
        out.append32(UInt32(payload.count + padding + 1))
        out.append(UInt8(padding))
        return out + payload + Array(repeating: 0, count: padding)
    }
}
