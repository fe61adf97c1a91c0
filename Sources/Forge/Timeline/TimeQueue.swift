package import Vocabulary

/// A queue ordered by time, then by order of entry: a binary heap of small keys beside a table of slots.
package struct TimeQueue<Element> {
    private struct Key: BitwiseCopyable {
        var time: Int64
        var entry: UInt64
        var slot: Int

        @inline(__always)
        func precedes(_ other: Key) -> Bool { time != other.time ? time < other.time : entry < other.entry }
    }

    private var keys: [Key] = []
    private var slots: [Element?] = []
    private var free: [Int] = []
    private var entries: UInt64 = 0

    package init() {}

    package var isEmpty: Bool { keys.isEmpty }
    package var count: Int { keys.count }
    /// Time of the first element.
    package var first: Timestamp? { keys.isEmpty ? nil : Timestamp(nanoseconds: keys[0].time) }

    package mutating func push(_ element: Element, at time: Timestamp) {
        let slot: Int
        if let reused = free.popLast() {
            slot = reused
            slots[slot] = element
        } else {
            slot = slots.count
            slots.append(element)
        }
        entries += 1
        let key = Key(time: time.nanoseconds, entry: entries, slot: slot)
        keys.append(key)
        var at = keys.count - 1
        while at > 0 {
            let parent = (at - 1) / 2
            guard key.precedes(keys[parent]) else { break }
            keys[at] = keys[parent]
            at = parent
        }
        keys[at] = key
    }

    package mutating func pop() -> Element? {
        guard let first = keys.first else { return nil }
        let last = keys.removeLast()
        if !keys.isEmpty {
            var at = 0
            while true {
                var child = 2 * at + 1
                guard child < keys.count else { break }
                if child + 1 < keys.count, keys[child + 1].precedes(keys[child]) { child += 1 }
                guard keys[child].precedes(last) else { break }
                keys[at] = keys[child]
                at = child
            }
            keys[at] = last
        }
        let element = slots[first.slot].take()
        free.append(first.slot)
        return element
    }
}
