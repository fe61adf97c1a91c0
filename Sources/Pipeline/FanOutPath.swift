package import Capture
package import Detection
import Dispatch
package import Flows
import Vocabulary
import Wire

/// Live interfaces with several workers: the kernel splits the frames between them by flow (PACKET_FANOUT_HASH), each decodes and
/// keeps its flows, and the rules judge all events in one thread, by time.
///
/// Works in steps of about 50 ms. Events of one step are put in order of event time; a rule may see two workers' events out of order
/// by as much. A worker's orders start at its number << 56, so flow ids stay unique. Both directions of a flow meet in one worker.
package struct FanOutPath: ~Copyable {
    package private(set) var rules: RuleSet
    private let workers: [LiveWorker]

    package init(
        interfaces: [String], workers count: Int, options: CaptureOptions, flows: FlowSettings, rules: consuming RuleSet
    ) throws(CaptureError) {
        self.rules = rules
        var workers: [LiveWorker] = []
        var options = options
        options.fanOut = UInt16.random(in: 1 ... .max)
        options.idleMilliseconds = 50
        for index in 0..<count {
            workers.append(try LiveWorker(interfaces, options: options, flows: flows, index: index))
        }
        self.workers = workers
    }

    package mutating func run<Listener: PipelineListener & ~Copyable>(stop: StopSignal, listener: inout Listener) {
        let workers = workers
        var isOver = false
        while !isOver {
            DispatchQueue.concurrentPerform(iterations: workers.count) { workers[$0].step(stop: stop) }
            isOver = workers.allSatisfy(\.isDone)
            judge(workers.map { $0.takeEvents() }, &listener)
            let packets = workers.reduce(0) { $0 + $1.packets }
            listener.observe(progress: PipelineProgress(packets: packets, share: nil))
            if let timeouts = listener.adjust(&rules) { for worker in workers { worker.renew(timeouts: timeouts) } }
            if listener.wantsTotals { listener.observe(totals: totals()) }
        }
        let ends = workers.map(\.end)
        rules.finish(
            at: ends.map(\.now).max() ?? Timestamp(nanoseconds: 0), order: ends.map(\.order).max() ?? 0)
        let findings = rules.drain()
        if !findings.isEmpty { listener.observe(findings: findings) }
        let behaviour = rules.drainBehaviour()
        if !behaviour.isEmpty { listener.observe(behaviour: behaviour) }
    }

    /// Sums what the workers counted.
    package func totals() -> PathTotals {
        var totals = workers[0].look { engine, source in PathTotals(engine, source.report()) }
        for worker in workers.dropFirst() {
            worker.look { engine, source in totals.add(separate: engine, source.report()) }
        }
        return totals
    }

    private mutating func judge<Listener: PipelineListener & ~Copyable>(
        _ streams: [[FlowEvent]], _ listener: inout Listener
    ) {
        var events = streams.flatMap { $0 }
        events.sort { $0.timestamp < $1.timestamp }
        guard !events.isEmpty else { return }
        rules.observe(&events)
        listener.observe(events: events, context: rules.context)
        let findings = rules.drain()
        if !findings.isEmpty { listener.observe(findings: findings) }
        let behaviour = rules.drainBehaviour()
        if !behaviour.isEmpty { listener.observe(behaviour: behaviour) }
        for event in EventOrder.joiningTicks(events.filter { $0.kind == .tick }) {
            if case .traffic(let tick) = event.detail { listener.observe(tick: tick) }
        }
    }
}
