package import Vocabulary

/// One thing that harmless hosts do for a while, as strong or as weak as it comes.
///
/// Why it exists: a day of an office shows the middle of what is harmless; a model of what is usual must also know its edges (the file
/// sharer, the monitoring server, the router that asks for its clients). `strength` of one habit differs by factors of a hundred
/// between networks, so each habit draws its own numbers on a scale of doublings.
package struct Habit: Sendable {
    package let name: String
    package let play: @Sendable (Actor, inout Timeline) -> Void

    package init(_ name: String, _ play: @escaping @Sendable (Actor, inout Timeline) -> Void) {
        self.name = name
        self.play = play
    }

    /// Every habit there is: one line each.
    package static let all: [Habit] = link + pings + web + media + peers + names + servers + logIns + shares
    /// Habits of larger networks: monitoring, domains, crowds, appliances. Rules are held to them, the shipped model has not learnt them.
    package static let wide: [Habit] = operations + crowds + appliances + lookUps

    /// Who has the habit, where, and for how long.
    package struct Actor: Sendable {
        package let day: Day
        package let host: Host
        package let start: Timestamp
        package let end: Timestamp

        var network: Network { day.network }

        /// Somebody else of the network.
        func other(_ random: inout SeededRandom) -> Host {
            for _ in 0..<8 {
                let other = random.element(network.locals)
                if other != host { return other }
            }
            return network.gateway
        }

        /// Up to `count` others, none twice.
        func others(_ count: Int, _ random: inout SeededRandom) -> [Host] {
            var all = network.locals.filter { $0 != host }
            random.shuffle(&all)
            return Array(all.prefix(count))
        }

        /// A machine on the Internet that is nobody's site.
        func stranger(_ random: inout SeededRandom) -> Host { network.remote(.randomGlobal(&random)) }

        func strangers(_ count: Int, _ random: inout SeededRandom) -> [Host] {
            (0..<count).map { _ in stranger(&random) }
        }

        /// About so many times a minute, at random times.
        func often(_ perMinute: Double, on timeline: inout Timeline, _ action: @escaping Timeline.Action) {
            guard perMinute > 0 else { return }
            let wait = timeline.random.exponential(mean: 60 / perMinute)
            let time = max(timeline.now, start).advanced(bySeconds: wait)
            guard time < end else { return }
            timeline.schedule(at: time) { timeline in
                action(&timeline)
                often(perMinute, on: &timeline, action)
            }
        }

        /// Every so many seconds, nearly.
        func steadily(_ interval: Double, on timeline: inout Timeline, _ action: @escaping Timeline.Action) {
            let first = start.advanced(bySeconds: timeline.random.real(in: 0...max(interval, 1)))
            timeline.every(interval, jitter: 0.05, from: first, until: end, action)
        }
    }
}

extension SeededRandom {
    /// A number of a wide range, each doubling as likely as any other.
    mutating func scaled(_ least: Double, _ most: Double) -> Double {
        var doublings = 0
        var top = least
        while top * 2 <= most {
            top *= 2
            doublings += 1
        }
        var value = least
        for _ in 0..<integer(in: 0...doublings) { value *= 2 }
        return min(most, value * real(in: 1...2))
    }

    mutating func scaled(_ least: Int, _ most: Int) -> Int { Int(scaled(Double(least), Double(most))) }
}

extension Timeline {
    /// A connection with one question and one answer.
    mutating func ask(
        _ server: Host, _ port: UInt16, from client: Host, at time: Timestamp, up: Int, down: Int
    ) {
        var talk = Conversation(from: client, to: server, port: port, at: time, on: &self)
        talk.open(on: &self)
        talk.transfer(up, from: .client, on: &self)
        talk.turn(to: .server, &self)
        talk.transfer(down, from: .server, on: &self)
        talk.close(on: &self)
    }

    /// `host` says that nobody takes the datagram `other` sent it from `port` to `own`.
    mutating func complain(_ host: Host, to other: Host, _ port: UInt16, _ own: UInt16, at time: Timestamp) {
        guard host.address.isV4, other.address.isV4 else { return }
        let quoted =
            (IPv4(from: other.address, to: host.address, ttl: 60) / UDP(from: port, to: own)
            / [UInt8](repeating: 0, count: 24))
            .bytes
        send(ICMP.unreachable(code: 3, quoting: quoted), from: host, to: other, at: time)
    }

    /// A datagram and, where `down` is above 0, its answer.
    mutating func query(
        _ server: Host, _ port: UInt16, from client: Host, _ own: UInt16, at time: Timestamp, up: Int, down: Int
    ) {
        sendUDP(Array(Noise.slice(up, &random)), from: client, own, to: server, port, at: time)
        guard down > 0 else { return }
        let back = time.advanced(bySeconds: random.jittered(server.delay, by: 0.2))
        sendUDP(Array(Noise.slice(down, &random)), from: server, port, to: client, own, at: back)
    }
}
