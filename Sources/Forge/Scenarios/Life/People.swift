import Vocabulary

/// What people at their machines cause: browsing, mail, calls, files, updates, the odd wrong password.
package struct People {
    package let day: Day
    package init(_ day: Day) { self.day = day }

    package func stage(on timeline: inout Timeline) {
        let visit = Visit(day)
        for (index, client) in day.network.clients.enumerated() {
            let arrival = day.at(timeline.random.real(in: 0...1.2))
            let leaving = day.at(timeline.random.real(in: 8.5...11))
            day.now(andThen: 1100, from: arrival, until: leaving, on: &timeline) { visit.page(client, on: &$0) }
            day.now(andThen: 600, from: arrival, until: leaving, on: &timeline) { mail(client, on: &$0) }
            day.now(andThen: 2400, from: arrival, until: leaving, on: &timeline) { files(client, on: &$0) }
            day.now(andThen: 1500, from: arrival, until: day.end, on: &timeline) { connectivity(client, on: &$0) }
            timeline.schedule(at: arrival) { logOn(client, on: &$0) }
            if index % 6 == 1 {
                let begin = day.at(timeline.random.real(in: 1...7))
                timeline.schedule(at: begin) { call(client, minutes: 12, on: &$0) }
            }
            if index % 7 == 2 { timeline.schedule(at: day.at(3.9 + Double(index) * 0.02)) { update(client, on: &$0) } }
        }
        let admin = day.network.clients[0]
        timeline.schedule(at: day.at(1.3)) { shell(admin, on: &$0) }
        timeline.schedule(at: day.at(2.1)) { mistype(admin, on: &$0) }
        timeline.schedule(at: day.at(5.2)) { speedTest(day.network.clients[3], on: &$0) }
        timeline.schedule(at: day.at(6.4)) { traceroute(admin, on: &$0) }
    }

    /// Kerberos with its usual first refusal, then LDAP and the domain's share.
    private func logOn(_ client: Host, on timeline: inout Timeline) {
        guard client.system == .windows else { return }
        let controller = day.network.servers[0]
        let user = "\(client.name).user"
        LoginSession(.kerberos, from: client, to: controller)
            .play([Credential(user: user, password: "", isRight: true)], from: timeline.now, on: &timeline)
        let later = timeline.now.advanced(bySeconds: 0.5)
        LoginSession(.ldap, from: client, to: controller)
            .play([Credential(user: user, password: "x", isRight: true)], from: later, on: &timeline)
        share(
            client, controller, "sysvol", "office.example\\Policies\\gpt.ini", later.advanced(bySeconds: 0.4),
            on: &timeline)
    }

    private func files(_ client: Host, on timeline: inout Timeline) {
        let server = day.network.servers[1]
        let number = timeline.random.integer(in: 1...300)
        share(client, server, "projects", "2026\\report-\(number).docx", timeline.now, on: &timeline)
    }

    /// Opens a share with the right password, reads a file and leaves.
    private func share(
        _ client: Host, _ server: Host, _ name: String, _ file: String, _ begin: Timestamp, on timeline: inout Timeline
    ) {
        var talk = Conversation(from: client, to: server, port: 445, at: begin, on: &timeline)
        talk.open(on: &timeline)
        var smb = SMB2(session: timeline.random.next() >> 8)
        talk.ask(smb.negotiate(random: &timeline.random), on: &timeline)
        let rounds = smb.logIn(
            user: "\(client.name).user", domain: "OFFICE", workstation: client.name.uppercased(),
            random: &timeline.random)
        for round in rounds { talk.ask(round, on: &timeline) }
        talk.ask(smb.connect("\\\\\(server.name.uppercased())\\\(name)"), on: &timeline)
        talk.ask(smb.create(file, access: 0x0012_0089), on: &timeline)
        for part in 0..<timeline.random.integer(in: 1...3) {
            talk.ask(
                smb.read(Array(Noise.slice(14_000, &timeline.random)), offset: UInt64(part * 14_000)), on: &timeline)
        }
        talk.ask(smb.closeFile(), on: &timeline)
        talk.close(on: &timeline)
    }

    private func mail(_ client: Host, on timeline: inout Timeline) {
        let site = day.service("imap.post-haus.example")
        let begin = timeline.random.chance(0.2) ? day.lookUp(client, site, &timeline) : timeline.now
        var talk = Conversation(from: client, to: site.host, port: 993, at: begin, on: &timeline)
        talk.openTLS(serverName: site.name, profile: .library, resumes: timeline.random.chance(0.7), on: &timeline)
        for _ in 0..<4 {
            talk.transferTLS(timeline.random.integer(in: 40...120), from: .client, on: &timeline)
            talk.turn(to: .server, &timeline)
            talk.transferTLS(timeline.random.integer(in: 80...3000), from: .server, on: &timeline)
        }
        talk.close(on: &timeline)
    }

    /// What systems do to see whether they are online.
    private func connectivity(_ client: Host, on timeline: inout Timeline) {
        let site = day.service(client.system == .windows ? "connecttest.panes.example" : "captive.orchard.example")
        let begin = day.lookUp(client, site, &timeline)
        var talk = Conversation(from: client, to: site.host, port: 80, at: begin, on: &timeline)
        talk.open(on: &timeline)
        talk.send(HTTP.request("GET", "/check.txt", host: site.name, agent: "NCSI"), from: .client, on: &timeline)
        talk.turn(to: .server, &timeline)
        talk.send(HTTP.response(type: "text/plain", body: Array("Success".utf8)), from: .server, on: &timeline)
        talk.close(by: .server, on: &timeline)
    }

    /// Sound and picture both ways, a second's packets an action.
    private func call(_ client: Host, minutes: Double, on timeline: inout Timeline) {
        let site = day.service("media.face-to-face.example")
        _ = day.lookUp(client, site, &timeline)
        let port = timeline.ephemeralPort(of: client.address)
        let end = timeline.now.advanced(bySeconds: minutes * 60)
        timeline.every(1, from: timeline.now.advanced(bySeconds: 0.2), until: end) { timeline in
            for index in 0..<10 {
                let time = timeline.now.advanced(bySeconds: Double(index) * 0.1 + timeline.random.unit() * 0.02)
                let size =
                    index % 3 == 0 ? timeline.random.integer(in: 700...1150) : timeline.random.integer(in: 110...170)
                var packet: [UInt8] = [0x80, index % 3 == 0 ? 96 : 111]
                packet += Noise.slice(size, &timeline.random)
                timeline.sendUDP(packet, from: client, port, to: site.host, 3478, at: time)
                timeline.sendUDP(packet, from: site.host, 3478, to: client, port, at: time.advanced(bySeconds: 0.013))
            }
        }
    }

    /// An update from a content network, in ranges.
    private func update(_ client: Host, on timeline: inout Timeline) {
        let site = day.service("dl.updates-cdn.example")
        let begin = day.lookUp(client, site, &timeline)
        var talk = Conversation(from: client, to: site.host, port: 80, at: begin, on: &timeline)
        talk.open(on: &timeline)
        ranges(talk, 8, site.name, on: &timeline)
    }

    private func ranges(_ talk: Conversation, _ left: Int, _ host: String, on timeline: inout Timeline) {
        var talk = talk
        talk.clock = max(talk.clock, timeline.now)
        talk.send(
            HTTP.request("GET", "/pkg/\(left).cab", host: host, agent: "Update-Agent/10.0"), from: .client,
            on: &timeline)
        talk.turn(to: .server, &timeline)
        talk.send(HTTP.responseHead(type: "application/octet-stream", length: 700_000), from: .server, on: &timeline)
        talk.transfer(700_000, from: .server, on: &timeline)
        let next = talk
        timeline.schedule(at: talk.clock.advanced(bySeconds: 0.5)) { timeline in
            if left > 1 { return ranges(next, left - 1, host, on: &timeline) }
            var talk = next
            talk.clock = timeline.now
            talk.close(on: &timeline)
        }
    }

    /// An interactive session that is kept open for hours.
    private func shell(_ client: Host, on timeline: inout Timeline) {
        let server = day.network.servers[2]
        var talk = Conversation(from: client, to: server, port: 22, at: timeline.now, on: &timeline)
        talk.openSSH(on: &timeline)
        talk.askSSHMethods(user: 4, .modern, on: &timeline)
        talk.trySSH(Credential(user: "root", password: "known", isRight: true), .modern, on: &timeline)
        talk.startSSHSession(.modern, on: &timeline)
        var standing = talk
        let begin = talk.clock.advanced(bySeconds: 1)
        timeline.every(30, jitter: 0.02, from: begin, until: day.at(9)) { timeline in
            standing.clock = max(standing.clock, timeline.now)
            standing.transfer(SSHShape.modern.size(26), from: .server, on: &timeline)
            standing.turn(to: .client, &timeline)
            standing.transfer(SSHShape.modern.size(5), from: .client, on: &timeline)
            guard timeline.random.chance(0.1) else { return }
            standing.typeSSH(timeline.random.integer(in: 5...25), .modern, on: &timeline)
        }
    }

    private func mistype(_ client: Host, on timeline: inout Timeline) {
        let session = LoginSession(.ssh, from: client, to: day.network.servers[2], isGuessing: false)
        let tries = [false, false, true].map { Credential(user: "root", password: "a-long-one", isRight: $0) }
        session.play(tries, from: timeline.now, on: &timeline)
    }

    private func speedTest(_ client: Host, on timeline: inout Timeline) {
        let site = day.service("speed.how-fast.example")
        let begin = day.lookUp(client, site, &timeline)
        for side in [Conversation.Side.server, .client] {
            for stream in 0..<4 {
                let start = begin.advanced(bySeconds: side == .server ? 0.1 : 9)
                timeline.schedule(at: start.advanced(bySeconds: Double(stream) * 0.01)) { timeline in
                    var talk = Conversation(from: client, to: site.host, port: 8080, at: timeline.now, on: &timeline)
                    talk.segmentGap = 0.001
                    talk.open(on: &timeline)
                    talk.transfer(1_500_000, from: side, on: &timeline)
                    talk.close(on: &timeline)
                }
            }
        }
    }

    private func traceroute(_ client: Host, on timeline: inout Timeline) {
        let target = day.internet.sites[5].host
        for hop in 1...10 as ClosedRange<UInt8> {
            for probe in 0..<3 as Range<UInt16> {
                let time = timeline.now.advanced(bySeconds: Double(hop) * 0.2 + Double(probe) * 0.01)
                let header = UDP(from: 40_000 + probe, to: 33_434 + UInt16(hop) * 3 + probe)
                timeline.send(header / Array(repeating: 0x40, count: 32), from: client, to: target, at: time, ttl: hop)
                let quoted =
                    (IPv4(from: client.address, to: target.address, ttl: 1) / header
                    / [UInt8](repeating: 0x40, count: 32)).bytes
                let router = day.network.remote(IPAddress(62, 40, hop, 1))
                let answer = hop == 10 ? ICMP.unreachable(code: 3, quoting: quoted) : ICMP.timeExceeded(quoting: quoted)
                timeline.send(
                    answer, from: hop == 10 ? target : router, to: client,
                    at: time.advanced(bySeconds: 0.004 * Double(hop)))
            }
        }
    }
}
