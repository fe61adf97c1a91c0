package import Vocabulary

/// Who fails to log in at one service of one server, of those who come from elsewhere: the victim's view of guesses that many share.
///
/// Bounds: 256 sources, of whom the one heard of longest ago makes room; 32 accounts exactly, then estimated; 32 flow ids.
package struct GuessingCrowd: Sendable {
    private struct Source {
        let digest: UInt64
        let address: IPAddress
        var failures = 0
        var hasSucceeded = false
        var last: Timestamp
    }
    private static let capacity = 256
    private var sources: [Source] = []
    package private(set) var accounts = DistinctCount()
    package private(set) var named = 0
    package var flows = FlowSample()
    package var ladder = ReportLadder()
    package private(set) var firstSeen: Timestamp
    package private(set) var lastSeen: Timestamp

    package init(at time: Timestamp) {
        firstSeen = time
        lastSeen = time
    }

    package mutating func observe(_ attempt: LoginAttempt, from client: IPAddress, flow: UInt64, at now: Timestamp) {
        lastSeen = max(lastSeen, now)
        let digest = Digest.of(client)
        let place: Int
        if let known = sources.firstIndex(where: { $0.digest == digest }) {
            place = known
            sources[place].last = max(sources[place].last, now)
        } else {
            let fresh = Source(digest: digest, address: client, last: now)
            if sources.count < Self.capacity {
                place = sources.count
                sources.append(fresh)
            } else {
                place = sources.indices.min { sources[$0].last < sources[$1].last } ?? 0
                sources[place] = fresh
            }
        }
        if attempt.outcome == .succeeded {
            sources[place].hasSucceeded = true
            return
        }
        sources[place].failures += 1
        flows.add(flow)
        guard !attempt.user.isEmpty else { return }
        named += 1
        accounts.add(Detection.digest(attempt.user.utf8))
    }

    /// Who failed within `seconds`, never got in, and failed at most `most` times (more is guessing of its own), ascending by address.
    package func guessers(within seconds: Double, of now: Timestamp, most: Int) -> (who: [IPAddress], failures: Int) {
        let start = now.advanced(bySeconds: -seconds)
        let some = sources.filter { !$0.hasSucceeded && (1...most).contains($0.failures) && $0.last >= start }
        return (some.map(\.address).sorted(), some.reduce(0) { $0 + $1.failures })
    }

    /// How many of those who came got in.
    package var welcome: Int { sources.reduce(0) { $0 + ($1.hasSucceeded ? 1 : 0) } }
}
