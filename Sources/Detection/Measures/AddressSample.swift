package import Vocabulary

/// The first few addresses of something, in the order in which they came.
///
/// Why it exists: most have one, and an array for one address is an allocation for each of thousands of entries. Bounds: the
/// caller's, who asks `count` before he appends.
package struct AddressSample: Sendable {
    private var first: IPAddress?
    private var others: [IPAddress] = []

    package init() {}

    package var count: Int { first == nil ? 0 : others.count + 1 }
    package var all: [IPAddress] { first.map { [$0] + others } ?? [] }

    package func contains(_ address: IPAddress) -> Bool { first == address || others.contains(address) }

    /// Begins anew, in the memory it has.
    package mutating func removeAll() {
        first = nil
        if !others.isEmpty { others.removeAll(keepingCapacity: true) }
    }

    package mutating func append(_ address: IPAddress) {
        if first == nil { first = address } else { others.append(address) }
    }
}
