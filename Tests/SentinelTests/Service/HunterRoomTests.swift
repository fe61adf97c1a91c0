import Forge
import Foundation
import StandIn
import Testing
import Vocabulary

@testable import Sentinel

/// The hunter over the real store: weeks of forged flows in, incidents out.
@Suite struct HunterRoomTests {
    private static let start = Timestamp(
        nanoseconds: 1_767_600_000_000_000_000 / 86_400_000_000_000 * 86_400_000_000_000)

    private func room(
        _ folder: TemporaryFolder, _ flows: [FlowRecord],
        _ body: @Sendable @escaping (HunterRoom, any SentinelStore) async throws -> Void
    ) async throws {
        let store = try DataFolder.own(folder.path)
        let ids = StreamIDs(after: 0)
        let news = NewsDesk(store: store, ids: ids, forged: false, version: "test") { _ in }
        let control = ControlDesk(
            detection: DetectionSettings(), store: store, desk: news, inbox: CommandInbox(), ids: ids,
            analyses: AnalysisQueue())
        let room = try await HunterRoom(folder: folder.path, store: store, news: news, places: nil, forged: false)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await StorageService(store: store, control: control).run() }
            for piece in stride(from: 0, to: flows.count, by: 5000) {
                var batch = StoreBatch()
                batch.flows = Array(flows[piece..<min(flows.count, piece + 5000)])
                (store as any SentinelStore).append(batch)
                await (store as any SentinelStore).flush()
            }
            try await body(room, store)
            group.cancelAll()
        }
    }

    private func history(_ seed: UInt64, _ attack: (inout ForgedHistory) -> Void) -> [FlowRecord] {
        var history = ForgedHistory(seed: seed, start: Self.start)
        history.live()
        attack(&history)
        return history.sorted
    }

    @Test
    func `slow movement, slow exfiltration and a slow beacon among benign weeks become incidents with their flows`()
        async throws
    {
        let flows = history(11) { history in
            _ = history.moveSlowly()
            history.seep(from: ForgedHistory.workstations[4], to: IPAddress(45, 77, 10, 9))
            history.call(from: ForgedHistory.workstations[9], to: IPAddress(46, 88, 1, 9))
        }
        try await room(TemporaryFolder(), flows) { room, store in
            // All of them are due at once, ten minutes after the start.
            try await room.huntWhatIsDue(now: Timestamp(nanoseconds: .max))
            let log = try await room.huntLog(mission: nil, page: PageRequest())
            #expect(log.items.count == 9)
            #expect(log.items.reduce(0) { $0 + $1.findings } == 3)
            #expect(log.items.allSatisfy { ($0.nothing == nil) == ($0.findings > 0) })
            let incidents = try await store.incidentHistory(limit: 100).map(\.incident)
            #expect(Set(incidents.flatMap(\.detections)) == [.lateralMovement("smb"), .exfiltration, .c2Beacon])
            for incident in incidents {
                let proof = try await store.flows(ofIncident: incident.id, limit: 100)
                #expect(!proof.isEmpty)
                #expect(proof.allSatisfy { flow in incident.attackers.contains(.address(flow.key.initiator)) })
            }
            let missions = try await room.missions()
            #expect(missions.count == 9 && missions.allSatisfy { $0.last != nil && $0.enabled })
            // Again: nothing new, and the log says that it was told.
            let again = try await room.runMission("slow-beacon")
            #expect(again.findings == 0 && again.nothing?.contains("told before") == true && again.trigger == .person)
            #expect(try await store.incidentHistory(limit: 100).count == incidents.count)
        }
    }

    @Test func `benign weeks give nothing, and each mission says why`() async throws {
        try await room(TemporaryFolder(), history(12) { _ in }) { room, store in
            try await room.huntWhatIsDue(now: Timestamp(nanoseconds: .max))
            let log = try await room.huntLog(mission: nil, page: PageRequest())
            #expect(log.items.count == 9 && log.items.allSatisfy { $0.findings == 0 && $0.nothing?.isEmpty == false })
            #expect(try await store.incidentHistory(limit: 10).isEmpty)
            let off = try await room.setMission(
                "dns-tunnel", MissionChange(enabled: false, everyHours: 12, options: ["names": 99]))
            #expect(!off.enabled && off.nextRun == nil && off.everyHours == 12)
            #expect(off.options.first { $0.name == "names" }?.value == 99)
            await #expect(throws: ServiceError.self) {
                _ = try await room.setMission("dns-tunnel", MissionChange(options: ["names": -1]))
            }
            await #expect(throws: ServiceError.self) { _ = try await room.setMission("no-such", MissionChange()) }
        }
    }
}
