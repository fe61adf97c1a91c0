import Vocabulary

/// DNS lookups by host and registered domain: how many different names, how long, since when. See `Picture` for bounds.
struct LookupTable: Sendable {
    struct Key: Hashable, Comparable, Sendable {
        var source: IPAddress
        var domain: String
        static func < (left: Key, right: Key) -> Bool { (left.source, left.domain) < (right.source, right.domain) }
    }

    struct Entry: Sendable {
        var first: Timestamp
        var last: Timestamp
        var lookups: UInt64 = 0
        var bytesOut: UInt64 = 0
        var bytesIn: UInt64 = 0
        /// Hashes of different names.
        var names: Set<UInt64> = []
        /// Letters before the domain, over different names.
        var letters = 0
    }

    private(set) var entries: [Key: Entry] = [:]
    private(set) var leftOut: UInt64 = 0
    /// Names remembered of all entries together.
    private(set) var remembered = 0
    private let most: Int
    private let mostRemembered: Int
    /// Of one entry, while half the room is left and afterwards.
    static let mostNames = (roomy: 2000, crowded: 200)

    init(most: Int = 50_000, mostRemembered: Int = 1_000_000) {
        self.most = most
        self.mostRemembered = mostRemembered
    }

    mutating func observe(_ sums: [NameSum]) {
        for sum in sums {
            guard let domain = RegisteredDomain.of(sum.name) else { continue }
            let key = Key(source: sum.source, domain: domain)
            if entries[key] == nil, entries.count >= most {
                leftOut &+= 1
                continue
            }
            let hash = Self.hash(sum.name)
            let letters = max(0, sum.name.utf8.count - domain.utf8.count - 1)
            let isCrowded = remembered >= mostRemembered / 2
            let room = remembered < mostRemembered ? (isCrowded ? Self.mostNames.crowded : Self.mostNames.roomy) : 0
            let isNew = entries[key, default: Entry(first: sum.first, last: sum.last)].add(
                sum, hash: hash, letters: letters, mostNames: room)
            if isNew { remembered += 1 } else if room == 0 { leftOut &+= 1 }
        }
    }

    /// FNV-1a over small letters: the same in every process.
    static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 {
            let small = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            hash = (hash ^ UInt64(small)) &* 0x0000_0100_0000_01B3
        }
        return hash
    }
}

extension LookupTable.Entry {
    /// True where one more name is remembered now.
    fileprivate mutating func add(_ sum: NameSum, hash: UInt64, letters: Int, mostNames: Int) -> Bool {
        first = min(first, sum.first)
        last = max(last, sum.last)
        lookups &+= sum.flows
        bytesOut &+= sum.bytesOut
        bytesIn &+= sum.bytesIn
        guard names.count < mostNames, names.insert(hash).inserted else { return false }
        self.letters += letters
        return true
    }
}

/// The part of a name that somebody registered: two labels, three under the usual second levels of countries.
///
/// Without the public suffix list (it changes by the day), so names under rarer second levels count as one domain.
enum RegisteredDomain {
    private static let secondLevels: Set<Substring> = ["co", "com", "org", "net", "ac", "gov", "edu", "or", "ne", "go"]

    /// Small letters; nil for what is no name of two labels, or an address.
    static func of(_ name: String) -> String? {
        guard name.utf8.count <= 255 else { return nil }
        let labels = name.lowercased().split(separator: ".")
        guard labels.count >= 2, let top = labels.last, !top.allSatisfy(\.isNumber) else { return nil }
        let isCountry = top.utf8.count == 2 && secondLevels.contains(labels[labels.count - 2])
        return labels.suffix(isCountry && labels.count >= 3 ? 3 : 2).joined(separator: ".")
    }
}
