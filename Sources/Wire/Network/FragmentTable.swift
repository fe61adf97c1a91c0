import Vocabulary

/// Ports of fragmented packets, so that their later parts, which have none, can be told to their flow; and both halves of a TCP header that was
/// cut in two, which scanners do to be overlooked (RFC 1858): the half that comes second tells the whole header, the first one nothing.
///
/// Bounds: 1024 sets of four entries, never more. The set is chosen by a seeded hash of (source, destination, protocol,
/// identification); a new packet takes a free entry of its set, else an expired one, else the oldest, which is counted as
/// an eviction. An entry is good for 30 seconds of event time (Linux's reassembly time), in either direction of the clock.
/// Fooled by: parts that arrive before the first one (they stay without ports), but for the second half of a header.
struct FragmentTable: ~Copyable {
    static var lifetime: Int64 { 30_000_000_000 }
    private static var sets: Int { 1024 }
    private static var ways: Int { 4 }

    private struct Entry {
        var source = IPAddress.unspecified
        var destination = IPAddress.unspecified
        var seen: Int64 = 0
        var identification: UInt32 = 0
        var sequence: UInt32 = 0
        var rest = TCPHeaderRest()
        var halves = Halves()
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

    /// Which halves of a cut TCP header were seen.
    private struct Halves: OptionSet {
        var rawValue: UInt8 = 0
        static var first: Halves { Halves(rawValue: 1) }
        static var second: Halves { Halves(rawValue: 2) }
    }

    private var entries: [Entry]
    private let hash: FlowHash
    /// Entries that gave way to newer ones before their time.
    private(set) var evictions: UInt64 = 0

    init(_ hash: FlowHash) {
        self.hash = hash
        entries = Array(repeating: Entry(), count: Self.sets * Self.ways)
    }

    /// Keeps the ports of a packet's first part. The first half of a TCP header becomes the whole one where the second is known.
    /// `header`: its length in bytes where it reaches into later parts.
    mutating func remember(_ facts: inout PacketFacts, _ identification: UInt32, header: Int = 0) {
        let place = place(of: facts, identification)
        guard facts.marks.contains(.headerPiece) else {
            take(place, facts, identification)
            entries[place].rest.header = UInt8(truncatingIfNeeded: header)
            return
        }
        let isCurrent = isCurrent(place, facts, identification)
        let (halves, rest) = (entries[place].halves, entries[place].rest)
        take(place, facts, identification)
        entries[place].halves = .first
        entries[place].sequence = facts.sequence
        guard isCurrent, halves.contains(.second) else { return }
        entries[place].rest = rest
        rest.complete(&facts)
    }

    /// Gives a later part the ports of its first part, if that was seen, and says how long the header is that was cut (0: none was).
    @discardableResult
    func restorePorts(_ facts: inout PacketFacts, _ identification: UInt32) -> Int {
        let place = place(of: facts, identification)
        guard isCurrent(place, facts, identification) else { return 0 }
        facts.sourcePort = entries[place].sourcePort
        facts.destinationPort = entries[place].destinationPort
        return Int(entries[place].rest.header)
    }

    /// The second half of a TCP header, which becomes the whole one where the first half is known, else it waits for it. Says how long the
    /// header is.
    mutating func restoreHeader(_ rest: TCPHeaderRest, _ facts: inout PacketFacts, _ identification: UInt32) -> Int {
        let place = place(of: facts, identification)
        guard isCurrent(place, facts, identification) else {
            take(place, facts, identification)
            entries[place].halves = .second
            entries[place].rest = rest
            facts.marks.insert(.headerPiece)
            return Int(rest.header)
        }
        if entries[place].halves.contains(.first) {
            entries[place].rest = rest
            facts.sequence = entries[place].sequence
            rest.complete(&facts)
        } else if entries[place].halves.contains(.second) {
            facts.marks.insert(.headerPiece)
        }
        return restorePorts(&facts, identification)
    }

    /// The entry of this packet, or the one that gives way to it.
    private func place(of facts: borrowing PacketFacts, _ identification: UInt32) -> Int {
        let first = set(of: facts, identification)
        var chosen = first
        var isFree = false
        for index in first..<first + Self.ways {
            if entries[index].matches(facts, identification) { return index }
            guard !isFree else { continue }
            if !entries[index].isUsed {
                (chosen, isFree) = (index, true)
            } else if entries[index].seen < entries[chosen].seen {
                chosen = index
            }
        }
        return chosen
    }

    private func isCurrent(_ place: Int, _ facts: borrowing PacketFacts, _ identification: UInt32) -> Bool {
        guard entries[place].matches(facts, identification) else { return false }
        return entries[place].isFresh(facts.timestamp.nanoseconds)
    }

    /// Gives the place to this packet.
    private mutating func take(_ place: Int, _ facts: borrowing PacketFacts, _ identification: UInt32) {
        let old = (isUsed: entries[place].isUsed, isFresh: entries[place].isFresh(facts.timestamp.nanoseconds))
        if old.isUsed, old.isFresh, !entries[place].matches(facts, identification) { evictions &+= 1 }
        entries[place] = Entry(
            source: facts.source, destination: facts.destination, seen: facts.timestamp.nanoseconds,
            identification: identification, sourcePort: facts.sourcePort, destinationPort: facts.destinationPort,
            transport: facts.transport.rawValue, isUsed: true)
    }

    /// Entries in use, and how many there may be.
    var count: Int { entries.count { $0.isUsed } }
    static var capacity: Int { sets * ways }

    private func set(of facts: borrowing PacketFacts, _ identification: UInt32) -> Int {
        let mixed = hash.fragment(facts.source, facts.destination, identification, facts.transport)
        return Int(truncatingIfNeeded: mixed % UInt64(Self.sets)) * Self.ways
    }
}

/// What the second half of a TCP header says, which begins behind the sequence number.
struct TCPHeaderRest {
    var acknowledgment: UInt32 = 0
    var window: UInt16 = 0
    var flags = TCPFlags()
    /// Length of the whole header, in bytes.
    var header: UInt8 = 0

    /// The packet with this half tells the header.
    func complete(_ facts: inout PacketFacts) {
        facts.acknowledgment = acknowledgment
        facts.tcpFlags = flags
        facts.window = window
        facts.marks.subtract([.headerPiece, .laterFragment])
        facts.marks.insert(.hasTransport)
    }
}
