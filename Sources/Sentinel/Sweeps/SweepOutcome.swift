package import Capture
import Flows
import Forge
import Incidents
import Pipeline
package import Vocabulary

/// What became of one sweep: what was found of what is in it, when, and what was reported that is not.
package struct SweepOutcome: Sendable {
    package let sweep: Sweep
    /// Attacks in it that a detector must not miss, and how many of them were found.
    package let expected: Int
    package let found: Int
    /// Of the attack found last: event time from its first packet until it was said. Nil when nothing was found.
    package let seconds: Double?
    /// Packets of the whole capture, the sensor's ordinal, when that was said.
    package let packetsUntil: UInt64?
    package let packets: UInt64
    /// Incidents of which no finding is in the truth: another detection, or another attacker.
    package let falseIncidents: [Incident]
    package let isComplete: Bool

    package var isFound: Bool { found == expected }
}

extension Sweep {
    /// Sends the forged frames through the whole path with all rules as they are by default, in one thread.
    package func run(seed: UInt64 = 1, stop: StopSignal = StopSignal()) throws(SentinelError) -> SweepOutcome {
        let traffic = scenario.make(knobs: knobs, seed: seed)
        let truth = traffic.truth
        var source = ForgedSource(traffic, stop: stop)
        let settings = DetectionSettings()
        var listener = SweepListener()
        let counts: CaptureCounts
        do {
            var path = try PacketPath(flows: FlowSettings(), seed: .random(in: 0 ... .max), rules: settings.rules())
            path.run(&source, stop: stop, listener: &listener)
            counts = path.totals(source.report()).counts
        } catch {
            throw SentinelError(.memory, "There is no memory for the flow table.", cause: error)
        }
        var correlator = settings.correlator()
        var changes: [IncidentChange] = []
        for said in listener.said { changes += correlator.observe(said.finding) }
        changes += correlator.finish()
        var unexplained: [Incident] = []
        for case .closed(let incident) in changes
        where !incident.events.contains(where: { event in truth.contains { $0.isShown(by: event.finding) } }) {
            unexplained.append(incident)
        }
        let must = truth.filter { !$0.isOptional }
        let hits = must.compactMap { expected in
            listener.said.first { expected.isShown(by: $0.finding) }
                .map { (seconds: $0.time.seconds(since: expected.start), order: $0.finding.order) }
        }
        let last = hits.max { $0.seconds < $1.seconds }
        return SweepOutcome(
            sweep: self, expected: must.count, found: hits.count, seconds: last?.seconds,
            packetsUntil: last.map { $0.order >> 3 }, packets: counts.packets, falseIncidents: unexplained,
            isComplete: !stop.isRaised)
    }
}

extension ExpectedIncident {
    /// The finding says this: the same detection by one of these attackers. Where nobody can be named (spoofed), the victim must
    /// be right and must not be called the attacker.
    func isShown(by finding: Finding) -> Bool {
        guard detection == finding.detection else { return false }
        guard attackers.isEmpty else { return attackers.contains(where: finding.attackers.contains) }
        return victims.contains(where: finding.victims.contains)
            && !victims.contains(where: finding.attackers.contains)
    }
}
