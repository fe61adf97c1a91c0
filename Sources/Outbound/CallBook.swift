package import Vocabulary

/// What left the machine, and what did not: the list that the owner can look at. Never a key, a header, a path or a body.
///
/// Bounds: the last 256 calls.
package struct CallBook: Sendable {
    package struct Entry: Sendable, Hashable, Codable {
        package var at: Timestamp
        package var service: String
        /// `https://host:port`, `whois://host:43`, `dns://host:53` or the name of a program.
        package var target: String
        package var purpose: String
        /// `200`, or the code of an `OutboundError`.
        package var outcome: String
        /// False where it was refused before anything left.
        package var left: Bool
    }

    /// Oldest first.
    package private(set) var entries: [Entry] = []
    package private(set) var counts: [String: UInt64] = [:]
    private static let cap = 256

    package init() {}

    mutating func note(_ entry: Entry) {
        if entries.count >= Self.cap { entries.removeFirst() }
        entries.append(entry)
        counts[entry.left ? "left" : "refused", default: 0] &+= 1
    }
}
