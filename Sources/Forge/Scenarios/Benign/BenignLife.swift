package import Vocabulary

/// Some hours of a network of any kind, in which hosts have harmless habits of any strength.
///
/// Which network, which habits, who has them and how strongly all follow from the seed: each seed is another network. What an office
/// day shows is the middle of ordinary life; this shows its breadth. The base model is trained on some of these networks and
/// calibrated on others.
package enum BenignLife: Scenario {
    package static let card = ScenarioCard(
        name: "benign-life", title: "Benign life",
        summary:
            "Some hours of a home, an office or a server room with harmless habits of any strength: another one for each seed.",
        knobs: [
            .number("hours", 1, 0.02...168, unit: "h", "how long"),
            .number("habits", 6, 1...64, "how many habits the network has"),
            .choice(
                "kind", "usual", ["usual", "wide", "both"],
                "usual habits, those of larger networks (monitoring, domains, crowds, appliances), or both"),
            .choice(
                "habit", "any", ["any"] + (Habit.all + Habit.wide).map(\.name).sorted(),
                "the only habit, where it is not any"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let network = draw(&timeline.random)
        let hours = knobs.number("hours")
        let day = Day(
            network: network, internet: Internet(count: 250, in: network, seed: timeline.random.next()), start: start,
            hours: hours, intensity: 1)
        let only = knobs.choice("habit")
        let kind = knobs.choice("kind")
        let pool = (kind == "wide" ? [] : Habit.all) + (kind == "usual" && only == "any" ? [] : Habit.wide)
        let choice = only == "any" ? pool : (Habit.all + Habit.wide).filter { $0.name == only }
        var host = timeline.random.element(network.locals)
        for _ in 0..<knobs.count("habits") {
            let habit = timeline.random.element(choice)
            // A habit lasts for a part of the time.
            let first = timeline.random.real(in: 0...0.7)
            let length = timeline.random.real(in: 0.15...1)
            // Who has one habit often has another.
            if timeline.random.chance(0.6) { host = timeline.random.element(network.locals) }
            let actor = Habit.Actor(
                day: day, host: host,
                start: start.advanced(bySeconds: first * hours * 3600),
                end: start.advanced(bySeconds: min(1, first + length) * hours * 3600))
            habit.play(actor, &timeline)
        }
        // A file sharer is the strangest of what is common.
        if timeline.random.chance(0.25), let sharing = Habit.all.first(where: { $0.name == "shares-files" }),
            only == "any"
        {
            sharing.play(
                Habit.Actor(
                    day: day, host: timeline.random.element(network.clients), start: start, end: day.end), &timeline)
        }
        standing(day, &timeline)
        Housekeeping(day).stage(on: &timeline)
        return []
    }

    /// Connections that began before the capture and go on, or are taken up again after the sensor has forgotten them.
    private static func standing(_ day: Day, _ timeline: inout Timeline) {
        let most = timeline.random.scaled(1, 48)
        let wait = timeline.random.scaled(4.0, 900)
        for client in day.network.clients where timeline.random.chance(0.4) {
            for _ in 0..<timeline.random.integer(in: 0...most) {
                let site = day.internet.draw(&timeline.random)
                let port: UInt16 = timeline.random.element([443, 443, 443, 80, 993, 5222, 5228])
                var talk = Conversation(from: client, to: site.host, port: port, at: day.start, on: &timeline)
                let first = day.start.advanced(bySeconds: timeline.random.exponential(mean: wait))
                timeline.every(timeline.random.scaled(20.0, 2400), jitter: 0.4, from: first, until: day.end) {
                    timeline in
                    talk.clock = max(talk.clock, timeline.now)
                    let side: Conversation.Side = timeline.random.chance(0.5) ? .client : .server
                    if timeline.random.chance(0.4) { return talk.keepAlive(from: side, on: &timeline) }
                    talk.transfer(timeline.random.integer(in: 30...900), from: side, on: &timeline)
                    talk.turn(to: side == .client ? .server : .client, &timeline)
                    talk.transfer(
                        timeline.random.integer(in: 30...900), from: side == .client ? .server : .client, on: &timeline)
                }
            }
        }
    }

    private static func draw(_ random: inout SeededRandom) -> Network {
        let third = UInt8(random.integer(in: 0...250))
        switch random.integer(in: 0...3) {
        case 0: return .office(third: third, clients: random.integer(in: 2...6), servers: 2, things: 6)
        case 1: return .office(third: third, clients: random.integer(in: 30...120), servers: 8, things: 20)
        default: return .office(third: third, clients: random.integer(in: 4...30), servers: 6, things: 8)
        }
    }
}
