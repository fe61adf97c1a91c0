/// Log-ins of the line-based protocols, one dialogue a connection, several tries in it where the protocol allows them.
package enum TextLogin {
    package static func ftp(_ tries: [Credential]) -> Dialogue {
        var talk = Dialogue()
        talk.server("220 (vsFTPd 3.0.3)\r\n")
        for each in tries {
            talk.client("USER \(each.user)\r\n")
            talk.server("331 Please specify the password.\r\n")
            talk.client("PASS \(each.password)\r\n")
            talk.server(
                each.isRight ? "230 Login successful.\r\n" : "530 Login incorrect.\r\n",
                thought: each.isRight ? 0.01 : 0.1)
        }
        talk.client("QUIT\r\n")
        talk.server("221 Goodbye.\r\n")
        return talk
    }

    package static func smtp(_ tries: [Credential]) -> Dialogue {
        var talk = Dialogue()
        talk.server("220 mail.office.example ESMTP Postfix\r\n")
        talk.client("EHLO client.example\r\n")
        talk.server("250-mail.office.example\r\n250-SIZE 10240000\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n")
        for (index, each) in tries.enumerated() {
            if index % 2 == 0 {
                talk.client("AUTH LOGIN\r\n")
                talk.server("334 VXNlcm5hbWU6\r\n")
                talk.client("\(base64(Array(each.user.utf8)))\r\n")
                talk.server("334 UGFzc3dvcmQ6\r\n")
                talk.client("\(base64(Array(each.password.utf8)))\r\n")
            } else {
                talk.client("AUTH PLAIN \(base64([0] + Array(each.user.utf8) + [0] + Array(each.password.utf8)))\r\n")
            }
            talk.server(
                each.isRight
                    ? "235 2.7.0 Authentication successful\r\n" : "535 5.7.8 Error: authentication failed\r\n",
                thought: 0.05)
        }
        talk.client("QUIT\r\n")
        talk.server("221 2.0.0 Bye\r\n")
        return talk
    }

    package static func pop3(_ tries: [Credential]) -> Dialogue {
        var talk = Dialogue()
        talk.server("+OK Dovecot ready.\r\n")
        for each in tries {
            talk.client("USER \(each.user)\r\n")
            talk.server("+OK\r\n")
            talk.client("PASS \(each.password)\r\n")
            talk.server(each.isRight ? "+OK Logged in.\r\n" : "-ERR [AUTH] Authentication failed.\r\n", thought: 0.2)
        }
        talk.client("QUIT\r\n")
        talk.server("+OK Logging out\r\n")
        return talk
    }

    package static func imap(_ tries: [Credential]) -> Dialogue {
        var talk = Dialogue()
        talk.server("* OK [CAPABILITY IMAP4rev1 LOGIN-REFERRALS ID ENABLE IDLE AUTH=PLAIN] Dovecot ready.\r\n")
        for (index, each) in tries.enumerated() {
            talk.client("a\(index + 1) LOGIN \"\(each.user)\" \"\(each.password)\"\r\n")
            talk.server(
                each.isRight
                    ? "a\(index + 1) OK [CAPABILITY IMAP4rev1] Logged in\r\n"
                    : "a\(index + 1) NO [AUTHENTICATIONFAILED] Authentication failed.\r\n", thought: 0.2)
        }
        talk.client("z LOGOUT\r\n")
        talk.server("* BYE Logging out\r\nz OK Logout completed.\r\n")
        return talk
    }

    /// With option negotiation in front and the server's echo of the name.
    package static func telnet(_ tries: [Credential]) -> Dialogue {
        var talk = Dialogue()
        talk.server([255, 253, 24, 255, 253, 32, 255, 251, 1, 255, 251, 3])
        talk.client([255, 251, 24, 255, 252, 32, 255, 253, 1, 255, 253, 3])
        talk.server("\r\ngateway login: ")
        for (index, each) in tries.enumerated() {
            talk.client("\(each.user)\r\n")
            talk.server("\(each.user)\r\nPassword: ")
            talk.client("\(each.password)\r\n")
            if each.isRight {
                talk.server("\r\nLast login: Mon Jan  5 07:12:44 UTC 2026\r\n\(each.user)@gateway:~$ ", thought: 0.1)
                talk.client("exit\r\n", thought: 1)
                talk.server("exit\r\nlogout\r\n")
            } else {
                talk.server(
                    "\r\nLogin incorrect\r\n" + (index + 1 < tries.count ? "gateway login: " : ""), thought: 0.5)
            }
        }
        return talk
    }
}

/// Log-ins of web pages.
package enum WebLogin {
    /// Basic authentication (RFC 7617), one request a try.
    package static func basic(_ tries: [Credential], host: String, path: String = "/admin/") -> Dialogue {
        var talk = Dialogue()
        for each in tries {
            let secret = base64(Array("\(each.user):\(each.password)".utf8))
            talk.client(
                HTTP.request(
                    "GET", path, host: host, agent: "Mozilla/5.0", headers: [("Authorization", "Basic \(secret)")]))
            talk.server(
                each.isRight
                    ? HTTP.response(200, body: Array("<html><h1>Administration</h1></html>".utf8))
                    : HTTP.response(
                        401, headers: [("WWW-Authenticate", "Basic realm=\"admin\"")], body: Array("Unauthorized".utf8))
            )
        }
        return talk
    }

    /// A log-in form: the page again with a complaint, or a redirect with a session cookie.
    package static func form(_ tries: [Credential], host: String, path: String = "/login") -> Dialogue {
        var talk = Dialogue()
        let page =
            "<html><form method=post action=\(path)><input name=username><input name=password type=password></form>"
        for each in tries {
            let body = Array("username=\(each.user)&password=\(each.password)".utf8)
            talk.client(
                HTTP.request(
                    "POST", path, host: host, headers: [("Content-Type", "application/x-www-form-urlencoded")],
                    body: body))
            talk.server(
                each.isRight
                    ? HTTP.response(
                        302, headers: [("Location", "/dashboard"), ("Set-Cookie", "session=8d1f0c77aa; HttpOnly")])
                    : HTTP.response(200, body: Array("\(page)<p>Invalid username or password</p></html>".utf8)),
                thought: 0.03)
        }
        return talk
    }
}
