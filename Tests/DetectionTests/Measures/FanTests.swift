import Testing
import Vocabulary

@testable import Detection

@Suite struct FanTests {
    @Test func `eight speak, then each doubling with those that waited`() {
        var fan = Fan()
        var spoken: [Int] = []
        var told: Set<IPAddress> = []
        for index in 1...64 {
            guard let victims = fan.next(IPAddress(10, 0, 0, UInt8(index))) else { continue }
            spoken.append(index)
            told.formUnion(victims)
        }
        #expect(spoken == [1, 2, 3, 4, 5, 6, 7, 8, 16, 32, 64])
        #expect(told.count == 64)
        let rest = fan.flush()
        #expect(rest.isEmpty)
    }
}
