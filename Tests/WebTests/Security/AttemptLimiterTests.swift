import Testing
import Web

@Suite struct AttemptLimiterTests {
    private let start = ContinuousClock.now

    @Test func `an address waits after its failures and may try again later`() {
        let limiter = AttemptLimiter(perAddress: 2, total: 100)
        limiter.recordFailure(of: "a", at: start)
        #expect(limiter.wait(for: "a", at: start) == nil)
        limiter.recordFailure(of: "a", at: start)
        #expect(limiter.wait(for: "a", at: start) == .seconds(60))
        #expect(limiter.wait(for: "b", at: start) == nil)
        #expect(limiter.wait(for: "a", at: start + .seconds(61)) == nil)
    }

    @Test func `many addresses together wait too`() {
        let limiter = AttemptLimiter(perAddress: 10, total: 3, capacity: 2)
        for name in ["a", "b", "c"] { limiter.recordFailure(of: name, at: start) }
        #expect(limiter.wait(for: "d", at: start) != nil)
    }

    @Test func `a success forgives`() {
        let limiter = AttemptLimiter(perAddress: 1, total: 100)
        limiter.recordFailure(of: "a", at: start)
        limiter.recordSuccess(of: "a")
        #expect(limiter.wait(for: "a", at: start) == nil)
    }
}
