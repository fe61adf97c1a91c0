import Detection
import Testing
import Vocabulary

struct BoundedTableTests {
    @Test func `who is touched again and again is made once and stays while there is room`() {
        var table = BoundedTable<UInt64, Int>(capacity: 4)
        var made = 0
        func make() -> Int {
            made += 1
            return made
        }
        for _ in 0..<3 { table.touch(1, default: make()) }
        for key in 2...4 as ClosedRange<UInt64> {
            table.touch(key, default: 0)
            table.touch(1, default: make())
        }
        #expect(made == 1 && table.count == 4 && table.value(for: 1) == 1)
        for key in 5...20 as ClosedRange<UInt64> {
            table.touch(key, default: 0)
            table.touch(1, default: make())
            #expect(table.holds(1) && table.holds(key) && table.count == 4)
        }
        #expect(table.evicted >= 16)
    }

    @Test func `an entry that was removed or had to go is not taken for the one touched last`() {
        var table = BoundedTable<UInt64, Int>(capacity: 2)
        table.touch(1, default: 10)
        table.remove(1)
        #expect(!table.holds(1))
        table.touch(1, default: 11)
        #expect(table.value(for: 1) == 11 && table.count == 1)
        for key in 2...8 as ClosedRange<UInt64> { table.update(key, default: 0) { _ in } }
        #expect(!table.holds(1) && table.count == 2)
        table.touch(1, default: 12)
        #expect(table.value(for: 1) == 12)
    }

    @Test func `a table of thousands finds them all`() {
        var table = BoundedTable<UInt64, UInt64>(capacity: 3000)
        for key in 0..<3000 as Range<UInt64> { table.update(key, default: key * 2) { $0 += 1 } }
        #expect((0..<3000 as Range<UInt64>).allSatisfy { table.value(for: $0) == $0 * 2 + 1 })
        #expect(table.evicted == 0)
        table.change(7) { $0 = 0 }
        #expect(table.value(for: 7) == 0 && table.change(5000, { $0 }) == nil)
    }
}
