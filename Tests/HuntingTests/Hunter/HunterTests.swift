import Forge
import Foundation
import Synchronization
import Testing
import Vocabulary

@testable import Hunting

@Suite("Hunter")
struct HunterTests {
    private final class Ledger: Sendable {
        let told = Mutex<[(finding: Finding, known: String?)]>([])
        let settled = Mutex(false)
        var teller: Hunter.Teller {
            { finding, known in
                if self.settled.withLock({ $0 }) { return nil }
                self.told.withLock { $0.append((finding, known)) }
                return known ?? "INC-\(finding.detection)"
            }
        }
        var count: Int { told.withLock { $0.count } }
    }

    private func journal() throws -> (HuntJournal, String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return (HuntJournal(try ScoutDatabase(folder: folder, now: EventBook.now)), folder)
    }

    @Test func `a finding is told once, and its incident grows when it goes on`() async throws {
        let (journal, folder) = try journal()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let all = FlowBook.weeks(3) { $0.call() }
        let ledger = Ledger()
        let order = [MissionOrder(mission: "slow-beacon")]
        let early = FlowBook(all.flows.filter { $0.end < EventBook.ago(2 * 86_400) })
        let first = try await early.hunter(journal: journal, tell: ledger.teller).run(order, trigger: .schedule)
        #expect(
            first.first?.findings == 1 && first.first?.incidents == ["INC-c2_beacon"] && first.first?.nothing == nil)
        let again = try await early.hunter(journal: journal, tell: ledger.teller).run(order, trigger: .person)
        #expect(again.first?.findings == 0 && again.first?.nothing == "of 1 findings 1 were told before")
        #expect(ledger.count == 1)
        let later = try await all.hunter(journal: journal, tell: ledger.teller).run(order, trigger: .schedule)
        #expect(later.first?.incidents == ["INC-c2_beacon"] && later.first?.findings == 0)
        #expect(ledger.told.withLock { $0.last?.known } == "INC-c2_beacon")
        ledger.settled.withLock { $0 = true }
        let log = try await journal.entries(mission: "slow-beacon", page: PageRequest(limit: 2))
        #expect(log.items.count == 2 && log.nextCursor != nil)
        #expect(log.items.allSatisfy { $0.looked.first?.contains("flows of") == true })
    }

    @Test func `what a person settled stays silent, and the log says so`() async throws {
        let (journal, folder) = try journal()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let ledger = Ledger()
        ledger.settled.withLock { $0 = true }
        let entries = try await FlowBook.weeks(3) { $0.call() }.hunter(journal: journal, tell: ledger.teller)
            .run([MissionOrder(mission: "slow-beacon")], trigger: .schedule)
        #expect(entries.first?.nothing?.contains("suppressed") == true && entries.first?.incidents == [])
    }

    @Test func `a model chooses by name and number; what it may not is refused and logged`() async throws {
        let book = FlowBook.weeks(3)
        let entries = try await book.hunter { _, _ in nil }.run(
            [MissionOrder(mission: "dns-tunnel")], trigger: .schedule, enabled: ["slow-beacon", "dns-tunnel"]
        ) { summary in
            #expect(summary.days > 20 && summary.homeHosts > 15 && summary.flows == UInt64(book.flows.count))
            return [
                MissionOrder(mission: "slow-beacon", options: ["calls": 20]),
                MissionOrder(mission: "slow-beacon"), MissionOrder(mission: "new-server"),
                MissionOrder(mission: "'; DROP TABLE flow; --"),
                MissionOrder(mission: "dns-tunnel", options: ["names": -5]),
                MissionOrder(mission: "dns-tunnel", options: ["sql": 1]),
            ]
        }
        #expect(entries.map(\.mission) == ["dns-tunnel", "slow-beacon"])
        #expect(entries.map(\.trigger) == [.schedule, .model])
        #expect(entries.first?.looked.filter { $0.contains("refused") }.count == 5)
    }

    @Test func `a model that fails does not keep the hunter in`() async throws {
        struct Silence: Error {}
        let entries = try await FlowBook.weeks(3).hunter { _, _ in nil }
            .run([MissionOrder(mission: "dns-tunnel")], trigger: .schedule) { _ in throw Silence() }
        #expect(entries.count == 1 && entries.first?.looked.contains { $0.contains("could not be asked") } == true)
    }

    @Test func `an unknown mission and an option out of bounds are refused`() async throws {
        let hunter = FlowBook([]).hunter { _, _ in nil }
        await #expect(throws: ServiceError.self) {
            try await hunter.run([MissionOrder(mission: "x")], trigger: .person)
        }
        let order = MissionOrder(mission: "slow-beacon", options: ["calls": 1])
        await #expect(throws: ServiceError.self) { try await hunter.run([order], trigger: .person) }
    }
}
