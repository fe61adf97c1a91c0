import Testing
import Vocabulary

@testable import Wire

@Suite struct ShardTests {
    private let frame = Sample.frame(0x0800, Sample.ipv4(17, Sample.datagram))

    @Test func `both directions and all ports meet in one worker`() {
        let decoded = decode([frame, Sample.reversed(frame)].map { TestFrame(bytes: $0) })
        for workers in 1...9 {
            #expect(decoded.shard(0, workers: workers) == decoded.shard(1, workers: workers))
        }
    }

    @Test func `a router's errors meet in one worker, whatever they quote`() {
        var other = Sample.ipv4(17, Sample.datagram)
        other.replaceSubrange(16..<20, with: [203, 0, 113, 78])
        let errors = [Sample.ipv4(17, Sample.datagram), other].map { quoted in
            TestFrame(bytes: Sample.frame(0x0800, Sample.ipv4(1, [3, 3, 0, 0, 0, 0, 0, 0] + quoted)))
        }
        let decoded = decode(errors)
        for workers in 1...9 {
            #expect(decoded.shard(0, workers: workers) == decoded.shard(1, workers: workers))
        }
    }

    @Test func `the split does not depend on the table's seed`() {
        let one = decode([TestFrame(bytes: frame)], seed: 1)
        let two = decode([TestFrame(bytes: frame)], seed: 2)
        #expect(one.shard(0, workers: 64) == two.shard(0, workers: 64))
    }

    @Test func `address pairs spread over the workers, ARP goes to the first`() {
        var seen = [0, 0, 0, 0]
        for host in 0..<400 as Range<UInt32> {
            seen[Shard.of(IPAddress(v4: host), IPAddress(v4: 7), workers: 4)] += 1
        }
        #expect(seen.allSatisfy { $0 > 50 })
        #expect(decode(Sample.frame(0x0806, ARPTests.request)).shard(0, workers: 8) == 0)
    }
}
