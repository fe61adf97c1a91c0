import Flows
import StandIn
import Testing
import Vocabulary

@testable import Sentinel

@Suite struct ControlDeskTests {
    private let store = MemoryStore()
    private let inbox = CommandInbox()

    private func desk() -> ControlDesk {
        let ids = StreamIDs(after: 0)
        let news = NewsDesk(store: store, ids: ids, forged: false, version: "test") { _ in }
        return ControlDesk(
            detection: DetectionSettings(), store: store, desk: news, inbox: inbox, ids: ids, analyses: AnalysisQueue())
    }

    private func option(_ name: String, of rule: String, at desk: ControlDesk) async throws -> Double {
        let rules = await desk.rules()
        return try #require(rules.first { $0.name == rule }?.options.first { $0.name == name }).value
    }

    @Test func `a changed configuration goes down to the packet thread and outlives a restart`() async throws {
        var patch = ConfigurationPatch()
        patch.portScanMinPorts = 33
        patch.confidenceThreshold = 0.4
        patch.flowExpirySeconds = 20
        patch.homeNetworks = [try #require(AddressBlock("192.0.2.0/24"))]
        let answer = try await desk().apply(patch)
        #expect(answer.portScanMinPorts == 33)
        let sent = try #require(inbox.take()?.settings)
        #expect(sent.minimumConfidence == 0.4)
        #expect(sent.home == patch.homeNetworks)
        #expect(sent.flows.tcpOpening == .seconds(20))
        #expect(sent.flows.tcpEstablished == .seconds(100))

        let later = desk()
        let restored = try await later.restore()
        #expect(restored.minimumConfidence == 0.4)
        #expect(await later.configuration() == answer)
        #expect(try await option("failed_ports", of: "port-scan", at: later) == 33)
    }

    @Test func `every problem is named and nothing is changed`() async throws {
        var patch = ConfigurationPatch()
        patch.portScanMinPorts = 1
        patch.confidenceThreshold = 7
        patch.retentionDays = 90
        let desk = desk()
        let before = await desk.configuration()
        do {
            _ = try await desk.apply(patch)
            Issue.record("it was taken")
        } catch let ServiceError.invalid(problems) {
            #expect(problems.count == 2)
        }
        #expect(await desk.configuration() == before)
        if case .some = inbox.take() { Issue.record("something was sent down") }
    }

    @Test func `a rule is switched off and on, and its options keep their ranges`() async throws {
        let desk = desk()
        #expect(try await !desk.setRule("port-scan", enabled: false, options: [:]).enabled)
        #expect(inbox.take()?.settings?.disabled == ["port-scan"])
        #expect(try await desk.setRule("port-scan", enabled: true, options: ["failed_ports": 40]).enabled)
        #expect(try await option("failed_ports", of: "port-scan", at: desk) == 40)
        await #expect(throws: ServiceError.self) {
            _ = try await desk.setRule("port-scan", enabled: nil, options: ["failed_ports": 1e12])
        }
        await #expect(throws: ServiceError.self) {
            _ = try await desk.setRule("no-such-rule", enabled: nil, options: [:])
        }
        let later = self.desk()
        _ = try await later.restore()
        #expect(try await option("failed_ports", of: "port-scan", at: later) == 40)
    }

    @Test func `suppressions reach the engine, and one that names nothing is refused`() async throws {
        let desk = desk()
        let row = SuppressionRecord(
            attackers: AddressBlock("192.0.2.7/32"), reason: "our scanner", by: "ann",
            at: Timestamp(seconds: 1))
        let kept = try await desk.addSuppression(row)
        #expect(inbox.take()?.suppressions?.count == 1)
        try await desk.removeSuppression(kept.id)
        #expect(inbox.take()?.suppressions?.isEmpty == true)
        await #expect(throws: ServiceError.self) {
            _ = try await desk.addSuppression(SuppressionRecord(reason: "all", by: "ann", at: Timestamp(seconds: 1)))
        }
        await #expect(throws: ServiceError.self) { try await desk.removeSuppression(99) }
    }
}
