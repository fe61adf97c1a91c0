import Vocabulary

/// Starts one ordinary flow of a random kind at the timeline's present.
package struct FlowMix {
    package let network: Network
    package let internet: Internet

    package init(network: Network, internet: Internet) {
        self.network = network
        self.internet = internet
    }

    /// A flow of any client, a few of them on another VLAN.
    package func start(on timeline: inout Timeline) {
        timeline.vlan = timeline.random.chance(0.025) ? 30 : nil
        defer { timeline.vlan = nil }
        start(for: timeline.random.element(network.clients), on: &timeline)
    }

    package func start(for client: Host, on timeline: inout Timeline) {
        switch timeline.random.integer(in: 0...999) {
        case 0..<190: lookUp(client, internet.draw(&timeline.random), &timeline)
        case 190..<560: browse(client, &timeline)
        case 560..<670: plainWeb(client, &timeline)
        case 670..<760: datagrams(client, &timeline)
        case 760..<850: share(client, &timeline)
        case 850..<870: shell(client, &timeline)
        case 870..<910: ping(client, &timeline)
        case 910..<960: time(client, &timeline)
        default: poll(&timeline)
        }
    }

    /// A query and its answer; nothing is sent where `site` is in the client's cache.
    private func lookUp(_ client: Host, _ site: Internet.Site, _ timeline: inout Timeline) {
        Lookup(network: network).ask(client, for: site, at: timeline.now, on: &timeline)
    }

    /// Looks the name up (two times in five it is known) and says which hosts then talk, and when.
    private func meet(_ client: Host, _ timeline: inout Timeline) -> (Host, Internet.Site, Host, Timestamp) {
        let site = internet.draw(&timeline.random)
        var start = timeline.now
        if timeline.random.chance(0.6) {
            lookUp(client, site, &timeline)
            start = start.advanced(bySeconds: 0.04)
        }
        let overIPv6 = site.hasIPv6 && timeline.random.chance(0.33)
        return (overIPv6 ? client.overIPv6 : client, site, overIPv6 ? site.host.overIPv6 : site.host, start)
    }

    private func browse(_ client: Host, _ timeline: inout Timeline) {
        let (client, site, server, start) = meet(client, &timeline)
        var talk = Conversation(from: client, to: server, port: 443, at: start, on: &timeline)
        talk.segmentGap = 0.000_4
        talk.retransmission = 0.002
        talk.reordering = 0.001
        talk.openTLS(serverName: site.name, resumes: timeline.random.chance(0.3), on: &timeline)
        for _ in 0..<timeline.random.integer(in: 2...9) {
            talk.transferTLS(timeline.random.integer(in: 120...700), from: .client, on: &timeline)
            talk.turn(to: .server, &timeline)
            if timeline.random.chance(0.28) {
                talk.transferTLS(timeline.random.integer(in: 6000...24_000), from: .server, on: &timeline)
            } else {
                for _ in 0..<timeline.random.integer(in: 1...5) {
                    talk.transferTLS(timeline.random.integer(in: 60...900), from: .server, on: &timeline)
                }
            }
            talk.pause(timeline.random.exponential(mean: 1.5), &timeline)
        }
        talk.close(by: timeline.random.chance(0.8) ? .client : .server, on: &timeline)
    }

    private func plainWeb(_ client: Host, _ timeline: inout Timeline) {
        let (client, site, server, start) = meet(client, &timeline)
        var talk = Conversation(from: client, to: server, port: 80, at: start, on: &timeline)
        talk.open(on: &timeline)
        for index in 0..<timeline.random.integer(in: 1...6) {
            talk.send(HTTP.request("GET", "/item/\(index)", host: site.name), from: .client, on: &timeline)
            talk.turn(to: .server, &timeline)
            let length = timeline.random.integer(in: 100...6000)
            talk.send(HTTP.responseHead(length: length), from: .server, on: &timeline)
            talk.transfer(length, from: .server, on: &timeline)
            talk.pause(0.3, &timeline)
        }
        talk.close(on: &timeline)
    }

    /// A call or a QUIC connection: many small datagrams both ways.
    private func datagrams(_ client: Host, _ timeline: inout Timeline) {
        let (client, _, server, start) = meet(client, &timeline)
        let port = timeline.ephemeralPort(of: client.address)
        var clock = start
        for index in 0..<timeline.random.integer(in: 20...260) {
            let outward = index < 2 ? index == 0 : timeline.random.chance(0.45)
            let size = index < 2 ? 1200 : timeline.random.integer(in: 40...520)
            var payload = Array(Noise.slice(size, &timeline.random))
            payload[0] = 0x40 | payload[0] & 0x3F
            if outward {
                timeline.sendUDP(payload, from: client, port, to: server, 443, at: clock)
            } else {
                timeline.sendUDP(payload, from: server, 443, to: client, port, at: clock)
            }
            clock = clock.advanced(bySeconds: timeline.random.exponential(mean: 0.03))
        }
    }

    private func share(_ client: Host, _ timeline: inout Timeline) {
        let server = network.servers[1 + Int(timeline.random.below(UInt64(network.servers.count - 1)))]
        var talk = Conversation(from: client, to: server, port: 8009, at: timeline.now, on: &timeline)
        talk.open(on: &timeline)
        for _ in 0..<timeline.random.integer(in: 4...24) {
            talk.transfer(timeline.random.integer(in: 40...260), from: .client, on: &timeline)
            talk.turn(to: .server, &timeline)
            talk.transfer(timeline.random.integer(in: 40...900), from: .server, on: &timeline)
            talk.pause(timeline.random.exponential(mean: 0.4), &timeline)
        }
        talk.close(on: &timeline)
    }

    private func shell(_ client: Host, _ timeline: inout Timeline) {
        let server = network.servers[2]
        var talk = Conversation(from: client, to: server, port: 22, at: timeline.now, on: &timeline)
        talk.openSSH(on: &timeline)
        talk.askSSHMethods(user: 4, .modern, on: &timeline)
        talk.trySSH(Credential(user: "root", password: "known", isRight: true), .modern, on: &timeline)
        talk.startSSHSession(.modern, on: &timeline)
        talk.typeSSH(timeline.random.integer(in: 20...60), .modern, on: &timeline)
        talk.close(on: &timeline)
    }

    private func ping(_ client: Host, _ timeline: inout Timeline) {
        let target = timeline.random.chance(0.5) ? network.gateway : internet.draw(&timeline.random).host
        let id = UInt16(truncatingIfNeeded: timeline.random.next())
        let payload = client.system == .windows ? PingPayload.windows : PingPayload.linux
        for index in 1...UInt16(timeline.random.integer(in: 3...5)) {
            let time = timeline.now.advanced(bySeconds: Double(index))
            timeline.send(ICMP.echoRequest(id: id, sequence: index, payload), from: client, to: target, at: time)
            timeline.send(
                ICMP.echoReply(id: id, sequence: index, payload), from: target, to: client,
                at: time.advanced(bySeconds: target.delay))
        }
    }

    private func time(_ client: Host, _ timeline: inout Timeline) {
        let server = internet.sites[0].host
        let port = client.system == .windows ? 123 : timeline.ephemeralPort(of: client.address)
        let request = NTP.request(transmit: timeline.now)
        timeline.sendUDP(request, from: client, port, to: server, 123, at: timeline.now)
        let answered = timeline.now.advanced(bySeconds: server.delay)
        timeline.sendUDP(NTP.response(to: request, at: answered), from: server, 123, to: client, port, at: answered)
    }

    private func poll(_ timeline: inout Timeline) {
        let thing = timeline.random.element(network.things)
        let manager = network.servers[1]
        let port = timeline.ephemeralPort(of: manager.address)
        let id = UInt32(timeline.random.integer(in: 1...1_000_000))
        let request = SNMP.message(community: "monitoring", operation: 0, id: id, objects: 3)
        timeline.sendUDP(request, from: manager, port, to: thing, 161, at: timeline.now)
        timeline.sendUDP(
            SNMP.message(community: "monitoring", operation: 2, id: id, objects: 3), from: thing, 161, to: manager,
            port,
            at: timeline.now.advanced(bySeconds: 0.002))
    }
}
