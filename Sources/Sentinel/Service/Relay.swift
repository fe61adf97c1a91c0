import Synchronization
import Vocabulary

/// The staircase between the packet thread and the service: one way, bounded, never waited for.
///
/// Bounds: `flowCap` flow notes and `recordCap` findings, changes and seconds wait at a time; what comes on top is dropped and
/// counted in the news themselves, so that it is shown as unwritten.
final class Relay: Sendable {
    private let waiting = Mutex(CellarNews())
    private let bell: AsyncStream<Void>
    private let ringer: AsyncStream<Void>.Continuation
    private let flowCap: Int
    private let recordCap: Int

    init(flowCap: Int = 131_072, recordCap: Int = 65_536) {
        self.flowCap = flowCap
        self.recordCap = recordCap
        (bell, ringer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes the news over and leaves an empty page; called from the packet thread.
    func hand(over news: inout CellarNews) {
        waiting.withLock { waiting in
            if waiting.flows.count + news.flows.count <= flowCap {
                waiting.flows += news.flows
                waiting.names += news.names
            } else {
                waiting.lostFlows += UInt64(news.flows.count { $0.kind == .closed })
            }
            let records = news.found.count + news.changes.count + news.seconds.count + news.sightings.count
            let held =
                waiting.found.count + waiting.changes.count + waiting.seconds.count + waiting.sightings.count
            if held + records <= recordCap {
                waiting.found += news.found
                waiting.changes += news.changes
                waiting.seconds += news.seconds
                waiting.sightings += news.sightings
            } else {
                waiting.lostRecords += UInt64(records)
            }
            // What is not learnt today is learnt tomorrow.
            if waiting.behaviour.count + news.behaviour.count <= recordCap { waiting.behaviour += news.behaviour }
            waiting.refusedBehaviour &+= news.refusedBehaviour
            waiting.totals = news.totals ?? waiting.totals
            waiting.progress = news.progress ?? waiting.progress
            waiting.suppressed = max(waiting.suppressed, news.suppressed)
        }
        news.flows.removeAll(keepingCapacity: true)
        news.names.removeAll(keepingCapacity: true)
        news.sightings.removeAll(keepingCapacity: true)
        news.found.removeAll()
        news.changes.removeAll()
        news.seconds.removeAll(keepingCapacity: true)
        news.behaviour.removeAll(keepingCapacity: true)
        news.refusedBehaviour = 0
        news.totals = nil
        news.progress = nil
        ringer.yield()
    }

    /// Nothing more comes.
    func close() { ringer.finish() }

    /// Gives the news to `take` as they come, until the relay is closed and empty.
    func deliver(to take: (CellarNews) async -> Void) async {
        for await _ in bell { await take(collect()) }
        let rest = collect()
        if !rest.isEmpty { await take(rest) }
    }

    private func collect() -> CellarNews {
        waiting.withLock { waiting in
            defer { waiting = CellarNews() }
            return waiting
        }
    }
}
