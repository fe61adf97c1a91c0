import Testing

@testable import Detection

@Suite struct PortSetTests {
    @Test func `the count is exact from one port to all of them`() {
        var set = PortSet()
        let answer1 = set.insert(80)
        #expect(answer1)
        let answer2 = set.insert(80)
        #expect(!answer2)
        for port in UInt16.min...UInt16.max { set.insert(port) }
        #expect(set.count == 65_536)
        #expect(set.lowest(3) == [0, 1, 2])
    }

    @Test func `the lowest ports come first before and after it grows`() {
        var set = PortSet()
        for port in stride(from: 500, to: 400, by: -5) { set.insert(UInt16(port)) }
        #expect(set.lowest(2) == [405, 410])
        for port in stride(from: 400, to: 100, by: -5) { set.insert(UInt16(port)) }
        #expect(set.lowest(2) == [105, 110])
        #expect(set.contains(500))
        #expect(!set.contains(501))
    }
}
