package import Vocabulary

/// What was spent on a service, and whether it may be called now: the decisions of the gate, as a value.
///
/// Kept on disk, so that a restart gives nobody a new budget. Bounds: one moment for each call of the last minute.
package struct ServiceLedger: Sendable, Hashable, Codable {
    /// Days since 1970, UTC, that `dayUsed` is about.
    private var day: Int64 = 0
    private var dayUsed = 0
    /// Nanoseconds since 1970 of the calls of the last 60 seconds, oldest first.
    private var recent: [Int64] = []
    /// Failures in a row.
    private var failures = 0
    /// The breaker is open until then; after that one probe may go.
    private var closedUntil: Int64 = 0
    /// The service asked for silence until then.
    private var throttledUntil: Int64 = 0
    package private(set) var calls: UInt64 = 0
    /// Nil in what an older version kept.
    private var failed: UInt64?
    package private(set) var refused: [String: UInt64] = [:]
    package private(set) var lastError: LastError?

    package struct LastError: Sendable, Hashable, Codable {
        package var at: Timestamp
        package var message: String
    }

    package init() {}

    /// What one attempt came to.
    package enum Outcome: Sendable, Hashable {
        case answered
        /// It wants to be left alone, for so many seconds where it says so.
        case busy(seconds: Double?)
        case failed(String)
    }

    /// Takes a call out of the budget, or says why it may not be made.
    package mutating func admit(_ service: OutboundService, at now: Timestamp) -> OutboundError? {
        roll(to: now)
        if now.nanoseconds < throttledUntil {
            return refuse(
                .throttled, "\(service.name) asked for silence until \(Timestamp(nanoseconds: throttledUntil)).")
        }
        if failures >= service.breaker.failures, now.nanoseconds < closedUntil {
            return refuse(
                .circuitOpen,
                "\(service.name) failed \(failures) times in a row and is left alone until "
                    + "\(Timestamp(nanoseconds: closedUntil)); last: \(lastError?.message ?? "no answer")")
        }
        if dayUsed >= service.budget.perDay {
            return refuse(
                .budget,
                "The day's budget of \(service.budget.perDay) calls to \(service.name) is used up; it is new at midnight UTC."
            )
        }
        if recent.count >= service.budget.perMinute {
            return refuse(
                .budget,
                "The budget of \(service.budget.perMinute) calls a minute to \(service.name) is used up; ask again in a minute."
            )
        }
        // A probe: nobody else follows before it has failed or been forgotten.
        if failures >= service.breaker.failures {
            closedUntil = now.advanced(bySeconds: service.breaker.pause.inSeconds).nanoseconds
        }
        recent.append(now.nanoseconds)
        dayUsed += 1
        calls &+= 1
        return nil
    }

    /// Notes what the call that was admitted came to.
    package mutating func note(_ outcome: Outcome, _ service: OutboundService, at now: Timestamp) {
        switch outcome {
        case .answered: failures = 0
        case .busy(let seconds):
            failures = 0
            let pause = min(max(seconds ?? 60, 1), 86_400)
            throttledUntil = max(throttledUntil, now.advanced(bySeconds: pause).nanoseconds)
            lastError = LastError(at: now, message: "asked for silence for \(Int(pause)) s")
        case .failed(let message):
            failed = (failed ?? 0) &+ 1
            failures = min(failures + 1, 1000)
            lastError = LastError(at: now, message: String(message.prefix(300)))
            let over = failures - service.breaker.failures
            guard over >= 0 else { return }
            var pause = service.breaker.pause.inSeconds
            for _ in 0..<min(over, 20) { pause = min(pause * 2, service.breaker.longest.inSeconds) }
            closedUntil = now.advanced(bySeconds: pause).nanoseconds
        }
    }

    package mutating func noteRefusal(_ code: OutboundError.Code) { refused[code.rawValue, default: 0] &+= 1 }

    /// Forgets failures and throttling, not what was spent: for a new key or another server.
    package mutating func forgive() {
        failures = 0
        closedUntil = 0
        throttledUntil = 0
        lastError = nil
    }

    /// Calls that the budget still allows, and whether the service is well.
    package func standing(_ service: OutboundService, at now: Timestamp) -> ServiceStanding {
        var current = self
        current.roll(to: now)
        var standing = ServiceStanding()
        standing.usedMinute = current.recent.count
        standing.usedDay = current.dayUsed
        standing.calls = calls
        standing.failed = failed ?? 0
        standing.refused = refused
        standing.lastError = lastError
        if failures >= service.breaker.failures {
            standing.state = .broken
            standing.until = Timestamp(nanoseconds: closedUntil)
        } else if now.nanoseconds < throttledUntil {
            standing.state = .limited
            standing.until = Timestamp(nanoseconds: throttledUntil)
        } else if current.dayUsed >= service.budget.perDay || current.recent.count >= service.budget.perMinute {
            standing.state = .limited
        }
        return standing
    }

    private mutating func refuse(_ code: OutboundError.Code, _ message: String) -> OutboundError {
        noteRefusal(code)
        return OutboundError(code, message)
    }

    /// Drops what is over. A wall clock that was set back does not give a new budget.
    private mutating func roll(to now: Timestamp) {
        let today = now.second / 86_400
        if today > day {
            day = today
            dayUsed = 0
        }
        let edge = now.nanoseconds &- 60_000_000_000
        recent.removeAll { $0 <= edge || $0 > now.nanoseconds &+ 3_600_000_000_000 }
    }
}

/// How a service stands: for the API and the screen.
package struct ServiceStanding: Sendable, Hashable {
    package enum State: String, Sendable, Hashable { case ok, limited, broken, offline }
    package var state = State.ok
    /// When it may be called again, where that is known.
    package var until: Timestamp?
    package var usedMinute = 0
    package var usedDay = 0
    package var calls: UInt64 = 0
    /// Of them: no answer, or one that says that the service is broken.
    package var failed: UInt64 = 0
    /// Calls that were not made, by reason.
    package var refused: [String: UInt64] = [:]
    package var lastError: ServiceLedger.LastError?
    package init() {}
}
