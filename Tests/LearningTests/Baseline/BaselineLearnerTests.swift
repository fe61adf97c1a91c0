import Learning
import Testing

struct BaselineLearnerTests {
    private func learner(first: UInt32 = 100) -> BaselineLearner {
        var plan = BaselineLearner.Plan()
        plan.firstMinutes = first
        plan.everyMinutes = 50
        plan.leastRows = 64
        var options = IsolationForest.Options()
        options.trees = 10
        let subjects = ["a", "b"].map {
            BaselineLearner.Subject(name: $0, features: ["x", "y"], sampling: 1, options: options)
        }
        return BaselineLearner(subjects, featureVersion: 1, plan: plan)
    }

    private func feed(_ learner: inout BaselineLearner, minutes: Range<Int>, value: Float = 1) {
        var random = SplitMix(seed: UInt64(minutes.lowerBound) + 1)
        for minute in minutes {
            for _ in 0..<4 {
                learner.observe(
                    FeatureRow([value + random.unit(), random.unit()]), subject: 0, second: Int64(minute * 60))
            }
        }
    }

    @Test func `it is time for a model after the first minutes, and again after each interval`() throws {
        var learner = learner()
        feed(&learner, minutes: 0..<99)
        #expect(!learner.isDue)
        #expect(abs(learner.progress - 0.99) < 0.001)
        feed(&learner, minutes: 99..<100)
        #expect(learner.isDue)
        let model = try learner.train(budget: 1, base: nil)
        #expect(model.kind == .own)
        #expect(model.generation == 1)
        #expect(model.aspects.map(\.name) == ["a"])
        #expect(learner.progress == 1)
        #expect(!learner.isDue)
        #expect(learner.minutesLeft == 50)
        feed(&learner, minutes: 100..<150)
        #expect(learner.isDue)
        #expect(try learner.train(budget: 1, base: nil).generation == 2)
    }

    @Test func `minutes without a capture do not count, quiet ones do`() {
        var learner = learner()
        feed(&learner, minutes: 0..<10)
        feed(&learner, minutes: 5000..<5010)
        #expect(learner.minutes == 20)
        for second in 400_000..<400_300 { learner.pass(second: Int64(second)) }
        #expect(learner.minutes == 26)
    }

    /// Three weeks of an office: three hosts work from Monday to Friday, 8 to 17 o'clock; each night at two there are ten minutes
    /// of a backup; else it is quiet.
    private func weeks() throws -> AspectModel {
        var learner = learner()
        var random = SplitMix(seed: 77)
        // A Monday.
        let start: Int64 = 345_600
        for minute in 0..<(3 * 7 * 1440) {
            let second = start + Int64(minute * 60)
            learner.pass(second: second)
            let (day, hour) = (minute / 1440 % 7, minute / 60 % 24)
            if day < 5, (8..<17).contains(hour) {
                for _ in 0..<3 {
                    learner.observe(
                        FeatureRow([4.5 + random.unit(), 1 + random.unit()]), subject: 0, second: second)
                }
            }
            if hour == 2, minute % 60 < 10 {
                learner.observe(FeatureRow([11.5 + random.unit(), random.unit()]), subject: 0, second: second)
            }
        }
        return try #require(try learner.train(budget: 20, base: nil).aspects.first)
    }

    @Test func `what is usual on a Tuesday stands out on a Sunday night`() throws {
        let model = try weeks()
        #expect(model.week.knownHours == 168)
        let work = FeatureRow([5, 1.5])
        let (tuesday, sunday) = (24 + 10, 6 * 24 + 3 + 2)
        #expect(model.isUsual(work, hour: tuesday))
        #expect(!model.isUsual(work, hour: sunday))
        #expect(model.score(work, hour: tuesday) < model.threshold)
        #expect(model.score(work, hour: sunday) > model.threshold)
    }

    @Test func `the backup of the night is usual at its hour and at no other`() throws {
        let model = try weeks()
        let backup = FeatureRow([12, 0.5])
        #expect(model.score(backup, hour: 3 * 24 + 2) < model.threshold)
        #expect(model.score(backup, hour: 3 * 24 + 14) > model.threshold)
        #expect(model.score(backup, hour: 5 * 24 + 21) > model.threshold)
    }

    @Test func `until an hour was watched twice all hours are judged alike`() throws {
        var learner = learner()
        feed(&learner, minutes: 0..<1440)
        let model = try #require(try learner.train(budget: 1, base: nil).aspects.first)
        #expect(model.week.knownHours == 0)
        #expect(model.score(FeatureRow([9, 1]), hour: 3) == model.score(FeatureRow([9, 1]), hour: 90))
    }

    @Test func `an aspect that was hardly seen stays the shipped one`() throws {
        var learner = learner()
        feed(&learner, minutes: 0..<100)
        let base = try AnomalyModelTests.model()
        var named = base
        named = AnomalyModel(
            kind: .base, featureVersion: 1, trainedAt: 0, days: 1, budget: 1,
            aspects: [
                try AspectModel(
                    name: "b", features: ["x", "y"], training: IsolationForestTests.cloud(100, width: 2), days: 1,
                    budget: 1, options: .init())
            ])
        let model = try learner.train(budget: 1, base: named)
        #expect(model.aspects.map(\.name) == ["a", "b"])
        #expect(model.aspects.last?.rows == 100)
    }

    @Test func `too little is refused, and nothing changes`() {
        var learner = learner()
        feed(&learner, minutes: 0..<3)
        #expect(throws: LearningError.self) { try learner.train(budget: 1, base: nil) }
        #expect(learner.generation == 0)
    }

    @Test func `what was learnt goes on after a restart`() throws {
        var first = learner()
        feed(&first, minutes: 0..<60)
        first.refused = 5
        var second = learner()
        try second.restore(first.bytes)
        #expect(second.minutes == 60)
        #expect(second.offered == first.offered)
        #expect(second.refused == 5)
        #expect(second.bytes == first.bytes)
        feed(&second, minutes: 60..<100)
        #expect(second.isDue)
    }

    @Test func `damage is refused and nothing changes`() {
        var first = learner()
        feed(&first, minutes: 0..<60)
        let bytes = first.bytes
        var second = learner()
        for place in stride(from: 0, to: bytes.count, by: 997) {
            var damaged = bytes
            damaged[place] ^= 1
            #expect(throws: LearningError.self) { try second.restore(damaged) }
            #expect(throws: LearningError.self) { try second.restore(Array(bytes.prefix(place))) }
        }
        #expect(second.minutes == 0)
    }

    @Test func `a drift is followed: after weeks of something else, that is usual`() throws {
        var learner = learner()
        feed(&learner, minutes: 0..<2000)
        let before = try learner.train(budget: 1, base: nil)
        feed(&learner, minutes: 2000..<60_000, value: 9)
        let after = try learner.train(budget: 1, base: nil)
        #expect((before.aspects.first?.baseline.first?.median ?? 0) < 3)
        #expect((after.aspects.first?.baseline.first?.median ?? 0) > 8)
    }
}
