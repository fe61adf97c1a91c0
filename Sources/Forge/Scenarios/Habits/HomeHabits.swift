import Vocabulary

extension Habit {
    /// Appliances, telephones, games and what they ask of the net.
    static let appliances: [Habit] = [
        Habit("keeps-a-call-server-awake") { actor, timeline in
            let server = timeline.random.chance(0.5) ? actor.stranger(&timeline.random) : actor.other(&timeline.random)
            let isTCP = timeline.random.chance(0.4)
            let beat = timeline.random.scaled(10.0, 60)
            if isTCP {
                var talk = Conversation(from: actor.host, to: server, port: 5060, at: actor.start, on: &timeline)
                talk.open(on: &timeline)
                return stand(talk, every: beat, up: 4, down: 2, actor, on: &timeline)
            }
            actor.steadily(beat, on: &timeline) { timeline in
                timeline.query(server, 5060, from: actor.host, 5060, at: timeline.now, up: 410, down: 330)
            }
        },
        Habit("is-cast-to") { actor, timeline in
            // A stick at the television: found by search, then told every five seconds that somebody is there.
            let stick = actor.other(&timeline.random)
            var talk = Conversation(from: actor.host, to: stick, port: 8009, at: actor.start, on: &timeline)
            talk.openTLS(serverName: nil, profile: .appliance, on: &timeline)
            stand(talk, every: 5, up: 110, down: 110, actor, on: &timeline)
            actor.steadily(20, on: &timeline) { timeline in
                let own = timeline.ephemeralPort(of: actor.host.address)
                let search =
                    "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: urn:dial-multiscreen-org:service:dial:1\r\n\r\n"
                timeline.sendUDP(
                    Array(search.utf8), from: actor.host, own, to: .group(SSDP.group), 1900, at: timeline.now, ttl: 1)
            }
        },
        Habit("is-steered-from-a-hub") { actor, timeline in
            // Lamps and switches inside: a connection each, asked every few seconds.
            let port: UInt16 = timeline.random.element([6668, 55_443, 9999, 4196, 6053])
            let beat = timeline.random.scaled(2.0, 30)
            for lamp in actor.others(timeline.random.integer(in: 1...5), &timeline.random) {
                var talk = Conversation(from: actor.host, to: lamp, port: port, at: actor.start, on: &timeline)
                talk.open(on: &timeline)
                stand(talk, every: beat, up: 24, down: 28, actor, on: &timeline)
            }
        },
        Habit("has-a-push-service") { actor, timeline in
            // A long connection in which a small ping goes out now and then; chats answer with a little more.
            let site = actor.day.service("push.many-phones.example")
            let begin = actor.day.lookUp(actor.host, site, &timeline)
            let port: UInt16 = timeline.random.element([443, 443, 5223, 5228])
            var talk = Conversation(from: actor.host, to: site.host, port: port, at: begin, on: &timeline)
            talk.openTLS(serverName: site.name, profile: .library, on: &timeline)
            let up = timeline.random.integer(in: 30...95)
            var standing = talk
            actor.steadily(timeline.random.scaled(20.0, 900), on: &timeline) { timeline in
                standing.clock = max(standing.clock, timeline.now)
                standing.transferTLS(up, from: .client, on: &timeline)
                standing.turn(to: .server, &timeline)
                standing.transferTLS(up, from: .server, on: &timeline)
            }
        },
        Habit("asks-whether-it-is-online") { actor, timeline in
            let site = actor.day.service("connectivity-check.some-system.example")
            let path = timeline.random.element(["/generate_204", "/hotspot-detect.html", "/"])
            actor.steadily(timeline.random.scaled(30.0, 300), on: &timeline) { timeline in
                let begin = actor.day.lookUp(actor.host, site, &timeline)
                var talk = Conversation(from: actor.host, to: site.host, port: 80, at: begin, on: &timeline)
                talk.open(on: &timeline)
                talk.ask(
                    (HTTP.request("GET", path, host: site.name), HTTP.response(204)), on: &timeline)
                talk.close(on: &timeline)
            }
        },
        Habit("looks-for-things-again-and-again") { actor, timeline in
            let groups: [(IPAddress, UInt16)] = [
                (SSDP.group, 1900), (IPAddress(239, 255, 255, 250), 3702), (IPAddress(224, 0, 0, 251), 5353),
                (IPAddress(224, 0, 0, 252), 5355),
            ]
            let burst = timeline.random.scaled(2, 60)
            actor.often(timeline.random.scaled(1.0, 20), on: &timeline) { timeline in
                let (group, port) = timeline.random.element(groups)
                let own = port == 5353 ? port : timeline.ephemeralPort(of: actor.host.address)
                for index in 0..<burst {
                    timeline.sendUDP(
                        timeline.random.bytes(120), from: actor.host, own, to: .group(group), port,
                        at: timeline.now.advanced(bySeconds: Double(index) * 0.02), ttl: 2)
                }
            }
        },
        Habit("traces-a-route-again-and-again") { actor, timeline in
            // mtr: an echo for each hop, every second; the routers say that time is over.
            let target = actor.stranger(&timeline.random)
            let hops = timeline.random.integer(in: 5...18)
            let routers = actor.strangers(hops, &timeline.random)
            let id = UInt16(truncatingIfNeeded: timeline.random.next())
            let payload = [UInt8](repeating: 0, count: 36)
            var round: UInt16 = 0
            actor.steadily(1, on: &timeline) { timeline in
                for hop in 1...hops {
                    round &+= 1
                    let time = timeline.now.advanced(bySeconds: Double(hop) * 0.03)
                    let question = ICMP.echoRequest(id: id, sequence: round, payload)
                    timeline.send(question, from: actor.host, to: target, at: time, ttl: UInt8(hop))
                    let back = time.advanced(bySeconds: routers[hop - 1].delay)
                    if hop == hops {
                        timeline.send(
                            ICMP.echoReply(id: id, sequence: round, payload), from: target, to: actor.host, at: back)
                    } else {
                        let quoted = (IPv4(from: actor.host.address, to: target.address, ttl: 1) / question).bytes
                        timeline.send(
                            ICMP.timeExceeded(quoting: quoted), from: routers[hop - 1], to: actor.host, at: back)
                    }
                }
            }
        },
        Habit("asks-an-encrypted-resolver") { actor, timeline in
            let site = actor.day.service("dns.private-answers.example")
            var talk = Conversation(
                from: actor.host, to: site.host, port: timeline.random.element([443, 853]), at: actor.start,
                on: &timeline)
            talk.openTLS(serverName: site.name, profile: .library, on: &timeline)
            var standing = talk
            actor.often(timeline.random.scaled(4.0, 120), on: &timeline) { timeline in
                standing.clock = max(standing.clock, timeline.now)
                standing.transferTLS(timeline.random.integer(in: 128...180), from: .client, on: &timeline)
                standing.turn(to: .server, &timeline)
                standing.transferTLS(timeline.random.integer(in: 300...490), from: .server, on: &timeline)
            }
        },
    ]
}
