import Flows
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
    /// Once the table is full, most newcomers are told by these.
    private var signs: HashSigns
    private var isFull = false
    /// Most keys in any minute so far.
    private(set) var most = 0

    init(capacity: Int) {
        self.capacity = capacity
        signs = HashSigns(keys: capacity)
    }

    var count: Int { keys.count }

    /// The place of the key in `cells`, made if there is room.
    @inline(__always)
    mutating func place(of key: Key, _ make: @autoclosure () -> Cell) -> Int? {
        let hash = key.hash(hashing)
        if turnsAway(hash) { return nil }
        if let place = index.find(hash, { keys[$0] == key }) { return place }
        guard keys.count < capacity else {
            turnedAway &+= 1
            return nil
        }
        return enter(key, hash, make())
    }

    /// True, and counted, for a newcomer who is told by its hash alone that there is no place; false says nothing.
    @inline(__always)
    mutating func turnsAway(_ key: Key) -> Bool { isFull && turnsAway(key.hash(hashing)) }

    @inline(__always)
    private mutating func turnsAway(_ hash: UInt64) -> Bool {
        guard isFull, !signs.mayHold(hash) else { return false }
        turnedAway &+= 1
        return true
    }

    @inline(never)
    private mutating func enter(_ key: Key, _ hash: UInt64, _ cell: Cell) -> Int {
        index.insert(hash, keys.count)
        keys.append(key)
        cells.append(cell)
        signs.insert(hash)
        isFull = keys.count >= capacity
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
        signs.removeAll()
        isFull = false
        keys.removeAll(keepingCapacity: keys.count < 1024)
        cells.removeAll(keepingCapacity: cells.count < 1024)
    }
}
