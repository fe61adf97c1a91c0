package import Vocabulary

/// What became of a contact.
package enum ContactOutcome: UInt8, Comparable, Sendable {
    /// Not known yet.
    case pending
    /// Refused, unanswered, cut off at once, or a packet that nobody sends but a scanner.
    case failed
    /// A conversation that carried data.
    case succeeded

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A target and what became of it. Not inside of the log, for the reason that `BoundedTable` tells.
package struct LoggedContact<Target: Sendable>: Sendable {
    package var target: Target
    package var time: Timestamp
    package var outcome: ContactOutcome
}

/// The latest distinct targets of one source with the outcome of each contact: what scans are judged by.
///
/// Why it exists: a threshold such as "15 ports in 5 minutes" and another for hours can be held against the same list of
/// times, with no window that begins at the wrong moment. Bounds: `capacity` targets; the oldest goes first.
package struct ContactLog<Target: Equatable & Sendable>: Sendable {
    package typealias Outcome = ContactOutcome
    package typealias Contact = LoggedContact<Target>

    package private(set) var contacts: [Contact] = []
    private let capacity: Int

    package init(capacity: Int) { self.capacity = capacity }

    /// Notes a contact. A target that is known moves on: its time is renewed, its outcome never goes back to pending, and a
    /// success is not undone. True when the target is new.
    @discardableResult
    package mutating func note(_ target: Target, _ outcome: Outcome, at time: Timestamp) -> Bool {
        if let index = contacts.firstIndex(where: { $0.target == target }) {
            contacts[index].time = max(contacts[index].time, time)
            if outcome > contacts[index].outcome { contacts[index].outcome = outcome }
            return false
        }
        if contacts.count == capacity { contacts.removeFirst() }
        contacts.append(Contact(target: target, time: time, outcome: outcome))
        return true
    }

    /// Changes the outcome of a target that is known.
    package mutating func settle(_ target: Target, _ outcome: Outcome) {
        guard let index = contacts.firstIndex(where: { $0.target == target }) else { return }
        contacts[index].outcome = outcome
    }

    /// How many targets were contacted in the last `seconds` before `now`, by outcome.
    package func tally(_ seconds: Double, before now: Timestamp) -> ContactTally {
        var tally = ContactTally()
        let start = now.advanced(bySeconds: -seconds)
        for contact in contacts where contact.time >= start {
            switch contact.outcome {
            case .pending: tally.pending += 1
            case .failed: tally.failed += 1
            case .succeeded: tally.succeeded += 1
            }
        }
        return tally
    }
}

/// Targets by outcome.
package struct ContactTally: Equatable, Sendable {
    package var pending = 0
    package var failed = 0
    package var succeeded = 0
}
