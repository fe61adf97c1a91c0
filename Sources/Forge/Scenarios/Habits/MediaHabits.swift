import Vocabulary

extension Habit {
    /// Sound, picture and whatever else goes on for long, in one or both directions.
    static let media: [Habit] = [
        Habit("calls") { actor, timeline in
            let server =
                timeline.random.chance(0.7) ? actor.stranger(&timeline.random) : actor.other(&timeline.random)
            let own = timeline.ephemeralPort(of: actor.host.address)
            let up = timeline.random.scaled(60, 1100)
            let down = timeline.random.scaled(60, 1100)
            actor.steadily(timeline.random.scaled(0.02, 0.2), on: &timeline) { timeline in
                timeline.query(server, 3478, from: actor.host, own, at: timeline.now, up: up, down: down)
            }
        },
        Habit("watches-a-film") { actor, timeline in
            let part = timeline.random.scaled(100_000, 2_000_000)
            let server = actor.stranger(&timeline.random)
            actor.steadily(timeline.random.scaled(4.0, 30), on: &timeline) { timeline in
                move(
                    part, from: .server, actor.host, server, 443, 0.05,
                    until: actor.end, on: &timeline)
            }
        },
        Habit("sends-without-an-answer") { actor, timeline in
            // Log lines, flow records, sound of a telephone on hold, a camera.
            let collector = actor.other(&timeline.random)
            let port: UInt16 = timeline.random.element([514, 2055, 4739, 6343, 5004, 162, 8125])
            let own = timeline.ephemeralPort(of: actor.host.address)
            let size = timeline.random.scaled(60, 1400)
            actor.often(timeline.random.scaled(10.0, 3000), on: &timeline) { timeline in
                timeline.query(collector, port, from: actor.host, own, at: timeline.now, up: size, down: 0)
            }
        },
        Habit("is-sent-to-by-everybody") { actor, timeline in
            let senders = actor.others(timeline.random.integer(in: 2...60), &timeline.random)
            let port: UInt16 = timeline.random.element([514, 2055, 8125, 162])
            let size = timeline.random.scaled(60, 1200)
            let usesOnePort = timeline.random.chance(0.7)
            actor.often(timeline.random.scaled(20.0, 2000), on: &timeline) { timeline in
                let sender = timeline.random.element(senders)
                let own = usesOnePort ? port : timeline.ephemeralPort(of: sender.address)
                timeline.query(actor.host, port, from: sender, own, at: timeline.now, up: size, down: 0)
            }
        },
        Habit("streams-to-a-group") { actor, timeline in
            let group = Host.group(IPAddress(239, 1, UInt8(timeline.random.integer(in: 1...9)), 7))
            let size = timeline.random.scaled(160, 1316)
            actor.steadily(timeline.random.scaled(0.02, 0.2), on: &timeline) { timeline in
                timeline.sendUDP(
                    Array(Noise.slice(size, &timeline.random)), from: actor.host, 5004, to: group, 5004,
                    at: timeline.now, ttl: 4)
            }
        },
        Habit("works-through-a-tunnel") { actor, timeline in
            let far = actor.stranger(&timeline.random)
            let port: UInt16 = timeline.random.element([51_820, 1194, 4500])
            let own = timeline.ephemeralPort(of: actor.host.address)
            let up = timeline.random.scaled(80, 1380)
            let down = timeline.random.scaled(80, 1380)
            actor.often(timeline.random.scaled(60.0, 3000), on: &timeline) { timeline in
                let isQuiet = timeline.random.chance(0.3)
                timeline.query(far, port, from: actor.host, own, at: timeline.now, up: up, down: isQuiet ? 0 : down)
            }
        },
        Habit("copies-files-inside") { actor, timeline in
            let server = actor.other(&timeline.random)
            let size = timeline.random.scaled(500_000, 30_000_000)
            let side: Conversation.Side = timeline.random.chance(0.5) ? .client : .server
            actor.often(timeline.random.scaled(0.05, 0.3), on: &timeline) { timeline in
                move(
                    size, from: side, actor.host, server, timeline.random.element([2049, 873, 3260]), 0.005,
                    until: actor.end, on: &timeline)
            }
        },
        Habit("polls-a-machine-of-a-plant") { actor, timeline in
            let machines = actor.others(timeline.random.integer(in: 1...8), &timeline.random)
            let interval = timeline.random.scaled(0.02, 1)
            for machine in machines {
                var talk = Conversation(from: actor.host, to: machine, port: 502, at: actor.start, on: &timeline)
                talk.open(on: &timeline)
                var standing = talk
                actor.steadily(interval * Double(machines.count), on: &timeline) { timeline in
                    standing.clock = max(standing.clock, timeline.now)
                    standing.transfer(12, from: .client, on: &timeline)
                    standing.turn(to: .server, &timeline)
                    standing.transfer(timeline.random.integer(in: 10...120), from: .server, on: &timeline)
                }
            }
        },
    ]
}
