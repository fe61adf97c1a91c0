internal import Dispatch
internal import Synchronization
import Vocabulary

/// What waits to be written. Handing in never blocks: what does not fit is counted by kind.
///
/// Bounds: `flows` flows, `others` of each other kind. Incidents never wait twice: a later state of one replaces the earlier.
final class Inbox: Sendable {
    private struct State {
        /// All but flows.
        var waiting = StoreBatch()
        /// As they were handed in, small ones put together: none is copied while it waits.
        var flows: [[FlowRecord]] = []
        var flowCount = 0
        var unwritten = StoreHealth.Unwritten()
        var isClosed = false
        var isSleeping = false
        /// Hand-ins so far, and how many of them are dealt with.
        var handed: UInt64 = 0
        var settled: UInt64 = 0
        var waiters: [(UInt64, CheckedContinuation<Void, Never>)] = []

        /// How many there was no room for.
        mutating func take(_ more: [FlowRecord], room: Int) -> Int {
            let taken = min(more.count, max(0, room - flowCount))
            guard taken > 0 else { return more.count }
            flowCount += taken
            let list = taken == more.count ? more : Array(more.prefix(taken))
            if let last = flows.indices.last, flows[last].count + taken <= FlowFiles.rowsAtOnce / 2 {
                flows[last] += list
            } else {
                flows.append(list)
            }
            return more.count - taken
        }
    }
    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let flows: Int
    private let others: Int

    init(flows: Int, others: Int) {
        self.flows = flows
        self.others = others
    }

    func put(_ batch: StoreBatch) {
        let mustWake = state.withLock { state in
            guard !state.isClosed else {
                state.unwritten.add(batch)
                state.unwritten.flows &+= UInt64(batch.flows.count)
                return false
            }
            state.handed += 1
            state.unwritten.flows &+= UInt64(state.take(batch.flows, room: flows))
            let lost = state.waiting.take(batch, others: others)
            state.unwritten.add(lost)
            let urgent = !batch.alerts.isEmpty || !batch.incidents.isEmpty || state.flowCount >= FlowFiles.rowsAtOnce
            guard state.isSleeping, urgent else { return false }
            state.isSleeping = false
            return true
        }
        if mustWake { wake.signal() }
    }

    var unwritten: StoreHealth.Unwritten { state.withLock { $0.unwritten } }

    func lose(_ batch: StoreBatch, flows: Int) {
        state.withLock { state in
            state.unwritten.add(batch)
            state.unwritten.flows &+= UInt64(flows)
        }
    }

    /// What waits, flows apart, and its number for `settle`. Waits up to a second for something worth writing.
    func next() -> (batch: StoreBatch, flows: [[FlowRecord]], number: UInt64, isClosed: Bool) {
        let ready = state.withLock { state in
            let now =
                state.isClosed || !state.waiters.isEmpty || !state.waiting.alerts.isEmpty
                || !state.waiting.incidents.isEmpty || state.flowCount >= FlowFiles.rowsAtOnce
            state.isSleeping = !now
            return now
        }
        if !ready { _ = wake.wait(timeout: .now() + .seconds(1)) }
        return state.withLock { state in
            state.isSleeping = false
            let batch = state.waiting
            let flows = state.flows
            state.waiting = StoreBatch()
            (state.flows, state.flowCount) = ([], 0)
            return (batch, flows, state.handed, state.isClosed)
        }
    }

    /// All hand-ins up to `number` are on disk or counted.
    func settle(_ number: UInt64) {
        let done = state.withLock { state in
            state.settled = max(state.settled, number)
            let done = state.waiters.filter { $0.0 <= state.settled }
            state.waiters.removeAll { $0.0 <= state.settled }
            return done
        }
        for (_, waiter) in done { waiter.resume() }
    }

    func flush() async {
        await withCheckedContinuation { continuation in
            let answer: (now: Bool, wake: Bool) = state.withLock { state in
                guard state.settled < state.handed else { return (true, false) }
                state.waiters.append((state.handed, continuation))
                let sleeping = state.isSleeping
                state.isSleeping = false
                return (false, sleeping)
            }
            if answer.now { continuation.resume() }
            if answer.wake { wake.signal() }
        }
    }

    /// Nothing more is taken; who waits for `next` gets the rest.
    func close() {
        let mustWake = state.withLock { state in
            state.isClosed = true
            let sleeping = state.isSleeping
            state.isSleeping = false
            return sleeping
        }
        if mustWake { wake.signal() }
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    func reopen() { state.withLock { $0.isClosed = false } }
}

extension StoreBatch {
    /// Takes in what there is room for, apart from flows; the answer is the rest.
    mutating func take(_ other: StoreBatch, others: Int) -> StoreBatch {
        var rest = StoreBatch()
        Self.move(other.alerts, into: &alerts, limit: others, rest: &rest.alerts)
        Self.move(other.traffic, into: &traffic, limit: others, rest: &rest.traffic)
        Self.move(other.stats, into: &stats, limit: others, rest: &rest.stats)
        Self.move(other.hosts, into: &hosts, limit: others, rest: &rest.hosts)
        for update in other.incidents {
            // The newest stand last: an incident that grows is found at once.
            let same = incidents.suffix(64).lastIndex { $0.incident.id == update.incident.id }
            if let same {
                incidents[same] = update
            } else if incidents.count < others {
                incidents.append(update)
            } else {
                rest.incidents.append(update)
            }
        }
        return rest
    }

    private static func move<Item>(_ items: [Item], into waiting: inout [Item], limit: Int, rest: inout [Item]) {
        let room = max(0, limit - waiting.count)
        if waiting.isEmpty, items.count <= room {
            waiting = items
        } else {
            waiting.append(contentsOf: items.prefix(room))
        }
        rest = items.count > room ? Array(items.dropFirst(room)) : []
    }
}

extension StoreHealth.Unwritten {
    /// All but flows.
    mutating func add(_ batch: StoreBatch) {
        alerts &+= UInt64(batch.alerts.count)
        incidents &+= UInt64(batch.incidents.count)
        ticks &+= UInt64(batch.traffic.count + batch.stats.count + batch.hosts.count)
    }
}
