package import Vocabulary

/// The tries of one client to log in at one service of one host.
///
/// Three counts, because the wire does not always show the outcome: failures that the protocol states or the reader infers,
/// tries without an outcome, and connections that have the shape of a failed log-in. Bounds: three rings of 40 times, 32 flow
/// ids, 32 accounts exactly (then estimated).
package struct LoginTally: Sendable {
    package var failures = RecentTimes(capacity: 40)
    package var tries = RecentTimes(capacity: 40)
    package var shaped = RecentTimes(capacity: 40)
    package var accounts = DistinctCount()
    package var successes = 0
    package var inferred = 0
    package var firstSeen = Timestamp(nanoseconds: .max)
    package var lastSeen = Timestamp(nanoseconds: .min)
    package var flows = FlowSample()
    package var ladder = ReportLadder()
    package var saidSuccess = false
    /// Payload bytes of the responder in shaped connections, smallest and largest.
    package var shapedSizes: ClosedRange<UInt64>?
    /// What the client had sent when its first failure of a connection was told, smallest and largest, over so many connections.
    private var secretSizes: ClosedRange<UInt64>?
    private var secrets = 0
    private var lastFailed: UInt64 = 0
    private var outcomeKnown: [UInt64] = []
    private var lastUser: UInt64 = 0
    private var lastUserFailures = 0

    package init() {}

    package mutating func observe(_ attempt: LoginAttempt, flow: FlowSnapshot, at time: Timestamp) {
        firstSeen = min(firstSeen, flow.firstSeen)
        lastSeen = max(lastSeen, time)
        if attempt.outcome != .unknown { remember(flow.id) }
        let user = attempt.user.isEmpty ? 0 : digest(attempt.user.utf8)
        switch attempt.outcome {
        case .unknown:
            tries.add(time)
            if user != 0 { accounts.add(user) }
        case .failed:
            failures.add(time)
            flows.add(flow.id)
            if attempt.isInferred { inferred += 1 }
            weigh(flow)
            if user != 0 { accounts.add(user) }
            lastUserFailures = user == lastUser ? lastUserFailures + 1 : 1
            lastUser = user
        case .succeeded:
            successes += 1
            flows.add(flow.id)
            // Somebody mistyped and then got in: at most three failures of the same account are forgiven.
            if !ladder.hasReported, user == 0 || lastUser == 0 || user == lastUser {
                failures.forget(newest: min(3, lastUserFailures))
                tries.forget(newest: 3)
                lastUserFailures = 0
            }
        }
    }

    private mutating func weigh(_ flow: FlowSnapshot) {
        guard flow.id != lastFailed else { return }
        lastFailed = flow.id
        secrets += 1
        let size = flow.initiator.payload
        secretSizes = secretSizes.map { min($0.lowerBound, size)...max($0.upperBound, size) } ?? size...size
    }

    /// One account and, over eight connections and more, always as many bytes: a program that has an old password, not one that guesses.
    /// Says something only where a password goes out as it is (in clear), so that its length shows.
    package var repeatsOneSecret: Bool {
        guard let sizes = secretSizes, secrets >= 8, accounts.count <= 1 else { return false }
        return sizes.lowerBound == sizes.upperBound && sizes.lowerBound > 0
    }

    /// A connection ended whose log-in, if any, could not be read.
    package mutating func observeShape(_ flow: FlowSnapshot, at time: Timestamp) {
        guard !outcomeKnown.contains(flow.id) else { return }
        firstSeen = min(firstSeen, flow.firstSeen)
        lastSeen = max(lastSeen, time)
        shaped.add(time)
        flows.add(flow.id)
        let size = flow.responder.payload
        shapedSizes = shapedSizes.map { min($0.lowerBound, size)...max($0.upperBound, size) } ?? size...size
    }

    private mutating func remember(_ flow: UInt64) {
        guard outcomeKnown.last != flow else { return }
        if outcomeKnown.count >= 32 { outcomeKnown.removeFirst() }
        outcomeKnown.append(flow)
    }
}
