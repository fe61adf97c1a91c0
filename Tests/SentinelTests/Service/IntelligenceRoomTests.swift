import Bedrock
import Enrichment
import Foundation
import Outbound
import StandIn
import TestKit
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

    /// A data folder with one list and one place file.
    private func furnish() throws {
        for name in ["lists", "geo"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        try Data("45.155.205.0/24 ; botnet\n".utf8).write(to: URL(filePath: folder + "/lists/worms.txt"))
        var places = PlaceFile(type: "GeoLite2-Country")
        let block = try #require(AddressBlock("45.155.0.0/16"))
        places.add(
            block,
            .map([
                ("country", .map([("iso_code", .text("RU"))])), ("autonomous_system_number", .number(64_500)),
                ("autonomous_system_organization", .text("Example\u{202E} Net")),
            ]))
        try Data(places.bytes).write(to: URL(filePath: folder + "/geo/places.mmdb"))
    }

    @Test func `a look-up tells what the lists and place files of this machine say, and asks nobody for it`()
        async throws
    {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try furnish()
        let run = try await EnrichmentRun(folder: folder, sources: [])
        let note = try #require(await run.look(up: IPAddress(45, 155, 205, 233), fresh: false).notes.first)
        #expect(note.verdicts.map(\.source) == ["lists", "places"])
        let listed = try #require(note.verdicts.first)
        #expect(listed.flagged && listed.kind == .list && listed.reason.contains("45.155.205.0/24 stands on worms"))
        let placed = try #require(note.verdicts.last)
        #expect(!placed.flagged && placed.facts.contains(Evidence("country", text: "RU")))
        #expect(placed.facts.contains(Evidence("asn", count: 64_500)) && placed.reason == "RU; AS64500 Example? Net.")
        // Lists and places are no votes.
        #expect(note.consensus.score == "0/0")
        let clear = try #require(await run.look(up: IPAddress(45, 156, 1, 1), fresh: false).notes.first)
        #expect(clear.verdicts.map(\.outcome) == [.unknown, .unknown])
        let own = try #require(await run.look(up: IPAddress(192, 168, 1, 1), fresh: false).notes.first)
        #expect(own.verdicts.map(\.source) == ["lists"])
        let lists = HouseLists(data: folder)
        #expect(try await lists.look(up: "45.155.205.233").place?.asn == 64_500)
    }

    @Test func `where there are neither lists nor place files nothing is said of them`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let verdicts = await HouseKnowledge { _ in HouseKnowledge.Answer() }
            .verdicts(about: IPAddress(45, 1, 1, 1), at: Timestamp(nanoseconds: 0))
        #expect(verdicts.isEmpty)
    }
}
