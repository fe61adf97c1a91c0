package import Vocabulary

/// Twenty-four hours of an ordinary office with all that looks suspicious and is not.
///
/// Fewer packets than a real day has, at the right times: browsing with many connections, happy eyeballs, calls, backups,
/// file sharing, updates, signed names, name storms, monitoring that polls everybody, block-list and reputation queries,
/// heartbeats of appliances, a mistyped password, a speed test, a traceroute.
package enum BenignDay: Scenario {
    package static let card = ScenarioCard(
        name: "benign-day", title: "Benign day",
        summary: "A day of an office LAN with everything that looks like an attack and is none.",
        knobs: [
            .number("hours", 24, 0.1...168, unit: "h", "how long"),
            .number("intensity", 1, 0.05...50, "how much happens"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let day = Day(
            network: network, internet: Internet(count: 250, in: network), start: start, hours: knobs.number("hours"),
            intensity: knobs.number("intensity"))
        Housekeeping(day).stage(on: &timeline)
        People(day).stage(on: &timeline)
        Things(day).stage(on: &timeline)
        ServerRoom(day).stage(on: &timeline)
        return []
    }
}
