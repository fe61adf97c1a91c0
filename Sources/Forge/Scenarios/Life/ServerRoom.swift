import Vocabulary

/// What servers do among themselves: the resolver's own questions, monitoring, backups, mail filters.
package struct ServerRoom {
    package let day: Day
    package init(_ day: Day) { self.day = day }

    package func stage(on timeline: inout Timeline) {
        let network = day.network
        let watcher = network.servers[3]
        timeline.every(600, jitter: 0.01, from: day.start.advanced(bySeconds: 30), until: day.end) { timeline in
            for (index, target) in (network.servers + network.things).enumerated() where target != watcher {
                timeline.schedule(after: Double(index) * 0.4) { poll(watcher, target, on: &$0) }
            }
        }
        day.now(andThen: 25, from: day.start, until: day.at(11), on: &timeline) { recursion(on: &$0) }
        day.now(andThen: 240, from: day.start, until: day.end, on: &timeline) { blocklist(on: &$0) }
        for client in network.clients.prefix(3) {
            day.now(andThen: 300, from: day.start, until: day.at(10), on: &timeline) { reputation(client, on: &$0) }
        }
        for (index, server) in network.servers.dropFirst().prefix(3).enumerated() {
            timeline.schedule(at: day.at(18 + Double(index) * 0.4)) { backUp(server, parts: 16, on: &$0) }
        }
        timeline.every(3600, jitter: 0.1, from: day.at(0.4), until: day.end) { offSite(on: &$0) }
    }

    private func poll(_ watcher: Host, _ target: Host, on timeline: inout Timeline) {
        let sequence = UInt16(truncatingIfNeeded: timeline.random.next())
        timeline.send(ICMP.echoRequest(id: 0x5A5A, sequence: sequence), from: watcher, to: target, at: timeline.now)
        timeline.send(
            ICMP.echoReply(id: 0x5A5A, sequence: sequence), from: target, to: watcher,
            at: timeline.now.advanced(bySeconds: target.delay))
        if target.system == .appliance {
            let port = timeline.ephemeralPort(of: watcher.address)
            let id = UInt32(timeline.random.integer(in: 1...9_999_999))
            let time = timeline.now.advanced(bySeconds: 0.05)
            timeline.sendUDP(
                SNMP.message(community: "monitoring", operation: 0, id: id, objects: 4), from: watcher, port,
                to: target, 161,
                at: time)
            timeline.sendUDP(
                SNMP.message(community: "monitoring", operation: 2, id: id, objects: 4), from: target, 161, to: watcher,
                port,
                at: time.advanced(bySeconds: 0.002))
        } else {
            var talk = Conversation(
                from: watcher, to: target, port: 8080, at: timeline.now.advanced(bySeconds: 0.05), on: &timeline)
            talk.open(on: &timeline)
            talk.send(
                HTTP.request("GET", "/health", host: target.name, agent: "monitor/2.4"), from: .client, on: &timeline)
            talk.turn(to: .server, &timeline)
            talk.send(HTTP.response(type: "text/plain", body: Array("OK".utf8)), from: .server, on: &timeline)
            talk.close(on: &timeline)
        }
    }

    /// The resolver asks far servers, wants signatures, and takes the long way over TCP where they do not fit.
    private func recursion(on timeline: inout Timeline) {
        let resolver = day.network.resolver
        let site = day.internet.draw(&timeline.random)
        let far = day.network.remote(IPAddress(v4: 0xC0C5_1C00 | UInt32(timeline.random.integer(in: 1...60))))
        var query = DNS.query(site.name, id: UInt16(truncatingIfNeeded: timeline.random.next()), extended: 1232)
        query.wantsRecursion = false
        query.wantsSignatures = true
        var answer = query.answered([.address(site.name, site.host.address)])
        answer.isAuthoritative = true
        answer.answers.append(
            DNS.Record(
                site.name, DNS.rrsig, ttl: 300, data: timeline.random.bytes(18) + [0] + timeline.random.bytes(256)))
        let port = UInt16(timeline.random.integer(in: 1025...65_535))
        timeline.sendUDP(query.bytes, from: resolver, port, to: far, 53, at: timeline.now)
        let answered = timeline.now.advanced(bySeconds: far.delay)
        guard timeline.random.chance(0.05) else {
            timeline.sendUDP(answer.bytes, from: far, 53, to: resolver, port, at: answered)
            return
        }
        var short = query.answered()
        short.isTruncated = true
        timeline.sendUDP(short.bytes, from: far, 53, to: resolver, port, at: answered)
        var talk = Conversation(
            from: resolver, to: far, port: 53, at: answered.advanced(bySeconds: 0.001), on: &timeline)
        talk.open(on: &timeline)
        talk.send(query.streamBytes, from: .client, on: &timeline)
        talk.turn(to: .server, &timeline)
        talk.send(answer.streamBytes, from: .server, on: &timeline)
        talk.close(on: &timeline)
    }

    /// The mail server asks a block list about senders: nearly always "no such name".
    private func blocklist(on timeline: inout Timeline) {
        let numbers = (0..<4).map { _ in "\(timeline.random.integer(in: 1...254))" }.joined(separator: ".")
        let query = DNS.query(
            "\(numbers).list.mail-filter.example", id: UInt16(truncatingIfNeeded: timeline.random.next()))
        Lookup(network: day.network)
            .ask(
                day.network.servers[4], query, answers: [], code: DNS.notFound,
                authorities: [.authority(of: "mail-filter.example")], at: timeline.now, on: &timeline)
    }

    /// A virus scanner asks for the reputation of a file by its hash.
    private func reputation(_ client: Host, on timeline: inout Timeline) {
        let hash = String(timeline.random.next(), radix: 16) + String(timeline.random.next(), radix: 16)
        let name = "\(hash).f.reputation.example"
        let query = DNS.query(name, id: UInt16(truncatingIfNeeded: timeline.random.next()))
        Lookup(network: day.network)
            .ask(
                client, query, answers: [.address(name, IPAddress(127, 0, 0, 2), ttl: 3600)], at: timeline.now,
                on: &timeline)
    }

    /// A server's night backup to the storage box, half a megabyte a step.
    private func backUp(_ server: Host, parts: Int, on timeline: inout Timeline) {
        let storage = day.network.servers[5]
        var talk = Conversation(from: server, to: storage, port: 873, at: timeline.now, on: &timeline)
        talk.open(on: &timeline)
        var standing = talk
        var left = parts
        timeline.every(1, from: talk.clock, until: day.end) { timeline in
            standing.clock = max(standing.clock, timeline.now)
            standing.transfer(500_000, from: .client, on: &timeline)
            left -= 1
            if left == 0 {
                standing.close(on: &timeline)
                timeline.stopRepeating()
            }
        }
    }

    /// The storage box copies what is new to a provider, every hour.
    private func offSite(on timeline: inout Timeline) {
        let storage = day.network.servers[5]
        let site = day.service("eu1.safe-copy.example")
        let begin = day.lookUp(storage, site, &timeline)
        var talk = Conversation(from: storage, to: site.host, port: 443, at: begin, on: &timeline)
        talk.openTLS(serverName: site.name, profile: .library, resumes: true, on: &timeline)
        talk.transferTLS(timeline.random.integer(in: 200_000...900_000), from: .client, on: &timeline)
        talk.turn(to: .server, &timeline)
        talk.transferTLS(400, from: .server, on: &timeline)
        talk.close(on: &timeline)
    }
}
