import Bedrock
import Capture
import Testing
import Vocabulary

@Suite
struct ReplaySourceTests {
    /// 200 frames over one second of recorded time.
    func base(chunk: Int = 32) -> MemorySource {
        var source = MemorySource(chunk: chunk)
        for index in 0..<200 { source.append([UInt8(index)], at: Timestamp(nanoseconds: Int64(index) * 5_000_000)) }
        return source
    }

    @Test(arguments: ["max", "4x", "100000x"])
    func `the frames and their times do not depend on the speed`(text: String) throws {
        var plain = base()
        var replay = ReplaySource(base(chunk: 5), speed: try #require(ReplaySpeed(text)))
        #expect(replay.readAll() == plain.readAll())
        #expect(replay.report().frames == 200)
    }

    @Test
    func `no frame comes more than the tolerance before it is due`() throws {
        var replay = ReplaySource(base(), speed: .times(5))
        let start = MonotonicClock.now
        var early: Int64 = 0
        while let last = replay.withNextBatch({ _, batch in
            batch.count > 0 ? batch.frames[batch.count - 1].timestamp.nanoseconds : 0
        }) {
            early = max(early, last / 5 - (MonotonicClock.now - start))
        }
        #expect(early <= 11_000_000)
    }

    @Test
    func `a stop ends a wait`() {
        var options = CaptureOptions()
        options.idleMilliseconds = 1
        var source = MemorySource()
        source.append([1], at: Timestamp(seconds: 0))
        source.append([2], at: Timestamp(seconds: 3000))
        var replay = ReplaySource(source, speed: .times(1), options: options)
        var batches = 0
        var frames = 0
        while let count = replay.withNextBatch({ _, batch in batch.count }) {
            frames += count
            batches += 1
            if batches == 5 { options.stop.raise() }
        }
        #expect(frames == 1)
        #expect(batches == 5)
        #expect(replay.report().isInterrupted)
    }
}
