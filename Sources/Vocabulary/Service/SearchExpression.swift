/// What somebody typed into the search field, understood: `src:10.0.0.0/8 port:>1024 -tag:scan since:1h`.
///
/// Terms stand between spaces, all of them must hold, `-` before a term turns it round, commas inside one mean "or", quotes keep
/// spaces together. A word without a field is an address, a block, or text in the name. Text that is not understood is never
/// guessed at: `problems` says it in sentences, and the term is left out. Bounds: 1,000 characters, 32 terms, 32 values a term.
public struct SearchExpression: Sendable, Hashable {
    public var terms: [SearchTerm] = []
    public var problems: [String] = []
    public init() {}

    /// Whether it asks for what came from there.
    public func includes(_ origin: SearchTerm.Origin) -> Bool {
        terms.allSatisfy { term in
            if case .origin(let all) = term.criterion { all.contains(origin) != term.isNegated } else { true }
        }
    }

    /// Nil when all was understood.
    public var problem: String? { problems.isEmpty ? nil : problems.joined(separator: "; ") }
}

public struct SearchTerm: Sendable, Hashable {
    public var isNegated: Bool
    public var criterion: Criterion
    public init(_ criterion: Criterion, isNegated: Bool = false) {
        self.criterion = criterion
        self.isNegated = isNegated
    }

    /// Asks where somebody lies.
    public var isPlace: Bool {
        switch criterion {
        case .country, .system: true
        default: false
        }
    }

    /// Which end of a flow; `either` holds when one of them does.
    public enum End: Sendable, Hashable { case source, destination, either }

    /// What stored events came from.
    public enum Origin: String, Sendable, Hashable, CaseIterable {
        /// Packets that this program saw itself.
        case flows
        /// Lines of a router's log.
        case router
    }

    public enum Criterion: Sendable, Hashable {
        /// One address of any of the blocks.
        case address(End, [AddressBlock])
        case port(End, [ClosedRange<UInt64>])
        case transport([IPProtocol])
        case service([Service])
        /// Both ways together.
        case bytes([ClosedRange<UInt64>])
        case packets([ClosedRange<UInt64>])
        /// Seconds.
        case duration([ClosedRange<UInt64>])
        case direction([Direction])
        /// A detection's id or a part of it, lower case.
        case tag([String])
        /// A part of the server's name, lower case.
        case name([String])
        /// One end lies in one of these countries (ISO 3166, upper case), by the place files of this machine.
        case country([String])
        /// One end lies in one of these autonomous systems.
        case system([UInt32])
        /// Where it was seen.
        case origin([Origin])
        case since(SearchMoment)
        case until(SearchMoment)
    }
}

/// A time that was typed: fixed, or counted back from now.
public enum SearchMoment: Sendable, Hashable {
    case at(Timestamp)
    /// Seconds before now.
    case ago(Double)

    public func timestamp(now: Timestamp) -> Timestamp {
        switch self {
        case .at(let time): time
        case .ago(let seconds): now.advanced(bySeconds: -seconds)
        }
    }
}
