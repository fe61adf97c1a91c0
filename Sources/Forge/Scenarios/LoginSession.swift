package import Vocabulary

/// One connection in which a client tries to log in, for every service that can be guessed at.
package struct LoginSession {
    package var service: Service
    package var client: Host
    package var server: Host
    package var domain = "OFFICE"
    /// The client is a guessing program; else it is what people use.
    package var isGuessing: Bool

    package init(_ service: Service, from client: Host, to server: Host, isGuessing: Bool = true) {
        self.isGuessing = isGuessing
        self.service = service
        self.client = client
        self.server = server
    }

    package static func port(_ service: Service) -> UInt16 {
        switch service {
        case .ssh: 22
        case .ftp: 21
        case .telnet: 23
        case .smtp: 587
        case .pop3: 110
        case .imap: 143
        case .http: 80
        case .smb: 445
        case .rdp: 3389
        case .vnc: 5900
        case .mysql: 3306
        case .postgresql: 5432
        case .mqtt: 1883
        case .kerberos: 88
        case .ldap: 389
        default: preconditionFailure("there is no log-in of \(service.name) to forge")
        }
    }

    /// How many tries one connection of this service usually carries.
    package static func triesPerConnection(_ service: Service) -> Int {
        switch service {
        case .ssh, .telnet, .pop3, .ftp: 3
        case .imap, .smtp, .ldap, .http: 4
        default: 1
        }
    }

    /// Plays it from `start`; returns when it is over.
    @discardableResult
    package func play(
        _ tries: [Credential], form: Bool = false, from start: Timestamp, on timeline: inout Timeline
    ) -> Timestamp {
        guard let first = tries.first else { return start }
        if service == .kerberos { return kerberos(tries, start, &timeline) }
        var talk = Conversation(from: client, to: server, port: Self.port(service), at: start, on: &timeline)
        switch service {
        case .ssh:
            ssh(tries, &talk, &timeline)
            return talk.clock
        case .rdp: rdp(first, &talk, &timeline)
        case .smb: smb(first, &talk, &timeline)
        default:
            talk.open(on: &timeline)
            talk.play(dialogue(tries, first, form, &timeline), on: &timeline)
        }
        talk.close(by: service == .vnc || service == .telnet ? .server : .client, on: &timeline)
        return talk.clock
    }

    private func dialogue(
        _ tries: [Credential], _ first: Credential, _ form: Bool, _ timeline: inout Timeline
    ) -> Dialogue {
        switch service {
        case .ftp: TextLogin.ftp(tries)
        case .smtp: TextLogin.smtp(tries)
        case .pop3: TextLogin.pop3(tries)
        case .imap: TextLogin.imap(tries)
        case .telnet: TextLogin.telnet(tries)
        case .http:
            form
                ? WebLogin.form(tries, host: "intranet.office.example")
                : WebLogin.basic(tries, host: "intranet.office.example")
        case .mqtt: BinaryLogin.mqtt(first, client: "mqtt-\(timeline.random.integer(in: 1000...9999))")
        case .mysql: BinaryLogin.mysql(first, random: &timeline.random)
        case .postgresql: BinaryLogin.postgresql(first, random: &timeline.random)
        case .vnc: BinaryLogin.vnc(first, random: &timeline.random)
        default: BinaryLogin.ldap(tries)
        }
    }

    /// A guessing program for several tries, OpenSSH for who knows the password.
    private func ssh(_ tries: [Credential], _ talk: inout Conversation, _ timeline: inout Timeline) {
        let shape = isGuessing ? SSHShape.library : .modern
        if !isGuessing {
            talk.openSSH(on: &timeline)
        } else {
            talk.openSSH(client: "libssh_0.10.6", algorithms: .library, shape: shape, on: &timeline)
        }
        talk.askSSHMethods(user: tries.first?.user.utf8.count ?? 4, shape, on: &timeline)
        for each in tries {
            talk.trySSH(each, shape, on: &timeline)
            guard each.isRight else { continue }
            talk.startSSHSession(shape, on: &timeline)
            talk.typeSSH(12, shape, on: &timeline)
        }
        talk.close(on: &timeline)
    }

    private func rdp(_ each: Credential, _ talk: inout Conversation, _ timeline: inout Timeline) {
        talk.open(on: &timeline)
        talk.play(BinaryLogin.rdpNegotiation(user: each.user), on: &timeline)
        talk.startTLS(serverName: nil, profile: .appliance, version: 0x0303, on: &timeline)
        for (size, side) in [(150, Conversation.Side.client), (330, .server), (620, .client)] {
            talk.turn(to: side, &timeline)
            talk.transferTLS(size, from: side, on: &timeline)
        }
        talk.turn(to: .server, &timeline)
        if each.isRight {
            talk.transferTLS(160, from: .server, on: &timeline)
            for _ in 0..<30 {
                talk.transferTLS(timeline.random.integer(in: 60...200), from: .client, on: &timeline)
                talk.turn(to: .server, &timeline)
                talk.transferTLS(timeline.random.integer(in: 800...6000), from: .server, on: &timeline)
                talk.pause(0.3, &timeline)
            }
        } else {
            talk.transferTLS(60, from: .server, on: &timeline)
        }
    }

    private func smb(_ each: Credential, _ talk: inout Conversation, _ timeline: inout Timeline) {
        talk.open(on: &timeline)
        var smb = SMB2(session: timeline.random.next() >> 8)
        talk.ask(smb.negotiate(random: &timeline.random), on: &timeline)
        let status = each.isRight ? SMB2.success : SMB2.logonFailure
        let rounds = smb.logIn(
            user: each.user, domain: domain, workstation: client.name.uppercased(), status: status,
            random: &timeline.random)
        for round in rounds { talk.ask(round, on: &timeline) }
        if each.isRight {
            talk.ask(smb.connect("\\\\\(server.name.uppercased())\\IPC$"), on: &timeline)
        }
    }

    private func kerberos(_ tries: [Credential], _ start: Timestamp, _ timeline: inout Timeline) -> Timestamp {
        let realm = "OFFICE.EXAMPLE"
        var clock = start
        for each in tries {
            let port = timeline.ephemeralPort(of: client.address)
            for proves in [false, true] {
                let ask = Kerberos.asRequest(user: each.user, realm: realm, proves: proves, random: &timeline.random)
                let answer =
                    !proves
                    ? Kerberos.error(Kerberos.preauthenticationRequired, realm: realm)
                    : each.isRight
                        ? Kerberos.asReply(user: each.user, realm: realm, random: &timeline.random)
                        : Kerberos.error(Kerberos.preauthenticationFailed, realm: realm)
                timeline.sendUDP(ask, from: client, port, to: server, 88, at: clock)
                clock = clock.advanced(bySeconds: server.delay + 0.001)
                timeline.sendUDP(answer, from: server, 88, to: client, port, at: clock)
                clock = clock.advanced(bySeconds: 0.002)
            }
        }
        return clock
    }
}

extension Conversation {
    /// One request and its answer.
    package mutating func ask(_ exchange: (request: [UInt8], response: [UInt8]), on timeline: inout Timeline) {
        send(exchange.request, from: .client, on: &timeline)
        turn(to: .server, &timeline)
        send(exchange.response, from: .server, on: &timeline)
        turn(to: .client, &timeline)
    }
}
