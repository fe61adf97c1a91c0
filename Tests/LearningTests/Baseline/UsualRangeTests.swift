import Testing

@testable import Learning

struct UsualRangeTests {
    private func range() -> UsualRange {
        let sorted = (0...1000).map { Float($0) }
        return UsualRange([FeatureBaseline(sorted: sorted), FeatureBaseline(sorted: sorted)], knowsHours: false)
    }

    @Test func `a row lies inside when each of its numbers does`() {
        let usual = FeatureBaseline(sorted: (0...1000).map { Float($0) }).usual
        #expect(range().contains(FeatureRow([usual.lowerBound, usual.upperBound])))
        #expect(range().contains(FeatureRow([500, 500, -7])))
        #expect(!range().contains(FeatureRow([500, usual.upperBound + 1])))
        #expect(!range().contains(FeatureRow([usual.lowerBound - 1, 500])))
    }

    @Test func `no number is not usual`() {
        #expect(!range().contains(FeatureRow([.nan, 500])))
        #expect(!range().contains(FeatureRow([500, .infinity])))
    }
}
