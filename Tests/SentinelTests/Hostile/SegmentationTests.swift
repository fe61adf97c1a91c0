import Forge
import TestKit
import Testing
import Vocabulary

/// Conversations of every protocol that scenarios speak, cut and shuffled at random.
@Suite struct SegmentationTests {
    @Test func `random segments give the facts of the whole conversation, or a stated loss`() {
        var random = SeededRandom(seed: 5)
        let services = Set(ForgedStreams.streams.map(\.service.name)).sorted()
        var (tried, same) = (0, 0)
        for name in services {
            let streams = ForgedStreams.streams.filter { $0.service.name == name }.prefix(4)
            for stream in streams {
                let whole = SegmentedStream(whole: stream)
                for _ in 0..<6 {
                    let pieces = SegmentedStream(stream, random: &random)
                    #expect(pieces.facts == whole.facts || pieces.saysLoss, "\(name)")
                    #expect(pieces.bufferedBytes == 0)
                    tried += 1
                    if pieces.facts == whole.facts { same += 1 }
                }
            }
        }
        #expect(services.count > 10)
        // Most of them must be read as if nothing had happened, else the first expectation says little.
        #expect(same * 10 >= tried * 8, "\(same) of \(tried)")
    }
}
