import Vocabulary

extension Habit {
    /// Who is turned to by many, and who watches many.
    static let servers: [Habit] = [
        Habit("serves-a-site") { actor, timeline in
            // On the open net nearly every minute brings somebody who tries another port, too.
            let rate = timeline.random.scaled(16.0, 800)
            let guests = actor.strangers(timeline.random.scaled(8, 500), &timeline.random)
            let noise = timeline.random.chance(0.5) ? timeline.random.real(in: 0...0.08) : 0
            let most = timeline.random.scaled(300, 12_000)
            actor.often(rate, on: &timeline) { timeline in
                let guest = timeline.random.element(guests)
                if timeline.random.chance(noise) {
                    let port = UInt16(timeline.random.element([22, 23, 445, 8443, 3389, 6379, 5900, 8080]))
                    var talk = Conversation(
                        from: actor.stranger(&timeline.random), to: actor.host, port: port, at: timeline.now,
                        on: &timeline)
                    if timeline.random.chance(0.5) { return talk.beRefused(on: &timeline) }
                    return talk.beIgnored(retries: 0, on: &timeline)
                }
                timeline.ask(
                    actor.host, 443, from: guest, at: timeline.now, up: timeline.random.integer(in: 200...1200),
                    down: timeline.random.integer(in: 200...most))
            }
        },
        Habit("answers-datagrams") { actor, timeline in
            // Names, time, presence.
            let isInside = timeline.random.chance(0.5)
            let count = timeline.random.scaled(4, 400)
            let guests =
                isInside ? actor.others(count, &timeline.random) : actor.strangers(count, &timeline.random)
            let port: UInt16 = timeline.random.element([53, 123, 1812, 389, 3478])
            let answered = timeline.random.real(in: 0.8...1)
            let down = timeline.random.scaled(48, 400)
            actor.often(timeline.random.scaled(16.0, 1500), on: &timeline) { timeline in
                let guest = timeline.random.element(guests)
                timeline.query(
                    actor.host, port, from: guest, UInt16(timeline.random.integer(in: 1025...65_000)),
                    at: timeline.now, up: timeline.random.integer(in: 40...90),
                    down: timeline.random.chance(answered) ? down : 0)
            }
        },
        Habit("watches-everybody") { actor, timeline in
            let all = actor.others(timeline.random.integer(in: 4...60), &timeline.random)
            let ports = (0..<timeline.random.integer(in: 1...5))
                .map { _ in
                    timeline.random.element([22, 80, 443, 161, 8080, 9100, 9090, 10_050, 5666] as [UInt16])
                }
            let gone = timeline.random.chance(0.5) ? timeline.random.real(in: 0...0.12) : 0
            let isGone = all.map { _ in timeline.random.chance(gone) }
            let isShut = ports.map { _ in timeline.random.chance(0.06) }
            let gap = timeline.random.scaled(0.01, 0.5)
            actor.steadily(timeline.random.scaled(15.0, 300), on: &timeline) { timeline in
                for (index, target) in all.enumerated() {
                    for (place, port) in ports.enumerated() {
                        timeline.schedule(after: Double(index * ports.count + place) * gap) { timeline in
                            look(
                                at: target, port, from: actor.host, isGone: isGone[index], isShut: isShut[place],
                                on: &timeline)
                        }
                    }
                }
            }
        },
        Habit("is-watched") { actor, timeline in
            let watcher = actor.other(&timeline.random)
            let rate = timeline.random.scaled(8.0, 200)
            actor.often(rate, on: &timeline) { timeline in
                timeline.ask(actor.host, 10_050, from: watcher, at: timeline.now, up: 60, down: 80)
            }
        },
        Habit("reads-counters") { actor, timeline in
            let all = actor.others(timeline.random.integer(in: 1...40), &timeline.random)
            let each = timeline.random.scaled(1, 30)
            let usesOnePort = timeline.random.chance(0.6)
            actor.steadily(timeline.random.scaled(60.0, 300), on: &timeline) { timeline in
                let own = timeline.ephemeralPort(of: actor.host.address)
                for (index, target) in all.enumerated() {
                    for count in 0..<each {
                        timeline.schedule(after: Double(index) * 0.05 + Double(count) * 0.01) { timeline in
                            let port = usesOnePort ? own : timeline.ephemeralPort(of: actor.host.address)
                            timeline.query(target, 161, from: actor.host, port, at: timeline.now, up: 90, down: 300)
                        }
                    }
                }
            }
        },
        Habit("keeps-time") { actor, timeline in
            let servers = actor.strangers(timeline.random.integer(in: 1...16), &timeline.random)
            actor.steadily(timeline.random.scaled(16.0, 300), on: &timeline) { timeline in
                for (index, server) in servers.enumerated() {
                    timeline.query(
                        server, 123, from: actor.host, 123, at: timeline.now.advanced(bySeconds: Double(index) * 0.3),
                        up: 48, down: timeline.random.chance(0.9) ? 48 : 0)
                }
            }
        },
        Habit("is-reached-on-many-ports") { actor, timeline in
            // Remote procedure calls, passive file transfer: a few fixed ports and many that are agreed upon.
            let client = actor.other(&timeline.random)
            let most = timeline.random.scaled(2, 24)
            actor.often(timeline.random.scaled(0.3, 3), on: &timeline) { timeline in
                for index in 0..<timeline.random.integer(in: 1...most) {
                    let port = index == 0 ? 135 : UInt16(49_152 + timeline.random.integer(in: 0...2000))
                    timeline.ask(
                        actor.host, port, from: client,
                        at: timeline.now.advanced(bySeconds: Double(index) * 0.2), up: 300,
                        down: timeline.random.integer(in: 200...3000))
                }
            }
        },
    ]

    private static func look(
        at target: Host, _ port: UInt16, from watcher: Host, isGone: Bool, isShut: Bool, on timeline: inout Timeline
    ) {
        if port == 161 {
            return timeline.query(
                target, port, from: watcher, timeline.ephemeralPort(of: watcher.address), at: timeline.now, up: 80,
                down: isGone ? 0 : 120)
        }
        var talk = Conversation(from: watcher, to: target, port: port, at: timeline.now, on: &timeline)
        if isGone { return talk.beIgnored(retries: 0, on: &timeline) }
        if isShut { return talk.beRefused(on: &timeline) }
        talk.open(on: &timeline)
        talk.transfer(80, from: .client, on: &timeline)
        talk.turn(to: .server, &timeline)
        talk.transfer(timeline.random.integer(in: 60...4000), from: .server, on: &timeline)
        talk.close(on: &timeline)
    }
}
