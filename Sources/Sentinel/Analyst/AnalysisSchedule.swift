import Vocabulary

/// Decides which incidents are explained when: a value, told of changes and asked what is due.
///
/// An incident is explained again two seconds after it changed last, and ten seconds after the first change at the latest. A model is asked when
/// the incident is new to it or its severity grew. Bounds: 4,096 incidents wait (the one that waits longest goes, and is explained when
/// somebody looks), 16,384 are remembered.
struct AnalysisSchedule {
    struct Due: Equatable {
        var incident: Incident
        var wantsModel: Bool
    }
    private struct Waiting {
        var incident: Incident
        let first: Timestamp
        var last: Timestamp
        /// How often it was tried in vain.
        var tries: Int
    }
    private var waiting: [String: Waiting] = [:]
    private var order: [String] = []
    private var asked: [String: Severity] = [:]
    private(set) var crowdedOut: UInt64 = 0
    private static let cap = 4096
    private static let memory = 16_384
    private static let quiet = 2.0
    private static let longest = 10.0
    private static let mostTries = 8

    mutating func note(_ incident: Incident, at now: Timestamp) {
        if waiting[incident.id] != nil {
            waiting[incident.id]?.incident = incident
            waiting[incident.id]?.last = now
            return
        }
        if order.count >= Self.cap {
            waiting[order.removeFirst()] = nil
            crowdedOut &+= 1
        }
        order.append(incident.id)
        waiting[incident.id] = Waiting(incident: incident, first: now, last: now, tries: 0)
    }

    /// What has been quiet for long enough, oldest first; at most `limit`.
    mutating func due(at now: Timestamp, minimum: Severity, limit: Int = 64) -> [Due] {
        var found: [Due] = []
        var rest: [String] = []
        for id in order {
            guard let item = waiting[id] else { continue }
            let isDue = now.seconds(since: item.last) >= Self.quiet || now.seconds(since: item.first) >= Self.longest
            guard isDue, found.count < limit else {
                rest.append(id)
                continue
            }
            waiting[id] = nil
            let severity = item.incident.severity
            let isNews = asked[id].map { severity > $0 } ?? true
            let wantsModel = severity >= minimum && isNews
            if wantsModel {
                if asked.count >= Self.memory { asked.removeAll(keepingCapacity: true) }
                asked[id] = severity
            }
            found.append(Due(incident: item.incident, wantsModel: wantsModel))
        }
        order = rest
        return found
    }

    /// The store did not have it yet: once more in a while, a few times.
    mutating func again(_ due: Due, tries: Int, at now: Timestamp) {
        guard tries < Self.mostTries, waiting[due.incident.id] == nil, order.count < Self.cap else { return }
        if due.wantsModel { asked[due.incident.id] = nil }
        order.append(due.incident.id)
        waiting[due.incident.id] = Waiting(incident: due.incident, first: now, last: now, tries: tries + 1)
    }

    var count: Int { order.count }
}
