import Testing

@testable import Detection

struct DistinctSketchTests {
    @Test(arguments: [1, 5, 40, 300, 1000]) func `it counts to within a tenth`(many: Int) {
        var sketch = DistinctSketch()
        for value in 0..<many { sketch.add(DistinctCount.mix(UInt64(value))) }
        for value in 0..<many { sketch.add(DistinctCount.mix(UInt64(value))) }
        #expect(abs(sketch.count - Double(many)) <= max(1, Double(many) * 0.1))
    }

    @Test func `what was added is in it, and it is full some time`() {
        var sketch = DistinctSketch()
        #expect(sketch.count == 0)
        let (first, again) = (sketch.add(DistinctCount.mix(7)), sketch.add(DistinctCount.mix(7)))
        #expect(first)
        #expect(!again)
        for value in 0..<1_000_000 { sketch.add(DistinctCount.mix(UInt64(value))) }
        #expect(sketch.count > 3000 && sketch.count.isFinite)
    }
}
