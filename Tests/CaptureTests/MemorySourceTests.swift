import Capture
import Testing
import Vocabulary

@Suite
struct MemorySourceTests {
    @Test(arguments: [1, 2, 7, 31, 32])
    func `frames come in order in batches of the size asked for`(chunk: Int) {
        var source = MemorySource(chunk: chunk)
        for index in 0..<100 {
            source.append(
                [UInt8(index), 1], at: Timestamp(nanoseconds: Int64(index)), link: index < 50 ? .ethernet : .rawIP,
                wire: 90,
                interface: 2, strippedTPID: 0x8100, strippedTCI: 5)
        }
        var sizes: [Int] = []
        var seen: [SeenFrame] = []
        while let part = source.withNextBatch({ bytes, batch in copy(bytes, batch) }) {
            sizes.append(part.count)
            seen += part
        }
        #expect(seen.map(\.nanoseconds) == (0..<100).map(Int64.init))
        #expect(seen.map(\.bytes) == (0..<100).map { [UInt8($0), 1] })
        #expect(seen.allSatisfy { $0.wire == 90 && $0.interface == 2 && $0.tpid == 0x8100 && $0.tci == 5 })
        #expect(sizes.dropLast().allSatisfy { $0 == chunk })
        let report = source.report()
        #expect(report.frames == 100)
        #expect(report.linkTypes.map(\.frames) == [50, 50])
        #expect(report.linkTypes.map(\.link) == [.ethernet, .rawIP])
    }

    @Test
    func `a raised stop ends it and is said`() {
        let stop = StopSignal()
        var source = MemorySource(chunk: 1, stop: stop)
        source.append([1], at: Timestamp(nanoseconds: 1))
        source.append([2], at: Timestamp(nanoseconds: 2))
        #expect(source.readAll(limit: 1).count == 1)
        stop.raise()
        #expect(source.readAll().isEmpty)
        #expect(source.report().isInterrupted)
    }

    @Test
    func `an error of the body reaches the caller`() {
        struct Refusal: Error {}
        var source = MemorySource()
        source.append([1], at: Timestamp(nanoseconds: 1))
        #expect(throws: Refusal.self) { try source.withNextBatch { (_, _) throws(Refusal) in throw Refusal() } }
    }
}
