import Vocabulary

extension Habit {
    /// What many do at once, or one for many: mornings, domains, offices behind one address, sites with guests.
    static let crowds: [Habit] = [
        Habit("everybody-comes-in") { actor, timeline in
            // Power is back, or a shift begins: leases, names and tickets for all within a minute or two.
            let all = actor.others(timeline.random.integer(in: 10...100), &timeline.random)
            let controller = actor.network.servers.first ?? actor.network.gateway
            let spread = timeline.random.scaled(20.0, 300)
            let leases = LeaseExchange(network: actor.network)
            for host in all {
                let time = actor.start.advanced(bySeconds: timeline.random.real(in: 0...spread))
                timeline.schedule(at: time) { timeline in
                    leases.renew(host, by: actor.network.gateway, at: timeline.now, on: &timeline)
                }
                guard host.system == .windows, host != controller else { continue }
                timeline.schedule(at: time.advanced(bySeconds: 20)) { timeline in
                    // One in twelve mistypes first.
                    let tries = timeline.random.chance(0.08) ? [false, true] : [true]
                    for service: Service in [.kerberos, .ldap] {
                        LoginSession(service, from: host, to: controller, isGuessing: false)
                            .play(
                                tries.map { Credential(user: "\(host.name).user", password: "its-own", isRight: $0) },
                                from: timeline.now, on: &timeline)
                    }
                }
            }
        },
        Habit("one-controller-for-many-clients") { actor, timeline in
            let clients = actor.others(timeline.random.integer(in: 8...80), &timeline.random)
            let wrong = timeline.random.real(in: 0...0.02)
            actor.often(timeline.random.scaled(8.0, 120), on: &timeline) { timeline in
                let client = timeline.random.element(clients)
                let service: Service = timeline.random.element([.kerberos, .kerberos, .ldap, .smb])
                LoginSession(service, from: client, to: actor.host, isGuessing: false)
                    .play(
                        [
                            Credential(
                                user: "\(client.name).user", password: "its-own",
                                isRight: !timeline.random.chance(wrong))
                        ], from: timeline.now, on: &timeline)
            }
        },
        Habit("a-terminal-server-speaks-for-many") { actor, timeline in
            // Twenty people behind one address: each has a password of his own, and mistypes it at times.
            let server = actor.other(&timeline.random)
            let people = timeline.random.integer(in: 5...40)
            let service: Service = timeline.random.element([.imap, .ldap, .smb, .http])
            actor.often(timeline.random.scaled(2.0, 30), on: &timeline) { timeline in
                LoginSession(service, from: actor.host, to: server, isGuessing: false)
                    .play(
                        [
                            Credential(
                                user: "user\(timeline.random.integer(in: 1...people))", password: "its-own",
                                isRight: !timeline.random.chance(0.03))
                        ], from: timeline.now, on: &timeline)
            }
        },
        Habit("a-site-with-many-guests") { actor, timeline in
            // Each guest loads pages with all that is in them, then reads; some ask for one thing again and again.
            let guests = actor.strangers(timeline.random.scaled(20, 300), &timeline.random)
            let pace = timeline.random.scaled(30.0, 400)
            let polls = timeline.random.chance(0.5)
            actor.often(pace, on: &timeline) { timeline in
                let guest = timeline.random.element(guests)
                var talk = Conversation(from: guest, to: actor.host, port: 80, at: timeline.now, on: &timeline)
                talk.open(on: &timeline)
                let first = timeline.random.integer(in: 1...200)
                for index in 0..<timeline.random.integer(in: 3...12) {
                    let path = polls && index > 2 ? "/api/news" : "/page/\(first)/part\(index)"
                    let head = HTTP.request("GET", path, host: "www.office.example")
                    talk.ask((head, HTTP.response(body: Array(repeating: 0x20, count: 700))), on: &timeline)
                }
                talk.close(on: &timeline)
            }
        },
        Habit("a-proxy-before-a-server") { actor, timeline in
            // Everybody's questions to one server inside, over a few connections.
            let server = actor.other(&timeline.random)
            let rate = timeline.random.scaled(2.0, 40)
            actor.often(60 * rate / 10, on: &timeline) { timeline in
                var talk = Conversation(from: actor.host, to: server, port: 8080, at: timeline.now, on: &timeline)
                talk.open(on: &timeline)
                for _ in 0..<10 {
                    let path =
                        "/\(timeline.random.element(["api", "app", "static"]))/\(timeline.random.integer(in: 1...400))"
                    let head = HTTP.request("GET", path, host: "www.office.example")
                    talk.ask((head, HTTP.response(body: Array(repeating: 0x20, count: 500))), on: &timeline)
                }
                talk.close(on: &timeline)
            }
        },
        Habit("reads-mail-every-minute") { actor, timeline in
            let server = timeline.random.chance(0.5) ? actor.stranger(&timeline.random) : actor.other(&timeline.random)
            let service: Service = timeline.random.element([.imap, .pop3])
            let wrongAt = timeline.random.integer(in: 3...40)
            var count = 0
            actor.steadily(60, on: &timeline) { timeline in
                count += 1
                LoginSession(service, from: actor.host, to: server, isGuessing: false)
                    .play(
                        [Credential(user: "berta", password: "as-it-should-be", isRight: count != wrongAt)],
                        from: timeline.now, on: &timeline)
            }
        },
        Habit("is-known-to-many-mail-programs") { actor, timeline in
            // A mail server whose users are outside; each mistypes at times, and one has an old password.
            let users = actor.strangers(timeline.random.scaled(10, 120), &timeline.random)
            let service: Service = timeline.random.element([.imap, .smtp, .pop3])
            actor.often(timeline.random.scaled(8.0, 120), on: &timeline) { timeline in
                let at = Int(timeline.random.below(UInt64(users.count)))
                LoginSession(service, from: users[at], to: actor.host, isGuessing: false)
                    .play(
                        [
                            Credential(
                                user: "user\(at)", password: "its-own", isRight: !timeline.random.chance(0.03))
                        ], from: timeline.now, on: &timeline)
            }
        },
    ]
}
