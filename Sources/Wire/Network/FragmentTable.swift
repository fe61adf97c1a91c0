import Vocabulary

/// Ports of fragmented packets, so that their later parts, which have none, can be told to their flow.
///
/// Bounds: 1024 sets of four entries, never more. The set is chosen by a seeded hash of (source, destination, protocol,
/// identification); a new packet takes a free entry of its set, else an expired one, else the oldest, which is counted as
/// an eviction. An entry is good for 30 seconds of event time (Linux's reassembly time), in either direction of the clock.
/// Fooled by: parts that arrive before the first one (they stay without ports).
struct FragmentTable: ~Copyable {
    static var lifetime: Int64 { 30_000_000_000 }
    private static var sets: Int { 1024 }
    private static var ways: Int { 4 }

    private struct Entry {
        var source = IPAddress.unspecified
        var destination = IPAddress.unspecified
        var seen: Int64 = 0
        var identification: UInt32 = 0
        var sourcePort: UInt16 = 0
        var destinationPort: UInt16 = 0
        var transport: UInt8 = 0
        var isUsed = false

        func matches(_ facts: borrowing PacketFacts, _ number: UInt32) -> Bool {
            guard isUsed, identification == number, transport == facts.transport.rawValue else { return false }
            guard source == facts.source else { return false }
            return destination == facts.destination
        }

        func isFresh(_ now: Int64) -> Bool {
            let (age, over) = now.subtractingReportingOverflow(seen)
            return !over && age.magnitude <= UInt64(FragmentTable.lifetime)
        }
    }

    private var entries: [Entry]
    private let hash: FlowHash
    /// Entries that gave way to newer ones before their time.
    private(set) var evictions: UInt64 = 0

    init(_ hash: FlowHash) {
        self.hash = hash
        entries = Array(repeating: Entry(), count: Self.sets * Self.ways)
    }

    /// Keeps the ports of a packet's first part.
    mutating func remember(_ facts: borrowing PacketFacts, _ identification: UInt32) {
        let first = set(of: facts, identification)
        var chosen = first
        for index in first..<first + Self.ways {
            if entries[index].matches(facts, identification) || !entries[index].isUsed {
                chosen = index
                break
            }
            if entries[index].seen < entries[chosen].seen { chosen = index }
        }
        let old = entries[chosen]
        if old.isUsed, !old.matches(facts, identification), old.isFresh(facts.timestamp.nanoseconds) { evictions &+= 1 }
        entries[chosen] = Entry(
            source: facts.source, destination: facts.destination, seen: facts.timestamp.nanoseconds,
            identification: identification, sourcePort: facts.sourcePort, destinationPort: facts.destinationPort,
            transport: facts.transport.rawValue, isUsed: true)
    }

    /// Gives a later part the ports of its first part, if that was seen.
    func restorePorts(_ facts: inout PacketFacts, _ identification: UInt32) {
        let first = set(of: facts, identification)
        for index in first..<first + Self.ways where entries[index].matches(facts, identification) {
            guard entries[index].isFresh(facts.timestamp.nanoseconds) else { return }
            facts.sourcePort = entries[index].sourcePort
            facts.destinationPort = entries[index].destinationPort
            return
        }
    }

    /// Entries in use, and how many there may be.
    var count: Int { entries.count { $0.isUsed } }
    static var capacity: Int { sets * ways }

    private func set(of facts: borrowing PacketFacts, _ identification: UInt32) -> Int {
        let mixed = hash.fragment(facts.source, facts.destination, identification, facts.transport)
        return Int(truncatingIfNeeded: mixed % UInt64(Self.sets)) * Self.ways
    }
}
