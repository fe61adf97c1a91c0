/// Harmless flows around another scenario: they start for as long as that one has something to tell.
enum Background {
    static func stage(perMinute: Double, in network: Network, on timeline: inout Timeline) {
        let mix = FlowMix(network: network, internet: Internet(count: 120, in: network))
        next(mix, mean: 60 / perMinute, on: &timeline)
    }

    private static func next(_ mix: FlowMix, mean: Double, on timeline: inout Timeline) {
        let wait = timeline.random.exponential(mean: mean)
        timeline.schedule(after: wait) { timeline in
            guard timeline.hasOtherActions else { return }
            mix.start(for: timeline.random.element(mix.network.clients), on: &timeline)
            next(mix, mean: mean, on: &timeline)
        }
    }
}
