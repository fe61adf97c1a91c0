import Vocabulary

/// Why an entry of a list was not taken.
package enum ListFault: String, Sendable, Hashable, CaseIterable {
    /// Private, loopback, link-local, multicast or otherwise never seen on the Internet.
    case reservedAddress = "reserved_address"
    /// Wider than /8 of IPv4 or /16 of IPv6: that is no judgement about anybody.
    case wideBlock = "wide_block"
    /// A resolver or a domain that half the world uses: one bad entry would name everybody.
    case commonGood = "common_good"
    /// `com`, `co.uk`.
    case publicSuffix = "public_suffix"
    /// Names of local networks: `.local`, `.arpa`.
    case localName = "local_name"
    /// A page of a site is bad, not the site.
    case pageAddress = "page_address"
    /// Neither address, block, domain nor fingerprint.
    case unreadable
    /// Longer than a line of a list can be.
    case longLine = "long_line"
    case expired
    case revoked
    /// MISP: not meant for detection (`to_ids`).
    case contextOnly = "context_only"
    /// A kind of indicator that no packet shows, such as a file's hash.
    case otherKind = "other_kind"
    /// STIX: a pattern that joins conditions with AND, NOT or FOLLOWEDBY; half of it would name the innocent.
    case compoundPattern = "compound_pattern"
    /// JSON that ends early or contradicts itself; what stood before was taken.
    case brokenDocument = "broken_document"
    case damagedFile = "damaged_file"
    /// The table is full.
    case noRoom = "no_room"
}

/// The faults of one list: each kind with its number and the first place it was met.
struct ListFaults: Sendable {
    private var found: [ListFault: IndicatorList.Fault] = [:]
    private static let sampleSize = 80

    mutating func note(_ fault: ListFault, line: Int, _ sample: some Collection<UInt8>) {
        if found[fault] != nil {
            found[fault]?.count += 1
            return
        }
        // Control characters would write on the reader's terminal.
        let clean = sample.prefix(Self.sampleSize).map { (32...126).contains($0) ? $0 : UInt8(ascii: "?") }
        found[fault] = IndicatorList.Fault(
            reason: fault.rawValue, count: 1, line: line, sample: String(decoding: clean, as: UTF8.self))
    }

    /// In the order of the enumeration.
    var all: [IndicatorList.Fault] { ListFault.allCases.compactMap { found[$0] } }
}
