import Bedrock
package import Capture
package import Detection
import Dispatch
package import Flows
import Vocabulary
import Wire

/// The path of a capture file with several workers: they decode and keep flows side by side; their events are merged in packet
/// order before the rules, so the findings are those of one worker, byte for byte.
///
/// Works in steps of 256 batches: while the rules judge one step, the workers read the next. Bounds: two steps of events.
package struct ParallelPath: ~Copyable {
    package private(set) var rules: RuleSet
    private let workers: [Worker]
    private static let batchesAStep = 256

    /// `open` opens the same capture once for each worker.
    package init(
        workers count: Int, flows: FlowSettings, seed: UInt64, rules: consuming RuleSet,
        open: () throws(CaptureError) -> sending CaptureFile
    ) throws(CaptureError) {
        self.rules = rules
        var workers: [Worker] = []
        for index in 0..<count {
            let share = Engine.Share(index: index, count: count)
            workers.append(try Worker(source: try open(), flows: flows, seed: seed, share: share))
        }
        self.workers = workers
    }

    package mutating func run<Listener: PipelineListener & ~Copyable>(stop: StopSignal, listener: inout Listener) {
        let workers = workers
        let group = DispatchGroup()
        func start() {
            DispatchQueue.global().async(group: group) {
                DispatchQueue.concurrentPerform(iterations: workers.count) { index in
                    workers[index].step(batches: Self.batchesAStep, stop: stop)
                }
            }
        }
        start()
        var isOver = false
        while !isOver {
            group.wait()
            var events = collect()
            let seen = workers[0].look { engine, source in
                PipelineProgress(packets: engine.decoder.counts.packets, share: source.progress)
            }
            isOver = workers.allSatisfy(\.isDone)
            if !isOver { start() }
            judge(&events, seen, &listener)
        }
        let end = workers[0].look { engine, _ in (engine.flows.now, engine.decoder.ordinal) }
        rules.finish(at: end.0 ?? Timestamp(nanoseconds: 0), order: end.1 << 3)
        tell(&listener)
    }

    /// Sums what the workers counted. Every worker decoded every frame, so decoding is counted once, flows by each.
    package func totals() -> PathTotals {
        var totals = workers[0].look { engine, source in PathTotals(engine, source.report()) }
        for worker in workers.dropFirst() { worker.look { engine, _ in totals.add(engine) } }
        return totals
    }

    private func collect() -> [FlowEvent] {
        var merged = workers[0].takeEvents()
        for worker in workers.dropFirst() {
            var both: [FlowEvent] = []
            EventOrder.merge(merged, worker.takeEvents(), into: &both)
            merged = both
        }
        return EventOrder.joiningTicks(merged)
    }

    private mutating func judge<Listener: PipelineListener & ~Copyable>(
        _ events: inout [FlowEvent], _ progress: PipelineProgress, _ listener: inout Listener
    ) {
        rules.observe(&events)
        listener.observe(events: events, context: rules.context)
        tell(&listener)
        for event in events {
            if case .traffic(let tick) = event.detail { listener.observe(tick: tick) }
        }
        listener.observe(progress: progress)
        // A file has its timeouts from the start; the rules alone may change.
        _ = listener.adjust(&rules)
    }

    private mutating func tell<Listener: PipelineListener & ~Copyable>(_ listener: inout Listener) {
        let findings = rules.drain()
        if !findings.isEmpty { listener.observe(findings: findings) }
        let behaviour = rules.drainBehaviour()
        if !behaviour.isEmpty { listener.observe(behaviour: behaviour) }
    }
}
