import Detection
import Testing

struct FlowSampleTests {
    @Test func `keeps the first 32 ids, each once`() {
        var sample = FlowSample()
        for id in 0..<100 as Range<UInt64> {
            sample.add(id)
            sample.add(id / 2)
        }
        #expect(sample.ids == Array(0..<32))
    }

    @Test func `an id that comes again, first or last or in between, is kept once, also the greatest and 0`() {
        var sample = FlowSample()
        for id in [0, 0, .max, 5, 5, 0, .max, 5, 7] as [UInt64] { sample.add(id) }
        #expect(sample.ids == [0, .max, 5, 7])
        var greatest = FlowSample()
        greatest.add(.max)
        #expect(greatest.ids == [.max])
    }
}
