import Testing

@testable import Sentinel

@Suite struct StreamIDsTests {
    @Test func `ids grow strictly, faster than the clock ticks`() {
        let ids = StreamIDs(after: 0)
        let given = (0..<10_000).map { _ in ids.next() }
        #expect(zip(given, given.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `after a restart with the clock set back ids still grow`() {
        let last = UInt64(1) << 62
        let ids = StreamIDs(after: last)
        #expect(ids.next() == last + 1)
        #expect(ids.next() == last + 2)
    }
}
