package import Vocabulary

/// A million packets of ordinary traffic of a busy office: what the speed of the packet path is measured with.
///
/// About 35 packets a flow and 400 bytes a frame; one packet in eleven is IPv6, some carry a VLAN tag.
package enum BenignMix: Scenario {
    package static let card = ScenarioCard(
        name: "benign-mix", title: "Benign mix",
        summary: "Web, names, calls, file shares, time and pings of 120 machines at once: the benchmark file.",
        knobs: [
            .number("packets", 1_000_000, 100...100_000_000, "frames in all"),
            .number("duration", 600, 1...86_400, unit: "s", "time over which they are spread"),
        ])

    package static var network: Network { .office(clients: 120, servers: 8, things: 20) }

    package static func frameLimit(_ knobs: Knobs) -> Int? { knobs.count("packets") }

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let mix = FlowMix(network: network, internet: Internet(count: 400, in: network))
        let mean = knobs.number("duration") / (knobs.number("packets") / 56)
        run(mix, mean: mean, at: start, on: &timeline)
        return []
    }

    private static func run(_ mix: FlowMix, mean: Double, at time: Timestamp, on timeline: inout Timeline) {
        timeline.schedule(at: time) { timeline in
            mix.start(on: &timeline)
            let wait = timeline.random.exponential(mean: mean)
            run(mix, mean: mean, at: time.advanced(bySeconds: wait), on: &timeline)
        }
    }
}
