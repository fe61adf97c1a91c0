import Vocabulary

/// One page looked at in a browser: names, several servers, several connections to each.
package struct Visit {
    package let day: Day

    package init(_ day: Day) { self.day = day }

    package func page(_ client: Host, on timeline: inout Timeline) {
        for index in 0..<timeline.random.integer(in: 2...6) {
            let wait = index == 0 ? 0 : timeline.random.real(in: 0.1...1.4)
            timeline.schedule(after: wait) { timeline in server(client, on: &timeline) }
        }
    }

    /// Look-ups as browsers do them (A, AAAA and HTTPS at once), then one to three connections.
    private func server(_ client: Host, on timeline: inout Timeline) {
        let site = day.internet.draw(&timeline.random)
        let names = Lookup(network: day.network)
        var begin = timeline.now
        if timeline.random.chance(0.55) {
            begin = names.ask(client, for: site, at: begin, on: &timeline)
            let query = DNS.query(site.name, DNS.https, id: UInt16(truncatingIfNeeded: timeline.random.next()))
            let zone = site.name.split(separator: ".").suffix(2).joined(separator: ".")
            names.ask(
                client, query, answers: [], authorities: [.authority(of: zone)], at: timeline.now, on: &timeline)
        }
        if site.hasIPv6, timeline.random.chance(0.6) { return happyEyeballs(client, site, begin, on: &timeline) }
        let kind = timeline.random.unit()
        if kind < 0.12 { return plain(client, site, begin, on: &timeline) }
        if kind < 0.3 { return datagrams(client, site, begin, on: &timeline) }
        let burst =
            timeline.random.chance(0.15) ? timeline.random.integer(in: 5...9) : timeline.random.integer(in: 1...2)
        for index in 0..<burst {
            let time = begin.advanced(bySeconds: Double(index) * 0.004)
            secure(client, site.host, site.name, time, resumes: index > 0, on: &timeline)
        }
    }

    /// IPv6 first; IPv4 250 ms later where that takes too long, and the slower one is dropped (RFC 8305).
    private func happyEyeballs(_ client: Host, _ site: Internet.Site, _ begin: Timestamp, on timeline: inout Timeline) {
        guard timeline.random.chance(0.3) else {
            return secure(client.overIPv6, site.host.overIPv6, site.name, begin, resumes: false, on: &timeline)
        }
        var slow = Conversation(from: client.overIPv6, to: site.host.overIPv6, port: 443, at: begin, on: &timeline)
        if timeline.random.chance(0.5) {
            slow.beIgnored(retries: 1, on: &timeline)
        } else {
            slow.open(on: &timeline)
            slow.reset(by: .client, on: &timeline)
        }
        secure(client, site.host, site.name, begin.advanced(bySeconds: 0.25), resumes: false, on: &timeline)
    }

    private func secure(
        _ client: Host, _ server: Host, _ name: String, _ begin: Timestamp, resumes: Bool, on timeline: inout Timeline
    ) {
        var talk = Conversation(from: client, to: server, port: 443, at: begin, on: &timeline)
        talk.retransmission = 0.004
        talk.reordering = 0.002
        let version: UInt16 = timeline.random.chance(0.15) ? 0x0303 : 0x0304
        talk.openTLS(serverName: name, version: version, resumes: resumes, on: &timeline)
        for _ in 0..<timeline.random.integer(in: 1...4) {
            talk.transferTLS(timeline.random.integer(in: 180...900), from: .client, on: &timeline)
            talk.turn(to: .server, &timeline)
            talk.transferTLS(Int(timeline.random.exponential(mean: 5000)) + 300, from: .server, on: &timeline)
            talk.pause(timeline.random.exponential(mean: 1), &timeline)
        }
        let left = talk
        // Browsers keep connections for a while.
        timeline.schedule(at: talk.clock.advanced(bySeconds: timeline.random.real(in: 5...60))) { timeline in
            var talk = left
            talk.clock = timeline.now
            talk.close(by: timeline.random.chance(0.7) ? .client : .server, on: &timeline)
        }
    }

    private func plain(_ client: Host, _ site: Internet.Site, _ begin: Timestamp, on timeline: inout Timeline) {
        var talk = Conversation(from: client, to: site.host, port: 80, at: begin, on: &timeline)
        talk.open(on: &timeline)
        for index in 0..<timeline.random.integer(in: 1...5) {
            talk.send(HTTP.request("GET", "/page/\(index)", host: site.name), from: .client, on: &timeline)
            talk.turn(to: .server, &timeline)
            let status = timeline.random.element([200, 200, 200, 304, 301, 404])
            let length = status == 200 ? timeline.random.integer(in: 400...20_000) : 0
            talk.send(HTTP.responseHead(status, length: length), from: .server, on: &timeline)
            talk.transfer(length, from: .server, on: &timeline)
            talk.pause(0.2, &timeline)
        }
        talk.close(by: .server, on: &timeline)
    }

    /// QUIC: the first packets of both sides, the server's handshake, then short headers both ways.
    private func datagrams(_ client: Host, _ site: Internet.Site, _ begin: Timestamp, on timeline: inout Timeline) {
        let port = timeline.ephemeralPort(of: client.address)
        let first = timeline.random.bytes(8)
        let source = timeline.random.bytes(8)
        let hello = TLS.clientHello(serverName: site.name, profile: .datagrams, random: &timeline.random)
        let opening = QUIC.clientInitial(hello: QUIC.handshake(of: hello), destination: first, source: [])
        timeline.sendUDP(opening, from: client, port, to: site.host, 443, at: begin)
        var clock = begin.advanced(bySeconds: site.host.delay)
        let reply = QUIC.handshake(of: TLS.serverHello(random: &timeline.random))
        let answer = QUIC.serverInitial(hello: reply, first: first, destination: [], source: source)
        timeline.sendUDP(answer, from: site.host, 443, to: client, port, at: clock)
        let rest = [0xE3, 0, 0, 0, 1, 0, 8] + source + [0x44, 0x98] + Noise.slice(1176, &timeline.random)
        timeline.sendUDP(rest, from: site.host, 443, to: client, port, at: clock.advanced(bySeconds: 0.000_3))
        for index in 0..<timeline.random.integer(in: 12...60) {
            clock = clock.advanced(bySeconds: timeline.random.exponential(mean: 0.02))
            let outward = index == 0 || timeline.random.chance(0.35)
            let size = outward ? timeline.random.integer(in: 33...300) : 1241
            var payload: [UInt8] = [0x40 | UInt8(timeline.random.below(64))]
            if outward { payload += source }
            payload += Noise.slice(size, &timeline.random)
            if outward {
                timeline.sendUDP(payload, from: client, port, to: site.host, 443, at: clock)
            } else {
                timeline.sendUDP(payload, from: site.host, 443, to: client, port, at: clock)
            }
        }
    }
}
