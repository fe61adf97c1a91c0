import Testing

@testable import Detection

struct ShortRingTests {
    @Test(arguments: [0, 1, 3, 4, 7, 8, 9, 17, 200]) func `holds the last, oldest first`(count: Int) {
        var ring = ShortRing<Int>(0)
        for number in 0..<count { ring.add(number, limit: 8) }
        #expect(ring.ordered == Array((0..<count).suffix(8)))
        #expect(ring.count == min(count, 8) && ring.isEmpty == (count == 0))
        #expect(ring.elements.sorted() == ring.ordered)
    }

    @Test func `up to the limit they lie in order`() {
        var ring = ShortRing<Int>(0)
        for number in 0..<8 { ring.add(number, limit: 8) }
        #expect(ring.elements == Array(0..<8))
        ring.add(8, limit: 8)
        #expect(ring.elements == [8, 1, 2, 3, 4, 5, 6, 7])
    }
}
