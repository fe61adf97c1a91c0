import Testing
import Vocabulary

@testable import Detection

struct WindowTableTests {
    @Test func `a full table turns newcomers away and keeps whom it has`() {
        var table = WindowTable<IPAddress, Int>(capacity: 3)
        for number in 1...10 {
            if let at = table.place(of: IPAddress(10, 0, 0, UInt8(number)), 0) { table[at] += number }
        }
        if let at = table.place(of: IPAddress(10, 0, 0, 2), 0) { table[at] += 100 }
        var seen: [Int] = []
        table.forEach { seen.append($1) }
        #expect(seen == [1, 102, 3])
        #expect(table.turnedAway == 7)
        table.removeAll()
        #expect(table.count == 0)
        #expect(table.most == 3)
        #expect(table.place(of: IPAddress(10, 0, 0, 9), 0) == 0)
    }
}
