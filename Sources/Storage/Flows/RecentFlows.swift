import Vocabulary

/// Which stored flow the packet path's flow of this run became, for the flows that ended last: findings name flows by the path's ids.
///
/// Bounds: 2^18 places; a flow is forgotten when another one falls on its place. Findings about flows that have not ended wait,
/// at most 65,536 names of flows; more are not linked.
struct RecentFlows {
    private static let bits: UInt64 = 18
    private var places = [(origin: UInt64, id: UInt64)](repeating: (.max, 0), count: 1 << Int(bits))
    private var awaited: [UInt64: [Naming]] = [:]
    private static let mostAwaited = 65_536

    /// A finding that names a flow.
    struct Naming {
        let alert: UInt64
        let detection: DetectionID
    }

    @inline(__always)
    private static func place(_ origin: UInt64) -> Int { Int((origin &* 0x9E37_79B9_7F4A_7C15) >> (64 - bits)) }

    /// A flow was stored; the answer is who waited for it.
    mutating func observe(origin: UInt64, id: UInt64) -> [Naming] {
        places[Self.place(origin)] = (origin, id)
        return awaited.isEmpty ? [] : awaited.removeValue(forKey: origin) ?? []
    }

    /// The stored flow's id; nil when it has not ended (then it is waited for) or is long gone.
    mutating func look(up origin: UInt64, for naming: Naming) -> UInt64? {
        let place = places[Self.place(origin)]
        if place.origin == origin { return place.id }
        if awaited[origin] != nil || awaited.count < Self.mostAwaited, awaited[origin, default: []].count < 16 {
            awaited[origin, default: []].append(naming)
        }
        return nil
    }
}
