import Capture
package import Detection
package import Exports
package import Flows
package import Incidents
package import Pipeline
package import Vocabulary

/// Listens to the packet path and keeps what a person asks for afterwards: incidents, hosts, counts.
///
/// The one listener behind `analyze` and `watch`; what else wants the events (EVE, Zeek logs, a live screen) is given to it
/// as `outputs`.
package struct Watchtower: PipelineListener, ~Copyable {
    package var correlator: Correlator
    package private(set) var hosts = HostLedger()
    package private(set) var dnsQueries: UInt64 = 0
    package private(set) var dnsResponses: UInt64 = 0
    /// Incidents that are over, oldest first; the open ones are in `correlator`. Bounded: the oldest are dropped and counted.
    package private(set) var closed: [Incident] = []
    package private(set) var dropped: UInt64 = 0
    private var outputs: [any EventOutput]
    /// Where a service sends its commands and hears what was counted; nil without one.
    private let line: ServiceLine?
    /// Findings less sure than this are left out.
    private var minimumConfidence: Double
    private let onProgress: (PipelineProgress) -> Void
    private static let closedCap = 10_000

    package init(
        correlator: Correlator = Correlator(), outputs: [any EventOutput] = [], minimumConfidence: Double = 0,
        line: ServiceLine? = nil, onProgress: @escaping (PipelineProgress) -> Void = { _ in }
    ) {
        self.correlator = correlator
        self.outputs = outputs
        self.minimumConfidence = minimumConfidence
        self.line = line
        self.onProgress = onProgress
    }

    package mutating func observe(events: [FlowEvent], context: borrowing DetectionContext) {
        hosts.observe(events)
        let lent = events.span
        for index in lent.indices where lent[index].kind == .application { count(lent[index].detail) }
        for index in outputs.indices { outputs[index].observe(events: events, home: context.home) }
    }

    private mutating func count(_ detail: FlowEvent.Detail) {
        guard case .application(.dns(let message)) = detail, message.variant == .dns else { return }
        if message.isResponse { dnsResponses += 1 } else { dnsQueries += 1 }
    }

    package mutating func observe(findings: [Finding]) {
        for finding in findings where finding.confidence >= minimumConfidence {
            for index in outputs.indices { outputs[index].observe(finding: finding) }
            take(correlator.observe(finding))
        }
    }

    /// What hosts did goes up to be learnt from, except for hosts that an open incident is about.
    package mutating func observe(behaviour: [BehaviourWindow]) {
        guard let line else { return }
        let suspects = correlator.parties
        let harmless = behaviour.filter { !$0.isAbout(suspects) }
        line.messenger.observe(behaviour: harmless, refused: UInt64(behaviour.count - harmless.count))
    }

    package mutating func observe(tick: TrafficTick) {
        take(correlator.advance(to: Timestamp(nanoseconds: tick.second * 1_000_000_000)))
        for index in outputs.indices { outputs[index].observe(tick: tick) }
    }

    package mutating func observe(progress: PipelineProgress) {
        onProgress(progress)
        line?.messenger.observe(progress: progress)
    }

    package mutating func adjust(_ rules: inout RuleSet) -> FlowSettings? {
        guard let commands = line?.inbox.take() else { return nil }
        if let settings = commands.settings {
            settings.apply(to: &rules)
            minimumConfidence = settings.minimumConfidence
        }
        if let indicators = commands.indicators { rules.configure(indicators: indicators.table) }
        if let baseline = commands.baseline { rules.apply(baseline: baseline) }
        if let suppressions = commands.suppressions { take(correlator.replace(suppressions: suppressions)) }
        return commands.settings?.flows
    }

    package var wantsTotals: Bool { line?.inbox.takeRequestForTotals() ?? false }

    package mutating func observe(totals: PathTotals) {
        line?.messenger.observe(totals: totals, suppressed: correlator.suppressed)
    }

    /// The capture is over: every incident is closed, every output told what was counted, and written.
    package mutating func finish(_ totals: PathTotals) {
        take(correlator.finish())
        let end = CaptureEnd(
            time: totals.report.latest ?? Timestamp(nanoseconds: 0), counts: totals.counts, stops: totals.stops,
            losses: totals.losses)
        for index in outputs.indices {
            outputs[index].observe(end: end)
            outputs[index].finish()
        }
        line?.messenger.observe(totals: totals, suppressed: correlator.suppressed)
    }

    /// Lines that outputs could not write.
    package var lostLines: UInt64 { outputs.reduce(0) { $0 &+ $1.lostLines } }

    /// How full the tables above the packet path are.
    package var gauges: [TableGauge] {
        [
            hosts.gauge("hosts.ledger"), correlator.gauge("incidents.open"),
            TableGauge(
                "incidents.closed", count: closed.count, capacity: Self.closedCap, whenFull: "the oldest is dropped",
                lost: dropped),
        ]
    }

    /// All incidents, in order of their first packet.
    package var incidents: [Incident] {
        (closed + correlator.incidents).sorted { ($0.firstSeen, $0.id) < ($1.firstSeen, $1.id) }
    }

    private mutating func take(_ changes: [IncidentChange]) {
        for change in changes {
            if case .closed(let incident) = change {
                if closed.count >= Self.closedCap {
                    closed.removeFirst()
                    dropped += 1
                }
                closed.append(incident)
            }
            for index in outputs.indices { outputs[index].observe(change: change) }
        }
    }
}
