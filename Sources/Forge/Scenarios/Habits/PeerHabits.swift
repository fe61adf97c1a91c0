import Vocabulary

extension Habit {
    /// Programs that talk to strangers: file sharing, calls between peers, games, crypto-currency nodes.
    static let peers: [Habit] = [
        Habit("asks-a-swarm") { actor, timeline in
            let port = timeline.ephemeralPort(of: actor.host.address)
            let known = actor.strangers(timeline.random.scaled(8, 400), &timeline.random)
            let ports = known.map { _ in farPort(&timeline.random) }
            let answered = timeline.random.real(in: 0.3...0.95)
            let usesOnePort = timeline.random.chance(0.8)
            let rate = timeline.random.scaled(8.0, 500)
            actor.often(rate, on: &timeline) { timeline in
                let at = Int(timeline.random.below(UInt64(known.count)))
                let own = usesOnePort ? port : timeline.ephemeralPort(of: actor.host.address)
                let isThere = timeline.random.chance(answered)
                timeline.query(
                    known[at], ports[at], from: actor.host, own, at: timeline.now,
                    up: timeline.random.integer(in: 20...140),
                    down: isThere ? timeline.random.integer(in: 20...500) : 0)
                guard !isThere, timeline.random.chance(0.2) else { return }
                timeline.complain(
                    known[at], to: actor.host, own, ports[at], at: timeline.now.advanced(bySeconds: known[at].delay))
            }
        },
        Habit("tries-many-peers") { actor, timeline in
            let gone = timeline.random.real(in: 0...0.55)
            let refused = timeline.random.real(in: 0...0.2)
            let rate = timeline.random.scaled(4.0, 120)
            let most = timeline.random.scaled(200.0, 60_000)
            actor.often(rate, on: &timeline) { timeline in
                let peer = actor.stranger(&timeline.random)
                let port = farPort(&timeline.random)
                let luck = timeline.random.unit()
                var talk = Conversation(from: actor.host, to: peer, port: port, at: timeline.now, on: &timeline)
                if luck < gone { return talk.beIgnored(retries: timeline.random.integer(in: 0...2), on: &timeline) }
                if luck < gone + refused { return talk.beRefused(on: &timeline) }
                talk.open(on: &timeline)
                talk.transfer(timeline.random.integer(in: 60...900), from: .client, on: &timeline)
                talk.turn(to: .server, &timeline)
                talk.transfer(Int(timeline.random.scaled(60, most)), from: .server, on: &timeline)
                talk.close(by: timeline.random.chance(0.5) ? .client : .server, on: &timeline)
            }
        },
        Habit("is-asked-by-a-swarm") { actor, timeline in
            let port = farPort(&timeline.random)
            let usesTCP = timeline.random.chance(0.4)
            let rate = timeline.random.scaled(8.0, usesTCP ? 60 : 600)
            let answered = timeline.random.real(in: 0.4...1)
            let most = timeline.random.scaled(100, 20_000)
            actor.often(rate, on: &timeline) { timeline in
                let peer = actor.stranger(&timeline.random)
                if usesTCP {
                    timeline.ask(
                        actor.host, port, from: peer, at: timeline.now, up: timeline.random.integer(in: 60...600),
                        down: timeline.random.integer(in: 60...most))
                } else {
                    timeline.query(
                        actor.host, port, from: peer, farPort(&timeline.random), at: timeline.now,
                        up: timeline.random.integer(in: 20...140),
                        down: timeline.random.chance(answered) ? timeline.random.integer(in: 20...400) : 0)
                }
            }
        },
        Habit("shares-files") { actor, timeline in
            let parts = ["asks-a-swarm", "tries-many-peers", "is-asked-by-a-swarm"]
            for part in peers where parts.contains(part.name) && timeline.random.chance(0.8) {
                part.play(actor, &timeline)
            }
        },
        Habit("plays") { actor, timeline in
            let server = actor.stranger(&timeline.random)
            let own = timeline.ephemeralPort(of: actor.host.address)
            let port = farPort(&timeline.random)
            let up = timeline.random.integer(in: 30...120)
            let down = timeline.random.integer(in: 60...600)
            actor.steadily(timeline.random.scaled(0.05, 0.5), on: &timeline) { timeline in
                timeline.query(server, port, from: actor.host, own, at: timeline.now, up: up, down: down)
            }
        },
        Habit("looks-for-a-server-to-play-on") { actor, timeline in
            let count = timeline.random.scaled(16, 300)
            let answered = timeline.random.real(in: 0.5...0.95)
            actor.often(timeline.random.scaled(0.05, 0.5), on: &timeline) { timeline in
                let own = timeline.ephemeralPort(of: actor.host.address)
                for index in 0..<count {
                    timeline.schedule(after: Double(index) * 0.01) { timeline in
                        timeline.query(
                            actor.stranger(&timeline.random), UInt16(27_015 + timeline.random.integer(in: 0...12)),
                            from: actor.host, own, at: timeline.now, up: 25,
                            down: timeline.random.chance(answered) ? 120 : 0)
                    }
                }
            }
        },
    ]

    private static func farPort(_ random: inout SeededRandom) -> UInt16 {
        UInt16(random.chance(0.2) ? random.element([443, 80, 3478, 5060]) : random.integer(in: 1024...65_000))
    }
}
