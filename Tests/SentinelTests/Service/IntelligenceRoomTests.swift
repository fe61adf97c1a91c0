import Bedrock
import Enrichment
import Foundation
import Outbound
import StandIn
import Testing
import Vocabulary

@testable import Sentinel

@Suite("IntelligenceRoom")
struct IntelligenceRoomTests {
    private let folder: String = {
        let path = FileManager.default.temporaryDirectory.path + "/netsentinel-room-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }()

    private func change(_ id: String, _ body: (inout IntelligenceChange.Source) -> Void) -> IntelligenceChange {
        var source = IntelligenceChange.Source()
        body(&source)
        var change = IntelligenceChange()
        change.sources[id] = source
        return change
    }

    @Test func `settings and keys survive a restart, the keys in a file of their owner's and nowhere else`()
        async throws
    {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = MemoryStore()
        let first = try IntelligenceRoom(folder: folder, evidence: nil, environment: [:])
        var wanted = change("otx") {
            $0.key = "kept-secret-key-4711"
            $0.options = ["pulses": 4]
        }
        wanted.threshold = 2
        let shown = try await first.office(store: store).apply(wanted)
        #expect(shown.sources.first { $0.id == "otx" }?.key == "••••••4711")
        #expect(PrivateFile.rights(of: folder + "/intelligence-keys.json") == 0o600)
        #expect(!"\(store.edit { $0.settings })".contains("kept-secret"))

        let again = try IntelligenceRoom(folder: folder, evidence: nil, environment: [:])
        let overview = await (try await again.office(store: store)).overview()
        let source = try #require(overview.sources.first { $0.id == "otx" })
        #expect(overview.threshold == 2)
        #expect(source.state == .ok)
        #expect(source.keyOrigin == .file)
        #expect(source.options.map(\.value) == [4])
    }

    @Test func `a change with one mistake changes nothing`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = MemoryStore()
        let room = try IntelligenceRoom(folder: folder, evidence: nil, environment: [:])
        let office = try await room.office(store: store)
        var wanted = change("otx") { $0.key = "kept-secret-key-4711" }
        wanted.threshold = 7
        await #expect(throws: ServiceError.self) { _ = try await office.apply(wanted) }
        #expect(await office.overview().sources.first { $0.id == "otx" }?.configured == false)
        #expect(PrivateFile.rights(of: folder + "/intelligence-keys.json") == nil)
        #expect(store.edit { $0.settings }.isEmpty)
    }

    @Test func `another server does not get the key that was kept for the one before`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let room = try IntelligenceRoom(folder: folder, evidence: nil, environment: [:])
        let office = try await room.office(store: MemoryStore())
        let set = try await office.apply(
            change("pdns") {
                $0.url = "https://one.example/api"
                $0.key = "kept-secret-key-4711"
            })
        #expect(set.sources.first { $0.id == "pdns" }?.key == "••••••4711")
        let moved = try await office.apply(change("pdns") { $0.url = "https://two.example/api" })
        #expect(moved.sources.first { $0.id == "pdns" }?.key == nil)
        #expect(moved.sources.first { $0.id == "pdns" }?.url == "https://two.example/api")
    }

    @Test func `the offline switch reaches the gate, and is on after a restart`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = MemoryStore()
        var wanted = IntelligenceChange()
        wanted.offline = true
        let first = try IntelligenceRoom(folder: folder, evidence: nil, environment: [:])
        _ = try await first.office(store: store).apply(wanted)
        #expect(await first.gate.isOffline)
        let again = try IntelligenceRoom(folder: folder, evidence: nil, environment: [:])
        _ = try await again.office(store: store)
        #expect(await again.gate.isOffline)
    }
}
