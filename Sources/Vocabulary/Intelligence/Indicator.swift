/// What a blocklist names: something that is known to be bad.
public enum Indicator: Hashable, Sendable {
    /// An address or a block of them.
    case block(AddressBlock)
    /// A domain with everything under it: lower case, no final dot.
    case domain(String)
    /// JA3 (32 hexadecimal digits) or JA4 of a TLS client hello, lower case.
    case fingerprint(String)

    public var kind: IndicatorKind {
        switch self {
        case .block(let block): block.prefix == 128 ? .address : .block
        case .domain: .domain
        case .fingerprint: .fingerprint
        }
    }
}

extension Indicator: CustomStringConvertible {
    public var description: String {
        switch self {
        case .block(let block): block.prefix == 128 ? "\(block.base)" : "\(block)"
        case .domain(let name): name
        case .fingerprint(let text): text
        }
    }
}

public enum IndicatorKind: String, Sendable, Hashable, CaseIterable, Codable {
    case address, block, domain, fingerprint
}

/// Takes the indicators of lists as they are read: what the readers fill and the table is built of.
///
/// Lists have a million lines, so names come as bytes, and what a list says of an entry is told before the entry, when it changes.
public protocol IndicatorSink {
    /// The entries that follow are of this list, by its place among all lists.
    mutating func begin(list: Int)
    /// The entries that follow are what these words say, such as the name of a malware; empty for nothing.
    mutating func label(_ text: String)
    mutating func add(_ block: AddressBlock)
    /// Lower case, no final dot, at least two labels.
    mutating func add(domain: [UInt8])
    /// JA3 or JA4, lower case.
    mutating func add(fingerprint: [UInt8])
}
