package import Vocabulary

/// Lets a rule speak of the first eight victims (or ports) of one source one by one, and then at each doubling.
///
/// Why it exists: a scan of a whole network is one scan, not a finding a host. Those that were passed over are kept, at most 64,
/// and go into the next finding, so that none of the first thousands of victims is lost without a word.
package struct Fan: Sendable {
    package private(set) var count = 0
    private var waiting: [IPAddress] = []

    package init() {}

    /// Nil when it is not worth another finding yet; else the victims that are to be told, ascending.
    package mutating func next(_ victim: IPAddress) -> [IPAddress]? {
        count += 1
        if waiting.count < 64 { waiting.append(victim) }
        guard count <= 8 || count & (count - 1) == 0 else { return nil }
        return flush()
    }

    /// What is still waiting, ascending; empty when nothing is.
    package mutating func flush() -> [IPAddress] {
        defer { waiting.removeAll() }
        return waiting.sorted()
    }
}
