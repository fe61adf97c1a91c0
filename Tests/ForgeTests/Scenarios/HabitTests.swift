import Forge
import Testing
import Vocabulary

@Suite struct HabitTests {
    static let names = (Habit.all + Habit.wide).map(\.name)

    @Test func `no two habits have the same name`() {
        #expect(Set(Self.names).count == Self.names.count)
        #expect(Self.names.count > 70)
    }

    @Test(arguments: names)
    func `a habit gives well-formed frames, and never many that wait`(_ name: String) throws {
        let knobs = BenignLife.defaults.with(["habit": name, "habits": 2, "hours": 0.2])
        var traffic = BenignLife.make(knobs: knobs, seed: 3)
        var faults: [String] = []
        var count = 0
        while count < 4000, let frame = traffic.next() {
            count += 1
            do { try FrameChecker.check(frame.bytes) } catch { faults.append("frame \(count): \(error)") }
            if frame.bytes.count > 1518 { faults.append("frame \(count) is too long") }
            if traffic.pendingFrames > 30_000 { faults.append("frame \(count): too many wait") }
        }
        #expect(faults.prefix(3).isEmpty)
        #expect(count > 5)
    }

    @Test func `another seed is another network`() {
        func clients(_ seed: UInt64) -> [UInt8] { BenignLife.make(seed: seed).prefix(1).flatMap(\.bytes) }
        #expect(clients(1) == clients(1))
        #expect(Set((1...6).map { clients($0) }).count == 6)
    }
}
