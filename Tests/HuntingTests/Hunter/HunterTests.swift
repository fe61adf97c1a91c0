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

    @Test func `a model chooses by name and number; what it may not is refused, counted and logged`() async throws {
        let book = FlowBook.weeks(3)
        let hunter = book.hunter { _, _ in nil }
        let adviser = Hunter.Adviser(name: "openai tiny", enabled: ["slow-beacon", "dns-tunnel"]) { summary in
            #expect(summary.days > 20 && summary.homeHosts > 15 && summary.flows == UInt64(book.flows.count))
            return [
                MissionOrder(mission: "slow-beacon", options: ["calls": 20]),
                MissionOrder(mission: "slow-beacon"), MissionOrder(mission: "new-server"),
                MissionOrder(mission: "'; DROP TABLE flow; --\u{202E}\n"),
                MissionOrder(mission: "dns-tunnel", options: ["names": -5]),
                MissionOrder(mission: "dns-tunnel", options: ["sql": 1]),
            ]
        }
        let entries = try await hunter.run(
            [MissionOrder(mission: "dns-tunnel")], trigger: .schedule, adviser: adviser)
        #expect(entries.map(\.mission) == ["dns-tunnel", "slow-beacon"])
        #expect(entries.map(\.trigger) == [.schedule, .model])
        #expect(entries.last?.looked.last == "the model openai tiny asked for this mission")
        let refusals = entries.first?.looked.filter { $0.contains("was refused: ") } ?? []
        #expect(refusals.count == 5)
        #expect(refusals.allSatisfy { $0.unicodeScalars.allSatisfy { (32..<127).contains($0.value) } })
        let advice = await hunter.advice
        #expect(advice.asked == 1 && advice.granted == 1 && advice.refused == 5 && advice.failed == 0)
    }

    @Test func `a model cannot take the owner's options from a mission that is due`() async throws {
        let hunter = FlowBook.weeks(3).hunter { _, _ in nil }
        let adviser = Hunter.Adviser(name: "liar", enabled: ["dns-tunnel", "slow-beacon"]) { _ in
            [
                MissionOrder(mission: "dns-tunnel", options: ["names": 1999]),
                MissionOrder(mission: "slow-beacon", options: ["calls": 20]),
            ]
        }
        let entries = try await hunter.run(
            [MissionOrder(mission: "dns-tunnel"), MissionOrder(mission: "slow-beacon", options: ["calls": 20])],
            trigger: .schedule, adviser: adviser)
        // What was due ran as it was set; the blunter wish ran besides, the one that was due anyway did not run twice.
        #expect(entries.map(\.mission) == ["dns-tunnel", "slow-beacon", "dns-tunnel"])
        #expect(entries.map(\.trigger) == [.schedule, .schedule, .model])
        #expect(await hunter.advice.due == 1)
    }

    @Test func `a model that fails does not keep the hunter in`() async throws {
        struct Silence: Error {}
        let adviser = Hunter.Adviser(name: "mute", enabled: ["dns-tunnel"]) { _ in throw Silence() }
        let entries = try await FlowBook.weeks(3).hunter { _, _ in nil }
            .run([MissionOrder(mission: "dns-tunnel")], trigger: .schedule, adviser: adviser)
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
