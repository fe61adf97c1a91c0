import Testing
import Vocabulary

@testable import Storage

@Suite struct StoreSuppressionsTests {
    @Test func `a suppression hides what it covers of the past, and nothing else`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            for (number, attacker) in [IPAddress(10, 0, 0, 1), IPAddress(10, 0, 1, 1)].enumerated() {
                let finding = Sample.finding(attacker: attacker)
                let stream = UInt64(number + 1)
                await store.keep(
                    Sample.alerts(AlertRecord(streamID: stream, finding: finding, incident: "INC-\(number)")))
                await store.keep(Sample.incidents(Sample.incident("INC-\(number)", finding: finding), from: stream))
            }
            let row = SuppressionRecord(
                detection: .portScanVertical, attackers: AddressBlock("10.0.0.0/24"), reason: "our scanner", by: "ada",
                at: Sample.start)
            let kept = try await store.addSuppression(row)
            #expect(try await store.alerts(AlertQuery()).items.map(\.streamID) == [2])
            #expect(try await store.incident("INC-0")?.incident.status == .falsePositive)
            #expect(try await store.incident("INC-1")?.incident.status == .new)
            #expect(try await store.suppressions().map(\.reason) == ["our scanner"])
            #expect(try await store.removeSuppression(kept.id))
            #expect(try await store.removeSuppression(kept.id) == false)
            let everything = SuppressionRecord(reason: "all", by: "eve", at: Sample.start)
            await #expect(throws: ServiceError.self) { try await store.addSuppression(everything) }
        }
    }
}
