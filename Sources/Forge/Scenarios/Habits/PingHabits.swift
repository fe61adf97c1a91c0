import Vocabulary

extension Habit {
    /// Who pings whom, and with what in it.
    static let pings: [Habit] = [
        Habit("pings-one") { actor, timeline in
            let target = timeline.random.chance(0.5) ? actor.stranger(&timeline.random) : actor.network.gateway
            let payload = pingPayload(&timeline.random)
            let isStamped = timeline.random.chance(0.2)
            let id = UInt16(truncatingIfNeeded: timeline.random.next())
            var sequence: UInt16 = 0
            let isAnswered = timeline.random.chance(0.85)
            actor.steadily(timeline.random.scaled(0.2, 8), on: &timeline) { timeline in
                sequence &+= 1
                // Some programs put the time in front, each in its own way.
                let stamp = isStamped ? timeline.random.bytes(8) : []
                ping(
                    target, from: actor.host, id, sequence, Array((stamp + payload).prefix(1472)),
                    isAnswered: isAnswered, on: &timeline)
            }
        },
        Habit("pings-many") { actor, timeline in
            let count = timeline.random.scaled(4, 60)
            let targets =
                timeline.random.chance(0.6)
                ? actor.others(count, &timeline.random) : actor.strangers(count, &timeline.random)
            let payload = Array(pingPayload(&timeline.random).prefix(128))
            let tries = timeline.random.integer(in: 1...5)
            let gap = timeline.random.scaled(0.01, 0.8)
            let id = UInt16(truncatingIfNeeded: timeline.random.next())
            let isThere = targets.map { _ in timeline.random.chance(0.9) }
            actor.steadily(timeline.random.scaled(30.0, 300), on: &timeline) { timeline in
                for attempt in 0..<tries {
                    for (index, target) in targets.enumerated() {
                        let wait = Double(index) * gap + Double(attempt)
                        timeline.schedule(after: wait) { timeline in
                            ping(
                                target, from: actor.host, id, UInt16(attempt), payload, isAnswered: isThere[index],
                                on: &timeline)
                        }
                    }
                }
            }
        },
        Habit("pings-with-a-burst") { actor, timeline in
            let target = actor.stranger(&timeline.random)
            let payload = pingPayload(&timeline.random)
            let count = timeline.random.scaled(4, 100)
            let gap = timeline.random.scaled(0.002, 0.5)
            actor.often(timeline.random.scaled(0.05, 1), on: &timeline) { timeline in
                let id = UInt16(truncatingIfNeeded: timeline.random.next())
                for sequence in 0..<count {
                    timeline.schedule(after: Double(sequence) * gap) { timeline in
                        ping(target, from: actor.host, id, UInt16(sequence), payload, isAnswered: true, on: &timeline)
                    }
                }
            }
        },
    ]

    private static func ping(
        _ target: Host, from host: Host, _ id: UInt16, _ sequence: UInt16, _ payload: [UInt8], isAnswered: Bool,
        on timeline: inout Timeline
    ) {
        let time = timeline.now
        timeline.send(ICMP.echoRequest(id: id, sequence: sequence, payload), from: host, to: target, at: time)
        guard isAnswered else { return }
        timeline.send(
            ICMP.echoReply(id: id, sequence: sequence, payload), from: target, to: host,
            at: time.advanced(bySeconds: timeline.random.jittered(target.delay, by: 0.2)))
    }

    /// What the ping programs of systems, routers and monitors send; some send a few bytes of their own.
    private static func pingPayload(_ random: inout SeededRandom) -> [UInt8] {
        switch random.integer(in: 0...9) {
        case 0: PingPayload.linux
        case 1: PingPayload.windows
        // Routers repeat one word; 100 bytes of packet by default.
        case 2: repeated([0xAB, 0xCD], random.element([72, 36, 64, 1472]))
        case 3: Array(repeating: 0, count: random.element([8, 32, 56, 64, 1024]))
        case 4: Array(repeating: random.element([0xFF, 0x58, 0x61, 0xA5]), count: random.element([32, 56, 64, 120]))
        // The alphabet or counting bytes, as large as asked for.
        case 5: repeated(Array("abcdefghijklmnopqrstuvw".utf8), random.scaled(16, 1472))
        case 6: repeated(Array(0...255), random.scaled(16, 1472))
        case 7: []
        // A time stamp, then nothing, or the name of the program.
        case 8: random.bytes(8) + Array(repeating: 0, count: random.element([0, 8, 24, 48]))
        default: random.bytes(4) + Array("network monitor probe".utf8)
        }
    }

    private static func repeated(_ word: [UInt8], _ count: Int) -> [UInt8] {
        (0..<count).map { word[$0 % word.count] }
    }
}
