import Detection
import Testing
import Vocabulary

@Suite struct SiftedTableTests {
    @Test func `an entry is made from the amount that was asked for on, and told how much came`() {
        var table = SiftedTable<UInt32>(capacity: 8, promotion: 10)
        var places: [Int?] = []
        for _ in 1...3 { places.append(table.place(of: 5, adding: 4, at: Timestamp(seconds: 2)) { $0 }) }
        #expect(places == [nil, nil, 0])
        #expect(table[0] == 12)
        #expect(table.count == 1)
        let found = table.find(5)
        #expect(found == 0)
    }

    @Test func `what comes slowly gets none`() {
        var table = SiftedTable<UInt32>(capacity: 8, promotion: 3, period: 2)
        for second in stride(from: 0.0, to: 40, by: 2) {
            let place = table.place(of: 5, at: Timestamp(seconds: second)) { $0 }
            #expect(place == nil)
        }
    }

    @Test func `it never holds more than its cap`() {
        var table = SiftedTable<UInt32>(capacity: 8, promotion: 1)
        for digest in 1...1000 as ClosedRange<UInt64> {
            _ = table.place(of: digest << 20, at: Timestamp(seconds: 1)) { $0 }
        }
        let gauge = table.gauge("x")
        #expect(gauge.count == 8)
        #expect(gauge.isWithinCap)
        #expect(gauge.lost == 992)
    }
}
