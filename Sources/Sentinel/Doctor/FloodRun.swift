package import Capture
package import Forge
package import Vocabulary

/// One spray past every cap that it reaches, and a real attack behind it.
package struct FloodRun: Sendable {
    package let spray: Spray
    /// Frames: twice what the largest table it fills can hold, at least.
    package let frames: Int

    package init(_ spray: Spray, frames: Int) {
        self.spray = spray
        self.frames = frames
    }

    /// Every kind, at the caps of the program.
    package static var all: [FloodRun] {
        Spray.allCases.map { spray in
            switch spray {
            case .addresses, .ports: FloodRun(spray, frames: 2_200_000)
            case .tunnels: FloodRun(spray, frames: 900_000)
            case .incidents: FloodRun(spray, frames: 60 * 9000)
            default: FloodRun(spray, frames: 300_000)
            }
        }
    }

    package func run(
        _ hostile: HostileRun = HostileRun(), seed: UInt64 = 1, stop: StopSignal = StopSignal()
    ) throws -> FloodOutcome {
        var source = ForgedSource(SprayTraffic(spray, count: frames, seed: seed, before: VerticalScan.self), stop: stop)
        let outcome = try hostile.run(&source, stop: stop)
        let found = source.traffic.truth.allSatisfy { expected in
            outcome.incidents.contains { $0.events.contains { event in expected.isShown(by: event.finding) } }
        }
        return FloodOutcome(spray: spray, hostile: outcome, foundAttack: found)
    }
}

/// What became of one spray.
package struct FloodOutcome: Sendable {
    package let spray: Spray
    package let hostile: HostileOutcome
    /// The attack behind the spray was reported, by its attacker.
    package let foundAttack: Bool

    /// The table that the spray fills first.
    package var target: TableGauge? { hostile.gauges.first { $0.name == spray.table } }

    package var isGood: Bool { foundAttack && !hostile.isInterrupted && hostile.overfull.isEmpty }
}
