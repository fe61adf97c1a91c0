import Vocabulary

extension Habit {
    /// Browsers, downloads, uploads, and what stands between them and the net.
    static let web: [Habit] = [
        Habit("opens-heavy-pages") { actor, timeline in
            let sites = timeline.random.integer(in: 4...60)
            let each = timeline.random.integer(in: 1...6)
            let weight = timeline.random.scaled(1500.0, 60_000)
            let usesNames = timeline.random.chance(0.8)
            actor.often(timeline.random.scaled(0.3, 3), on: &timeline) { timeline in
                for _ in 0..<timeline.random.integer(in: 1...sites) {
                    let site = actor.day.internet.draw(&timeline.random)
                    timeline.schedule(after: timeline.random.real(in: 0...6)) { timeline in
                        let begin = usesNames ? actor.day.lookUp(actor.host, site, &timeline) : timeline.now
                        for _ in 0..<timeline.random.integer(in: 1...each) {
                            fetch(site, by: actor.host, weight, at: begin, on: &timeline)
                        }
                    }
                }
            }
        },
        Habit("downloads") { actor, timeline in
            let size = timeline.random.scaled(400_000, 24_000_000)
            actor.often(timeline.random.scaled(0.05, 0.5), on: &timeline) { timeline in
                let server = actor.stranger(&timeline.random)
                move(size, from: .server, actor.host, server, 443, 0.02, until: actor.end, on: &timeline)
            }
        },
        Habit("uploads") { actor, timeline in
            let size = timeline.random.scaled(300_000, 16_000_000)
            let pause = timeline.random.scaled(0.01, 1)
            actor.often(timeline.random.scaled(0.05, 0.5), on: &timeline) { timeline in
                let server = actor.stranger(&timeline.random)
                move(size, from: .client, actor.host, server, 443, pause, until: actor.end, on: &timeline)
            }
        },
        Habit("asks-an-interface-again-and-again") { actor, timeline in
            let server =
                timeline.random.chance(0.5) ? actor.stranger(&timeline.random) : actor.other(&timeline.random)
            let port: UInt16 = timeline.random.element([80, 443, 3128, 8080, 9200, 6379])
            let up = timeline.random.scaled(60, 3000)
            let down = timeline.random.scaled(60, 20_000)
            actor.often(timeline.random.scaled(8.0, 300), on: &timeline) { timeline in
                timeline.ask(server, port, from: actor.host, at: timeline.now, up: up, down: down)
            }
        },
        Habit("stands-before-everybody") { actor, timeline in
            // A proxy, or a router behind which a whole house is: one address, everybody's conversations.
            let weight = timeline.random.scaled(1000.0, 16_000)
            let lost = timeline.random.real(in: 0...0.08)
            actor.often(timeline.random.scaled(30.0, 400), on: &timeline) { timeline in
                let site = actor.day.internet.draw(&timeline.random)
                if timeline.random.chance(lost) {
                    var talk = Conversation(
                        from: actor.host, to: site.host, port: 443, at: timeline.now, on: &timeline)
                    return talk.beIgnored(retries: 1, on: &timeline)
                }
                if timeline.random.chance(0.3) {
                    return timeline.query(
                        site.host, timeline.random.element([443, 53, 123]), from: actor.host,
                        timeline.ephemeralPort(of: actor.host.address), at: timeline.now, up: 60, down: 200)
                }
                fetch(site, by: actor.host, weight, at: timeline.now, on: &timeline)
            }
        },
        Habit("tries-a-server-that-is-down") { actor, timeline in
            let server = actor.other(&timeline.random)
            let isRefused = timeline.random.chance(0.5)
            let port = UInt16(timeline.random.element([80, 443, 445, 1433, 3306, 8080, 9100]))
            actor.steadily(timeline.random.scaled(1.5, 60), on: &timeline) { timeline in
                var talk = Conversation(from: actor.host, to: server, port: port, at: timeline.now, on: &timeline)
                if isRefused {
                    talk.beRefused(on: &timeline)
                } else {
                    talk.beIgnored(retries: 1, on: &timeline)
                }
            }
        },
        Habit("speaks-quic") { actor, timeline in
            let most = timeline.random.scaled(20, 1500)
            let hosts = actor.strangers(timeline.random.integer(in: 1...24), &timeline.random)
            actor.often(timeline.random.scaled(1.0, 30), on: &timeline) { timeline in
                let own = timeline.ephemeralPort(of: actor.host.address)
                let server = timeline.random.element(hosts)
                for index in 0..<timeline.random.integer(in: 6...most) {
                    timeline.schedule(after: Double(index) * 0.004) { timeline in
                        let isUp = timeline.random.chance(0.3)
                        timeline.query(
                            server, 443, from: actor.host, own, at: timeline.now, up: isUp ? 900 : 40, down: 1230)
                    }
                }
            }
        },
    ]

    private static func fetch(
        _ site: Internet.Site, by client: Host, _ weight: Double, at time: Timestamp, on timeline: inout Timeline
    ) {
        var talk = Conversation(from: client, to: site.host, port: 443, at: time, on: &timeline)
        talk.openTLS(serverName: site.name, resumes: timeline.random.chance(0.6), on: &timeline)
        talk.transferTLS(timeline.random.integer(in: 200...1500), from: .client, on: &timeline)
        talk.turn(to: .server, &timeline)
        talk.transferTLS(Int(timeline.random.exponential(mean: weight)) + 100, from: .server, on: &timeline)
        let left = talk
        timeline.schedule(at: talk.clock.advanced(bySeconds: timeline.random.real(in: 0.5...30))) { timeline in
            var talk = left
            talk.clock = timeline.now
            talk.close(on: &timeline)
        }
    }

    /// Moves `size` bytes in steps of about a hundred kilobytes, so that the stage never holds much.
    static func move(
        _ size: Int, from side: Conversation.Side, _ client: Host, _ server: Host, _ port: UInt16,
        _ pause: Double, until end: Timestamp, on timeline: inout Timeline
    ) {
        var talk = Conversation(from: client, to: server, port: port, at: timeline.now, on: &timeline)
        talk.open(on: &timeline)
        step(talk, size, side, pause, end, on: &timeline)
    }

    private static func step(
        _ talk: Conversation, _ left: Int, _ side: Conversation.Side, _ pause: Double, _ end: Timestamp,
        on timeline: inout Timeline
    ) {
        var talk = talk
        talk.clock = max(talk.clock, timeline.now)
        let part = min(left, 100_000)
        var sent = 0
        while sent < part {
            let run = min(part - sent, 16_000)
            talk.send(Noise.slice(run, &timeline.random), from: side, on: &timeline)
            sent += run
        }
        guard left > part, talk.clock < end else { return talk.close(on: &timeline) }
        let next = talk
        timeline.schedule(at: talk.clock.advanced(bySeconds: pause)) { timeline in
            step(next, left - part, side, pause, end, on: &timeline)
        }
    }
}
