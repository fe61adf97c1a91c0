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
}
