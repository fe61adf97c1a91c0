import Detection
import Incidents
import Synchronization

/// Commands on their way down to the packet thread, which looks in between two batches.
///
/// Only the newest settings count; suppressions are taken in order. One atomic load when there is nothing.
package final class CommandInbox: Sendable {
    struct Commands: Sendable {
        var settings: DetectionSettings?
        /// The whole list as it is now, where it changed.
        var suppressions: [Suppression]?
        var indicators: Indicators?
        var baseline: BehaviourBaseline?
    }
    /// Another table of blocklist entries; none where no list has any.
    struct Indicators: Sendable {
        let table: IndicatorTable?
    }
    private let waiting = Mutex(Commands())
    private let isFull = Atomic<Bool>(false)
    private let wantsTotals = Atomic<Bool>(false)

    package init() {}

    func send(_ settings: DetectionSettings) {
        waiting.withLock { $0.settings = settings }
        isFull.store(true, ordering: .releasing)
    }

    func send(suppressions: [Suppression]) {
        waiting.withLock { $0.suppressions = suppressions }
        isFull.store(true, ordering: .releasing)
    }

    func send(indicators table: IndicatorTable?) {
        waiting.withLock { $0.indicators = Indicators(table: table) }
        isFull.store(true, ordering: .releasing)
    }

    /// What is usual, learnt anew.
    func send(baseline: BehaviourBaseline) {
        waiting.withLock { $0.baseline = baseline }
        isFull.store(true, ordering: .releasing)
    }

    /// Asks the packet thread what it has counted so far.
    func askForTotals() { wantsTotals.store(true, ordering: .releasing) }

    func take() -> Commands? {
        guard isFull.load(ordering: .acquiring) else { return nil }
        isFull.store(false, ordering: .releasing)
        return waiting.withLock { waiting in
            defer { waiting = Commands() }
            return waiting
        }
    }

    func takeRequestForTotals() -> Bool { wantsTotals.exchange(false, ordering: .acquiringAndReleasing) }
}
