/// Log-ins of MQTT, MySQL, PostgreSQL, LDAP, VNC and RDP.
package enum BinaryLogin {
    /// CONNECT and CONNACK (MQTT 3.1.1); one try a connection.
    package static func mqtt(_ each: Credential, client: String) -> Dialogue {
        var body: [UInt8] = [0, 4]
        body.append(text: "MQTT")
        body += [4, 0xC2, 0, 60]
        for text in [client, each.user, each.password] { body.counted(2) { $0.append(text: text) } }
        var talk = Dialogue()
        talk.client([0x10, UInt8(body.count)] + body)
        talk.server([0x20, 2, 0, each.isRight ? 0 : 5])
        if each.isRight {
            talk.client([0x82, 11, 0, 1, 0, 6] + Array("sensor".utf8) + [0])
            talk.server([0x90, 3, 0, 1, 0])
            talk.client([0xE0, 0], thought: 2)
        }
        return talk
    }

    /// Greeting, answer, OK or error 1045 (MySQL protocol 10).
    package static func mysql(_ each: Credential, random: inout SeededRandom) -> Dialogue {
        var greeting: [UInt8] = [10]
        greeting.append(text: "8.0.36")
        greeting += [0, 42, 0, 0, 0]
        greeting += random.bytes(8).map { $0 | 1 } + [0, 0xFF, 0xF7, 255, 2, 0, 0xFF, 0xDF, 21]
        greeting += Array(repeating: 0, count: 10) + random.bytes(12).map { $0 | 1 } + [0]
        greeting.append(text: "mysql_native_password")
        greeting.append(0)
        var answer: [UInt8] = [0x85, 0xA6, 0x0A, 0x00, 0, 0, 0, 1, 45]
        answer += Array(repeating: 0, count: 23)
        answer.append(text: each.user)
        answer += [0, 20] + random.bytes(20)
        answer.append(text: "mysql_native_password")
        answer.append(0)
        var talk = Dialogue()
        talk.server(frame(greeting, 0))
        talk.client(frame(answer, 1))
        if each.isRight {
            talk.server(frame([0, 0, 0, 2, 0, 0, 0], 2))
            talk.client(frame([3] + Array("SELECT VERSION()".utf8), 0), thought: 0.5)
            talk.server(frame([0, 0, 0, 2, 0, 0, 0], 1))
            talk.client(frame([1], 0))
        } else {
            let text = "Access denied for user '\(each.user)'@'office' (using password: YES)"
            talk.server(frame([255, 0x15, 4] + Array("#28000\(text)".utf8), 2))
        }
        return talk
    }

    private static func frame(_ body: [UInt8], _ sequence: UInt8) -> [UInt8] {
        [UInt8(body.count & 255), UInt8(body.count >> 8), 0, sequence] + body
    }

    /// Start-up, MD5 request, password, ready or error 28P01 (PostgreSQL protocol 3.0).
    package static func postgresql(_ each: Credential, random: inout SeededRandom) -> Dialogue {
        var start: [UInt8] = [0, 3, 0, 0]
        start.append(text: "user\0\(each.user)\0database\0postgres\0\0")
        var talk = Dialogue()
        var first: [UInt8] = []
        first.append32(UInt32(start.count + 4))
        talk.client(first + start)
        talk.server(message("R", [0, 0, 0, 5] + random.bytes(4)))
        let digest = random.bytes(16).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        talk.client(message("p", Array("md5\(digest)\0".utf8)))
        if each.isRight {
            talk.server(
                message("R", [0, 0, 0, 0]) + message("S", Array("server_version\u{0}15.5\u{0}".utf8))
                    + message("K", random.bytes(8)) + message("Z", Array("I".utf8)))
            talk.client(message("Q", Array("SELECT 1;\0".utf8)), thought: 0.5)
            talk.server(message("C", Array("SELECT 1\0".utf8)) + message("Z", Array("I".utf8)))
            talk.client(message("X", []))
        } else {
            let fields = "SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"\(each.user)\"\0"
            talk.server(message("E", Array(fields.utf8) + [0]))
        }
        return talk
    }

    private static func message(_ type: Character, _ body: [UInt8]) -> [UInt8] {
        var out = [type.asciiValue ?? 0]
        out.append32(UInt32(body.count + 4))
        return out + body
    }

    /// A simple bind (RFC 4511): result 0 or 49.
    package static func ldap(_ tries: [Credential]) -> Dialogue {
        var talk = Dialogue()
        for (index, each) in tries.enumerated() {
            let id = DER.integer(UInt32(index + 1))
            let name = DER.string("cn=\(each.user),dc=office,dc=example")
            talk.client(DER.sequence(id + DER.tag(0x60, DER.integer(3) + name + DER.string(each.password, tag: 0x80))))
            let text = DER.string("") + DER.string(each.isRight ? "" : "80090308: LdapErr: data 52e")
            talk.server(DER.sequence(id + DER.tag(0x61, DER.integer(each.isRight ? 0 : 49, tag: 10) + text)))
        }
        return talk
    }

    /// RFB 3.8 with VNC authentication (RFC 6143); one try a connection.
    package static func vnc(_ each: Credential, random: inout SeededRandom) -> Dialogue {
        var talk = Dialogue()
        talk.server("RFB 003.008\n")
        talk.client("RFB 003.008\n")
        talk.server([1, 2])
        talk.client([2])
        talk.server(random.bytes(16))
        talk.client(random.bytes(16))
        if each.isRight {
            talk.server([0, 0, 0, 0])
            talk.client([1])
            var screen: [UInt8] = [4, 0, 3, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0]
            screen.counted(4) { $0.append(text: "desktop") }
            talk.server(screen)
        } else {
            var refusal: [UInt8] = [0, 0, 0, 1]
            refusal.counted(4) { $0.append(text: "Authentication failure") }
            talk.server(refusal, thought: 0.3)
        }
        return talk
    }

    /// The connection request with its routing cookie and the server's choice of CredSSP (MS-RDPBCGR 2.2.1.1).
    package static func rdpNegotiation(user: String) -> Dialogue {
        var cookie = Array("Cookie: mstshash=\(user)\r\n".utf8)
        cookie += [1, 0, 8, 0, 3, 0, 0, 0]
        var talk = Dialogue()
        talk.client([3, 0, 0, UInt8(11 + cookie.count), UInt8(6 + cookie.count), 0xE0, 0, 0, 0, 0, 0] + cookie)
        talk.server([3, 0, 0, 19, 14, 0xD0, 0, 0, 0x12, 0x34, 0, 2, 0x1F, 8, 0, 2, 0, 0, 0])
        return talk
    }
}
