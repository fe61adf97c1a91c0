import Outbound
package import Vocabulary

/// Which incident is looked up next: the highest score first, each address of it once.
///
/// A value without time of its own. Bounds: 512 incidents wait, of more the one with the lowest score goes and is counted; 8 addresses
/// an incident, attackers before victims; of the last 4,096 incidents it is remembered what was looked up.
package struct LookupQueue: Sendable {
    package struct Job: Sendable, Hashable {
        package var incident: String
        package var score: Int
        package var addresses: [IPAddress]
        /// It was begun before, and a source could not be asked then.
        package var isRetry = false
    }

    private struct Waiting {
        var job: Job
        /// Not before this moment.
        var from: Timestamp
        var order: UInt64
    }

    private var waiting: [String: Waiting] = [:]
    private var done: [String: Set<IPAddress>] = [:]
    /// Ids of `done`, oldest first.
    private var remembered: [String] = []
    private var orders: UInt64 = 0
    package private(set) var dropped: UInt64 = 0
    package static let cap = 512
    private static let addressCap = 8
    private static let memory = 4096

    package init() {}

    package var count: Int { waiting.count }

    /// Takes in an incident that opened or grew; true where there is something to look up.
    package mutating func offer(_ incident: Incident) -> Bool {
        var addresses: [IPAddress] = []
        for party in incident.attackers + incident.victims {
            guard case .address(let address) = party, address.mayBeLookedUp, !addresses.contains(address) else {
                continue
            }
            addresses.append(address)
            if addresses.count == Self.addressCap { break }
        }
        let known = done[incident.id] ?? []
        addresses.removeAll { known.contains($0) }
        guard !addresses.isEmpty else { return false }
        put(
            Job(incident: incident.id, score: incident.score, addresses: addresses),
            from: waiting[incident.id]?.from ?? Timestamp(nanoseconds: .min))
        return true
    }

    /// The next one that may be looked up now; it counts as done.
    package mutating func next(at now: Timestamp) -> Job? {
        let ready = waiting.values.filter { $0.from <= now }
        guard let best = ready.max(by: { ($0.job.score, $1.order) < ($1.job.score, $0.order) }) else { return nil }
        waiting[best.job.incident] = nil
        if done[best.job.incident] == nil {
            remembered.append(best.job.incident)
            if remembered.count > Self.memory { done[remembered.removeFirst()] = nil }
        }
        done[best.job.incident, default: []].formUnion(best.job.addresses)
        return best.job
    }

    /// A job that a budget or a breaker kept from being done: again, not before a moment.
    package mutating func postpone(_ job: Job, until moment: Timestamp) {
        done[job.incident]?.subtract(job.addresses)
        var job = job
        job.isRetry = true
        put(job, from: moment)
    }

    private mutating func put(_ job: Job, from: Timestamp) {
        orders &+= 1
        waiting[job.incident] = Waiting(job: job, from: from, order: waiting[job.incident]?.order ?? orders)
        guard waiting.count > Self.cap,
            let least = waiting.values.min(by: { ($0.job.score, $1.order) < ($1.job.score, $0.order) })
        else { return }
        waiting[least.job.incident] = nil
        dropped &+= 1
    }
}
