import Testing
import Vocabulary

@testable import Wire

@Suite struct StopCountsTests {
    @Test func `stops are counted by layer and reason and listed in order`() {
        var counts = StopCounts()
        counts.add(Stop(.tcp, .truncated))
        counts.add(Stop(.ipv4, .badLength))
        counts.add(Stop(.tcp, .truncated))
        #expect(counts[.tcp, .truncated] == 2 && counts[.udp, .truncated] == 0)
        #expect(counts.all.map(\.stop) == [Stop(.ipv4, .badLength), Stop(.tcp, .truncated)])
    }

    @Test func `every layer and reason has a place of its own`() {
        var counts = StopCounts()
        for layer in Stop.Layer.allCases {
            for reason in Stop.Reason.allCases { counts.add(Stop(layer, reason)) }
        }
        #expect(counts.all.allSatisfy { $0.count == 1 })
        var sum = counts
        sum.merge(counts)
        #expect(sum.all.allSatisfy { $0.count == 2 })
    }
}
