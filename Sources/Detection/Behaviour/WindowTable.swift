import Vocabulary

/// What is counted for each key in the minute under way; emptied when it is over.
///
/// Bounds: `capacity` keys; when it is full, newcomers of this minute are not counted (`turnedAway` says how many events), so that a
/// flood of invented sources pushes nobody out and costs a failed look-up each.
struct WindowTable<Key: SeededKey & Sendable, Cell: Sendable>: Sendable {
    private var index = SlotIndex()
    private var keys: [Key] = []
    private(set) var cells: [Cell] = []
    private let hashing = SeededHash.process
    let capacity: Int
    private(set) var turnedAway: UInt64 = 0
    /// Most keys in any minute so far.
    private(set) var most = 0

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { keys.count }

    /// The place of the key in `cells`, made if there is room.
    @inline(__always)
    mutating func place(of key: Key, _ make: @autoclosure () -> Cell) -> Int? {
        let hash = key.hash(hashing)
        if let place = index.find(hash, { keys[$0] == key }) { return place }
        guard keys.count < capacity else {
            turnedAway &+= 1
            return nil
        }
        return enter(key, hash, make())
    }

    @inline(never)
    private mutating func enter(_ key: Key, _ hash: UInt64, _ cell: Cell) -> Int {
        index.insert(hash, keys.count)
        keys.append(key)
        cells.append(cell)
        return keys.count - 1
    }

    subscript(_ place: Int) -> Cell {
        @inline(__always) get { cells[place] }
        @inline(__always) _modify { yield &cells[place] }
    }

    /// Every key and its cell, in the order in which they came.
    func forEach(_ body: (Key, Cell) -> Void) {
        for place in keys.indices { body(keys[place], cells[place]) }
    }

    mutating func removeAll() {
        most = max(most, keys.count)
        guard !keys.isEmpty else { return }
        index = SlotIndex()
        keys.removeAll(keepingCapacity: keys.count < 1024)
        cells.removeAll(keepingCapacity: cells.count < 1024)
    }
}
