import Testing
import Vocabulary

@testable import Flows

@Suite struct EventClockTests {
    private static let hour: Int64 = 3_600_000_000_000
    private static let start: Int64 = 1_700_000_000_000_000_000

    private func running() -> EventClock {
        var clock = EventClock()
        _ = clock.observe(Self.start)
        _ = clock.observe(Self.start + 1)
        return clock
    }

    @Test func `it follows time and tells each new second`() {
        var clock = EventClock()
        #expect(clock.observe(Self.start) == .started)
        #expect(clock.observe(Self.start + 999_999_999) == .none)
        #expect(clock.observe(Self.start + 1_000_000_000) == .forward)
        #expect(clock.second == 1_700_000_001)
        #expect(clock.observe(Self.start + Self.hour) == .forward)
        #expect(clock.jumps == 0)
    }

    @Test func `the past is late and moves nothing`() {
        var clock = running()
        #expect(clock.observe(Self.start - 5) == .none)
        #expect(clock.now == Self.start + 1)
        #expect(clock.late == 1)
    }

    @Test func `one bogus stamp moves nothing, four in a row do`() {
        var clock = running()
        #expect(clock.observe(Self.start + 1000 * Self.hour) == .none)
        #expect(clock.observe(Self.start + 2) == .none)
        for step in 0..<3 { #expect(clock.observe(Self.start + 5 * Self.hour + Int64(step)) == .none) }
        #expect(clock.now == Self.start + 2)
        #expect(clock.observe(Self.start + 5 * Self.hour + 3) == .forward)
        #expect(clock.now == Self.start + 5 * Self.hour + 3)
        #expect(clock.jumps == 1)
    }

    @Test func `stamps that do not agree with one another move nothing`() {
        var clock = running()
        for step in 0..<40 {
            let ahead = step % 2 == 0 ? 1000 * Self.hour : 10 * Self.hour
            #expect(clock.observe(Self.start + ahead) == .none)
        }
        #expect(clock.now == Self.start + 1)
    }

    @Test func `sparse traffic that only goes forward is followed`() {
        var clock = running()
        var moved = 0
        for step in 1...12 where clock.observe(Self.start + Int64(step) * 4 * Self.hour) == .forward { moved += 1 }
        #expect(moved == 3)
    }

    @Test func `before a second frame agrees the newest stamp counts`() {
        var clock = EventClock()
        #expect(clock.observe(4_000_000_000_000_000_000) == .started)
        #expect(clock.observe(Self.start) == .restarted)
        #expect(clock.observe(Self.start + 1) == .none)
        #expect(clock.now == Self.start + 1)
    }

    @Test func `a clock that was set back is followed after 64 frames`() {
        var clock = running()
        for step in 0..<63 { #expect(clock.observe(Self.start - 10 * Self.hour + Int64(step)) == .none) }
        #expect(clock.observe(Self.start - 10 * Self.hour + 63) == .restarted)
        #expect(clock.second == (Self.start - 10 * Self.hour) / 1_000_000_000)
    }

    @Test func `any stamps within the limit are digested`() {
        var clock = EventClock()
        var random = SystemRandomNumberGenerator()
        for _ in 0..<10_000 {
            _ = clock.observe(Int64.random(in: -EventClock.limit...EventClock.limit, using: &random))
        }
        #expect(clock.now.magnitude <= EventClock.limit.magnitude)
    }
}
