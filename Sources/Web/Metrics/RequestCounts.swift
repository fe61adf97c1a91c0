import Synchronization

/// How many requests were answered, by route, method and status. Bounded: there are only so many of each.
package final class RequestCounts: Sendable {
    package struct Key: Hashable, Sendable, Comparable {
        package var route: String
        package var method: String
        package var status: Int
        package static func < (left: Key, right: Key) -> Bool {
            (left.route, left.method, left.status) < (right.route, right.method, right.status)
        }
    }
    private static let methods: Set = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
    private let counts = Mutex<[Key: UInt64]>([:])

    package init() {}

    package func count(route: String, method: String, status: Int) {
        let method = Self.methods.contains(method) ? method : "other"
        counts.withLock { $0[Key(route: route, method: method, status: status), default: 0] += 1 }
    }

    package var all: [(key: Key, count: UInt64)] {
        counts.withLock { counts in counts.map { ($0.key, $0.value) } }.sorted { $0.0 < $1.0 }
    }
}
