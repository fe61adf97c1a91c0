import Vocabulary

/// Who says it: every combination of lists and labels that entries have, by a number of 16 bits.
///
/// Why it exists: a million entries come from a dozen lists with a few hundred labels; each entry keeps two bytes. Bounds: 65,535
/// combinations; of one entry at most eight listings; 4,096 labels, the rest are left out and counted.
struct Attributions: Sendable {
    struct Origin: Sendable, Hashable {
        let list: UInt16
        let label: UInt16
    }
    private var sets: [[Origin]] = [[]]
    private var labels = [""]
    private var single: [Origin: UInt16] = [:]
    private var joint: [UInt32: UInt16] = [:]
    private var known: [String: UInt16] = ["": 0]
    /// Labels and combinations that were left out.
    private(set) var omitted = 0
    static let labelCap = 4096
    static let setCap = 65_535
    /// Kept free for lists that follow: every list can name its entries.
    static let listCap = 1024
    static let listingCap = 8

    /// The number of an entry of this list with this label.
    mutating func number(list: Int, label: String) -> UInt16 {
        precondition(list < Self.listCap, "There is no number for so many lists.")
        let origin = Origin(list: UInt16(list), label: number(of: label))
        if let number = single[origin] { return number }
        guard sets.count < (origin.label == 0 ? Self.setCap : Self.setCap - Self.listCap) else {
            omitted += 1
            return self.number(list: list, label: "")
        }
        sets.append([origin])
        single[origin] = UInt16(sets.count - 1)
        return UInt16(sets.count - 1)
    }

    /// The number of an entry that both say.
    mutating func join(_ left: UInt16, _ right: UInt16) -> UInt16 {
        if left == right { return left }
        let pair = UInt32(left) << 16 | UInt32(right)
        if let number = joint[pair] { return number }
        let known = sets[Int(left)]
        let added = sets[Int(right)].filter { !known.contains($0) }
        guard !added.isEmpty else {
            joint[pair] = left
            return left
        }
        guard sets.count < Self.setCap - Self.listCap, known.count + added.count <= Self.listingCap else {
            omitted += 1
            return left
        }
        sets.append(known + added)
        joint[pair] = UInt16(sets.count - 1)
        return UInt16(sets.count - 1)
    }

    /// The listings behind a number.
    func listings(_ number: UInt16, _ lists: [IndicatorList]) -> [IndicatorHit.Listing] {
        sets[Int(number)].sorted { ($0.list, $0.label) < ($1.list, $1.label) }.map { origin in
            let list = lists[Int(origin.list)]
            return IndicatorHit.Listing(
                list: list.name, source: list.source, confidence: list.confidence, label: labels[Int(origin.label)])
        }
    }

    private mutating func number(of label: String) -> UInt16 {
        if let number = known[label] { return number }
        guard labels.count < Self.labelCap else {
            omitted += 1
            return 0
        }
        labels.append(label)
        known[label] = UInt16(labels.count - 1)
        return UInt16(labels.count - 1)
    }
}
