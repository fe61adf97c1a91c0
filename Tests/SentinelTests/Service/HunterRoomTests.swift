import Forge
import Foundation
import LocalServers
import Outbound
import StandIn
import Testing
import Vocabulary

@testable import Analyst
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

    /// A round of the schedule while a model says this, or nothing at all.
    private func round(
        _ content: String?, _ check: @Sendable @escaping ([HuntEntry], ChooserStatus) throws -> Void
    ) async throws {
        let server = try await LocalServer.start { _, _ in
            guard let content, let text = try? JSONEncoder().encode(content) else { return .silence }
            return .json(#"{"choices":[{"message":{"content":"# + String(decoding: text, as: UTF8.self) + "}}]}")
        }
        var settings = ModelSettings(backend: "openai")
        settings.url = server.url + "/v1"
        settings.timeoutSeconds = 1
        let pseudonyms = AddressPseudonyms(key: Array(repeating: 7, count: 32))
        let adviser = MissionAdviser(
            ModelAnalyst(gate: OutboundGate(), settings: settings, pseudonyms: pseudonyms))
        try await room(TemporaryFolder(), history(13) { _ in }) { room, _ in
            _ = try await room.setMission("slow-beacon", MissionChange(options: ["calls": 12]))
            _ = try await room.setMission("new-server", MissionChange(enabled: false))
            await room.listen(to: adviser)
            try await room.huntWhatIsDue(now: Timestamp(nanoseconds: .max))
            let log = try await room.huntLog(mission: nil, page: PageRequest()).items
            try check(log.reversed(), await room.chooserStatus())
            // What the model asked for puts nothing off: each mission is due again as long after its own turn as before.
            for mission in try await room.missions() where mission.enabled {
                let turn = log.first { $0.mission == mission.name && $0.trigger == .schedule }
                let next = try #require(turn).started.advanced(bySeconds: mission.everyHours * 3600)
                #expect(abs(mission.nextRun?.seconds(since: next) ?? .infinity) < 1)
            }
        }
        try await server.stop()
    }

    @Test func `a model that answers well adds missions, and the log says who chose`() async throws {
        let answer = #"{"missions":[{"mission":"slow-beacon","options":[{"name":"jitter","value":0.2}]}]}"#
        try await round(answer) { log, status in
            let due = log.filter { $0.trigger == .schedule }
            let chosen = log.filter { $0.trigger == .model }
            #expect(due.count == 8 && chosen.map(\.mission) == ["slow-beacon"])
            #expect(chosen.first?.looked.last == "the model openai default asked for this mission")
            #expect(status.model == "openai default" && status.granted == 1 && status.refused == 0)
        }
    }

    @Test func `a model that lies gets nothing but lines in the log`() async throws {
        let answer = #"""
            {"missions":[{"mission":"SELECT * FROM flow","options":[]},{"mission":"new-server","options":[]},
            {"mission":"dns-tunnel","options":[{"name":"names","value":-1}]},
            {"mission":"slow-beacon","options":[{"name":"calls; DROP TABLE flow","value":1}]},
            {"mission":"slow-beacon","options":[]}],"block":["192.168.1.1"]}
            """#
        try await round(answer) { log, status in
            #expect(log.count == 8 && log.allSatisfy { $0.trigger == .schedule })
            #expect(log.first?.looked.filter { $0.contains("was refused") }.count == 4)
            // The last one asks for what is due anyway, as its owner set it.
            #expect(status.refused == 4 && status.due == 1 && status.granted == 0)
        }
    }

    @Test func `a model that is silent or talks nonsense leaves the schedule as it is`() async throws {
        for content in [nil, "As a language model I would rather not."] {
            try await round(content) { log, status in
                #expect(log.count == 8 && log.allSatisfy { $0.trigger == .schedule })
                #expect(log.first?.looked.contains { $0.contains("could not be asked") } == true)
                #expect(status.failed == 1 && status.asked == 1)
            }
        }
    }
}
