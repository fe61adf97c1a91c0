import Synchronization

/// Slows guessing at the sign-in: a few failures a minute for an address, a few more for all addresses together.
///
/// Tokens have 256 random bits, so guessing is hopeless anyway; this keeps the guesses from filling the audit log and
/// the disk. Only failures count and only failures are slowed: a right token is let in whatever others tried. Bound: `capacity`
/// addresses; when full, all are forgotten and the common limit holds alone.
package final class AttemptLimiter: Sendable {
    private struct Window {
        var start: ContinuousClock.Instant
        var failures: Int
    }
    private struct State {
        var byAddress: [String: Window] = [:]
        var all: Window?
    }
    private let state = Mutex(State())
    private let perAddress: Int
    private let total: Int
    private let period: Duration
    private let capacity: Int

    package init(perAddress: Int = 10, total: Int = 60, period: Duration = .seconds(60), capacity: Int = 4_096) {
        self.perAddress = perAddress
        self.total = total
        self.period = period
        self.capacity = capacity
    }

    /// Nil when an attempt may be made, else how long to wait.
    package func wait(for address: String, at now: ContinuousClock.Instant) -> Duration? {
        state.withLock { state in
            let mine = remaining(state.byAddress[address], limit: perAddress, at: now)
            let everyone = remaining(state.all, limit: total, at: now)
            guard let mine else { return everyone }
            return everyone.map { max($0, mine) } ?? mine
        }
    }

    package func recordFailure(of address: String, at now: ContinuousClock.Instant) {
        state.withLock { state in
            if state.byAddress[address] == nil, state.byAddress.count >= capacity { state.byAddress.removeAll() }
            state.byAddress[address] = counted(state.byAddress[address], at: now)
            state.all = counted(state.all, at: now)
        }
    }

    package func recordSuccess(of address: String) {
        state.withLock { $0.byAddress[address] = nil }
    }

    private func remaining(_ window: Window?, limit: Int, at now: ContinuousClock.Instant) -> Duration? {
        guard let window, window.failures >= limit else { return nil }
        let left = period - (now - window.start)
        return left > .zero ? left : nil
    }

    private func counted(_ window: Window?, at now: ContinuousClock.Instant) -> Window {
        guard var window, now - window.start < period else { return Window(start: now, failures: 1) }
        window.failures += 1
        return window
    }
}
