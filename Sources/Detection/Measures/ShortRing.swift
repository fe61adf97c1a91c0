/// The last of a series of numbers: the first three need no memory of their own, because most series are as short.
///
/// Bounds: what `add` is told, 255 at most; then the oldest makes room.
struct ShortRing<Element: BitwiseCopyable & Sendable>: Sendable {
    private var early: InlineArray<3, Element>
    private var late: [Element] = []
    private var used: UInt8 = 0
    /// The place of the oldest.
    private var next: UInt8 = 0

    /// `nothing` stands where nothing was put yet.
    init(_ nothing: Element) { early = InlineArray(repeating: nothing) }

    var isEmpty: Bool { used == 0 }
    var count: Int { Int(used) }

    /// As they lie: in order until the oldest had to go.
    var elements: [Element] { (0..<count).map { place in place < 3 ? early[place] : late[place - 3] } }

    /// Oldest first.
    var ordered: [Element] {
        let all = elements
        return Array(all[Int(next)...] + all[..<Int(next)])
    }

    /// `limit` is the same every time.
    mutating func add(_ element: Element, limit: UInt8) {
        if used < 3 {
            early[Int(used)] = element
            used &+= 1
        } else {
            addLate(element, limit)
        }
    }

    @inline(never)
    private mutating func addLate(_ element: Element, _ limit: UInt8) {
        if used < limit {
            if late.isEmpty { late.reserveCapacity(5) }
            late.append(element)
            used &+= 1
            return
        }
        if next < 3 { early[Int(next)] = element } else { late[Int(next) - 3] = element }
        next = next &+ 1 == limit ? 0 : next &+ 1
    }
}
