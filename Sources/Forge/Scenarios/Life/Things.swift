import Vocabulary

/// Appliances and what is always on: heartbeats, television, a file-sharing client, a VPN.
package struct Things {
    package let day: Day
    package init(_ day: Day) { self.day = day }

    package func stage(on timeline: inout Timeline) {
        let network = day.network
        for (index, thing) in network.things.enumerated() {
            let first = day.start.advanced(bySeconds: timeline.random.real(in: 1...900))
            if index % 2 == 0 { heartbeat(thing, from: first, on: &timeline) }
            timeline.every(5400, jitter: 0.5, from: first, until: day.end) { telemetry(thing, on: &$0) }
        }
        timeline.schedule(at: day.at(11.5)) { television(network.things[1], on: &$0) }
        timeline.schedule(at: day.at(12.2)) { peers(network.clients[network.clients.count - 1], on: &$0) }
        timeline.schedule(at: day.at(0.5)) { tunnel(network.clients[2], on: &$0) }
    }

    /// MQTT over TLS, one connection a day, a ping a minute or so.
    private func heartbeat(_ thing: Host, from first: Timestamp, on timeline: inout Timeline) {
        let site = day.service("mqtt.small-things.example")
        timeline.schedule(at: first) { timeline in
            let begin = day.lookUp(thing, site, &timeline)
            var talk = Conversation(from: thing, to: site.host, port: 8883, at: begin, on: &timeline)
            talk.openTLS(serverName: site.name, profile: .appliance, version: 0x0303, on: &timeline)
            talk.transferTLS(180, from: .client, on: &timeline)
            talk.turn(to: .server, &timeline)
            talk.transferTLS(33, from: .server, on: &timeline)
            var standing = talk
            timeline.every(240, jitter: 0.02, from: talk.clock.advanced(bySeconds: 60), until: day.end) { timeline in
                standing.clock = max(standing.clock, timeline.now)
                standing.transferTLS(31, from: .client, on: &timeline)
                standing.turn(to: .server, &timeline)
                standing.transferTLS(31, from: .server, on: &timeline)
            }
        }
    }

    private func telemetry(_ thing: Host, on timeline: inout Timeline) {
        let site = day.service("telemetry.small-things.example")
        let begin = day.lookUp(thing, site, &timeline)
        var talk = Conversation(from: thing, to: site.host, port: 443, at: begin, on: &timeline)
        talk.openTLS(
            serverName: site.name, profile: .appliance, version: 0x0303, resumes: timeline.random.chance(0.5),
            on: &timeline)
        talk.transferTLS(timeline.random.integer(in: 400...2500), from: .client, on: &timeline)
        talk.turn(to: .server, &timeline)
        talk.transferTLS(200, from: .server, on: &timeline)
        talk.close(on: &timeline)
    }

    /// A film in pieces of a few seconds.
    private func television(_ thing: Host, on timeline: inout Timeline) {
        let site = day.service("edge7.cinema-stream.example")
        let begin = day.lookUp(thing, site, &timeline)
        var talk = Conversation(from: thing, to: site.host, port: 443, at: begin, on: &timeline)
        talk.openTLS(serverName: site.name, profile: .library, on: &timeline)
        var standing = talk
        timeline.every(12, jitter: 0.2, from: talk.clock, until: talk.clock.advanced(bySeconds: 1500)) { timeline in
            standing.clock = max(standing.clock, timeline.now)
            standing.transferTLS(420, from: .client, on: &timeline)
            standing.turn(to: .server, &timeline)
            standing.transferTLS(timeline.random.integer(in: 120_000...240_000), from: .server, on: &timeline)
        }
    }

    /// File sharing: a distributed hash table and peers of which most are gone.
    private func peers(_ client: Host, on timeline: inout Timeline) {
        let end = timeline.now.advanced(bySeconds: 1500)
        let port = timeline.ephemeralPort(of: client.address)
        timeline.every(4, jitter: 0.9, from: timeline.now, until: end) { timeline in
            let peer = day.network.remote(.randomGlobal(&timeline.random))
            let far = UInt16(timeline.random.integer(in: 6881...51_000))
            let question = Array("d1:ad2:id20:".utf8) + timeline.random.bytes(20) + Array("6:target20:".utf8)
            let query = question + timeline.random.bytes(20) + Array("e1:q9:find_node1:t2:aa1:y1:qe".utf8)
            timeline.sendUDP(query, from: client, port, to: peer, far, at: timeline.now)
            guard timeline.random.chance(0.55) else { return }
            let answer = Array("d1:rd2:id20:".utf8) + timeline.random.bytes(20) + Array("5:nodes208:".utf8)
            timeline.sendUDP(
                answer + timeline.random.bytes(208) + Array("e1:t2:aa1:y1:re".utf8), from: peer, far, to: client, port,
                at: timeline.now.advanced(bySeconds: peer.delay))
        }
        timeline.every(25, jitter: 0.8, from: timeline.now, until: end) { timeline in
            let peer = day.network.remote(.randomGlobal(&timeline.random))
            let far = UInt16(timeline.random.integer(in: 6881...51_000))
            var talk = Conversation(from: client, to: peer, port: far, at: timeline.now, on: &timeline)
            switch timeline.random.unit() {
            case ..<0.35: talk.beIgnored(retries: 1, on: &timeline)
            case ..<0.5: talk.beRefused(on: &timeline)
            default:
                talk.open(on: &timeline)
                let hello = [19] + Array("BitTorrent protocol".utf8) + Array(repeating: 0, count: 8)
                talk.send(hello + timeline.random.bytes(40), from: .client, on: &timeline)
                talk.turn(to: .server, &timeline)
                talk.send(hello + timeline.random.bytes(40), from: .server, on: &timeline)
                talk.transfer(timeline.random.integer(in: 16_000...200_000), from: .server, on: &timeline)
                talk.close(on: &timeline)
            }
        }
    }

    /// A VPN of datagrams with its keep-alive.
    private func tunnel(_ client: Host, on timeline: inout Timeline) {
        let far = day.service("vpn.remote-desk.example").host
        let port = timeline.ephemeralPort(of: client.address)
        timeline.every(10, jitter: 0.9, from: timeline.now, until: day.at(4)) { timeline in
            for _ in 0..<timeline.random.integer(in: 1...6) {
                let outward = timeline.random.chance(0.5)
                let payload =
                    [4, 0, 0, 0] + Noise.slice(timeline.random.integer(in: 2...80) * 16 + 12, &timeline.random)
                let time = timeline.now.advanced(bySeconds: timeline.random.unit())
                if outward {
                    timeline.sendUDP(payload, from: client, port, to: far, 51_820, at: time)
                } else {
                    timeline.sendUDP(payload, from: far, 51_820, to: client, port, at: time)
                }
            }
        }
    }
}
