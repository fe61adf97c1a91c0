import Detection
import Foundation
import Learning
import StandIn
import Testing
import Vocabulary

@testable import Sentinel

struct LearningDeskTests {
    private func plan() -> BaselineLearner.Plan {
        var plan = BaselineLearner.Plan()
        plan.firstMinutes = 200
        plan.everyMinutes = 100
        plan.leastRows = 100
        return plan
    }

    private func desk(_ folder: TemporaryFolder, _ inbox: CommandInbox) -> LearningDesk {
        LearningDesk(folder: folder.path, store: MemoryStore(), inbox: inbox, plan: plan())
    }

    /// Ordinary minutes of one host.
    private func minutes(_ range: Range<Int>) -> [BehaviourWindow] {
        var random = SplitMix(seed: UInt64(range.lowerBound) + 1)
        return range.map { minute in
            let time = Timestamp(seconds: Double(minute * 60))
            return BehaviourWindow(
                aspect: .contacts, subject: .address(IPAddress(10, 0, 0, 5)), others: [],
                row: FeatureRow([
                    3 + random.unit(), 1 + random.unit(), 1 + random.unit(), 0, 0, 1 + random.unit(), 2, 0,
                ]), first: time, last: time, flows: [])
        }
    }

    @Test func `after the first minutes a model of our own goes down and is kept`() async throws {
        let folder = try TemporaryFolder()
        let inbox = CommandInbox()
        let desk = desk(folder, inbox)
        await desk.take(minutes(0..<150), refused: 3)
        #expect(inbox.take()?.baseline == nil)
        #expect(await desk.model().learning.minutesLeft == 50)
        await desk.take(minutes(150..<210), refused: 0)
        let sent = try #require(inbox.take()?.baseline?.model)
        #expect(sent.kind == .own)
        let status = await desk.model()
        #expect(status.kind == "own")
        #expect(status.generation == 1)
        #expect(status.learning.progress == 1)
        #expect(status.learning.refused >= 3)

        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/baseline.model")
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let later = self.desk(folder, CommandInbox())
        #expect(await later.model().kind == "own")
        #expect(await later.baseline.model?.generation == 1)
    }

    @Test func `what was learnt is kept at the end and goes on`() async throws {
        let folder = try TemporaryFolder()
        let desk = desk(folder, CommandInbox())
        await desk.take(minutes(0..<20), refused: 0)
        await desk.save()
        let later = self.desk(folder, CommandInbox())
        #expect(await later.model().learning.minutes == 20)
    }

    @Test func `a quiet capture passes the time as well`() async throws {
        let folder = try TemporaryFolder()
        let desk = desk(folder, CommandInbox())
        await desk.take([], refused: 0, seconds: (0..<600).map { Int64($0) })
        #expect(await desk.model().learning.minutes == 10)
    }

    @Test func `damaged files are set aside, and learning begins anew`() async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array("not a model".utf8), to: "baseline.model")
        _ = try folder.write([1, 2, 3], to: "baseline.rows")
        let desk = desk(folder, CommandInbox())
        #expect(await desk.model().kind != "own")
        #expect(await desk.model().learning.minutes == 0)
        #expect(FileManager.default.fileExists(atPath: folder.path + "/baseline.model.damaged"))
        #expect(FileManager.default.fileExists(atPath: folder.path + "/baseline.rows.damaged"))
    }

    @Test func `asked too early, training says what is missing`() async throws {
        let folder = try TemporaryFolder()
        let desk = desk(folder, CommandInbox())
        await desk.take(minutes(0..<5), refused: 0)
        await #expect(throws: ServiceError.self) { try await desk.train() }
    }

    @Test func `what stands out is not learnt`() async throws {
        let folder = try TemporaryFolder()
        let desk = desk(folder, CommandInbox())
        await desk.take(minutes(0..<210), refused: 0)
        let before = await desk.model().learning
        let time = Timestamp(seconds: 20_000)
        let odd = BehaviourWindow(
            aspect: .contacts, subject: .address(IPAddress(10, 0, 0, 66)), others: [],
            row: FeatureRow([12, 11, 10, 12, 4, 9, 1, 5]), first: time, last: time, flows: [])
        await desk.take([odd], refused: 0)
        let after = await desk.model().learning
        #expect(after.rows == before.rows)
        #expect(after.refused == before.refused + 1)
    }
}
