import Learning
import Testing

struct AnomalyModelTests {
    static func model() throws -> AnomalyModel {
        var options = IsolationForest.Options()
        options.trees = 10
        options.sample = 64
        options.reach = 0.5
        options.isCompact = true
        var week = WeekProfile()
        for hour in 0..<40 {
            for _ in 0..<120 { week.pass(hour: hour) }
            week.observe(3, hour: hour)
        }
        let aspects = try ["contacts", "names"].map { name in
            try AspectModel(
                name: name, features: ["a", "b", "c", "d"], training: IsolationForestTests.cloud(400),
                week: name == "names" ? week : WeekProfile(), days: 2, budget: 0.5, options: options)
        }
        return AnomalyModel(
            kind: .own, featureVersion: 3, generation: 7, trainedAt: 1_700_000_000_000_000_000, days: 2, budget: 1,
            aspects: aspects)
    }

    @Test func `what is written is read again, and scores the same`() throws {
        let model = try Self.model()
        let read = try AnomalyModel(bytes: model.bytes, featureVersion: 3)
        #expect(read.kind == .own)
        #expect(read.generation == 7)
        #expect(read.trainedAt == model.trainedAt)
        #expect(read.aspects.map(\.week) == model.aspects.map(\.week))
        #expect(read.knownHours == 40)
        #expect(read.rows == model.rows)
        #expect(read.bytes == model.bytes)
        var random = SplitMix(seed: 4)
        for _ in 0..<200 {
            let row = FeatureRow((0..<4).map { _ in random.unit() * 6 - 3 })
            for (mine, theirs) in zip(model.aspects, read.aspects) {
                #expect(mine.forest.score(row) == theirs.forest.score(row))
                #expect(mine.score(row, hour: 30) == theirs.score(row, hour: 30))
                #expect(mine.isUsual(row, hour: 30) == theirs.isUsual(row, hour: 30))
                #expect(mine.threshold == theirs.threshold)
            }
        }
    }

    @Test func `a model of other features is refused by name`() throws {
        let bytes = try Self.model().bytes
        let error = #expect(throws: LearningError.self) { try AnomalyModel(bytes: bytes, featureVersion: 4) }
        #expect(error?.code == .version)
        #expect(error?.message.contains("version 3") == true)
    }

    @Test func `every truncation is refused`() throws {
        let bytes = try Self.model().bytes
        for length in stride(from: 0, to: bytes.count, by: 37) {
            #expect(throws: LearningError.self) {
                try AnomalyModel(bytes: Array(bytes.prefix(length)), featureVersion: 3)
            }
        }
    }

    @Test func `damage anywhere is noticed`() throws {
        let bytes = try Self.model().bytes
        for place in stride(from: 0, to: bytes.count, by: 61) {
            var damaged = bytes
            damaged[place] ^= 0x40
            #expect(throws: LearningError.self) { try AnomalyModel(bytes: damaged, featureVersion: 3) }
        }
    }

    @Test func `hostile bytes under a right checksum are refused or read, and never trap`() throws {
        let bytes = try Self.model().bytes
        var random = SplitMix(seed: 9)
        var refused = 0
        for _ in 0..<400 {
            var hostile = Array(bytes.dropLast(8))
            for _ in 0..<3 {
                hostile[8 + Int(random.next() % UInt64(hostile.count - 8))] = UInt8(truncatingIfNeeded: random.next())
            }
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in hostile { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            for shift in stride(from: 56, through: 0, by: -8) {
                hostile.append(UInt8(truncatingIfNeeded: hash >> UInt64(shift)))
            }
            do {
                let model = try AnomalyModel(bytes: hostile, featureVersion: 3)
                for aspect in model.aspects {
                    let score = aspect.forest.score(FeatureRow([1, 2, 3, 4]))
                    #expect(score.isFinite)
                }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 50)
    }

    @Test func `a budget is shared by the aspects, and a larger one lowers every threshold`() throws {
        var model = try Self.model()
        let before = model.aspects.map(\.threshold)
        model.calibrate(alarmsADay: 50)
        #expect(zip(before, model.aspects.map(\.threshold)).allSatisfy { $0 > $1 })
        #expect(model.budget == 50)
    }

    @Test func `more than goes on at the hour raises the score, and only there`() throws {
        let aspect = try #require(try Self.model().aspects.last)
        let row = FeatureRow([6, 0, 0, 0])
        #expect(aspect.score(row, hour: 30) > aspect.forest.score(row))
        #expect(aspect.score(row, hour: 30) < 1)
        #expect(aspect.score(row, hour: 100) == aspect.forest.score(row))
    }

    @Test func `too few rows are refused`() {
        let error = #expect(throws: LearningError.self) {
            try AspectModel(
                name: "x", features: ["a", "b", "c", "d"], training: IsolationForestTests.cloud(20), days: 1,
                budget: 1, options: .init())
        }
        #expect(error?.code == .tooLittle)
    }
}
