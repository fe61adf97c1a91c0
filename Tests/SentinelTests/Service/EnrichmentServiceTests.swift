import Enrichment
import Foundation
import LocalServers
import Outbound
import StandIn
import Storage
import Synchronization
import Testing
import Vocabulary

@testable import Sentinel

@Suite("EnrichmentService")
struct EnrichmentServiceTests {
    private static let attacker = IPAddress(45, 155, 205, 233)

    private static func incident(_ id: String = "INC-1", attacker: IPAddress = attacker) -> Incident {
        let finding = Finding(
            detection: .portScanVertical, summary: "One scans another", severity: .medium, confidence: 0.9,
            techniques: [], attackers: [.address(attacker)], victims: [.address(IPAddress(10, 0, 0, 7))], evidence: [],
            flows: [], firstSeen: Timestamp(seconds: 1), lastSeen: Timestamp(seconds: 2))
        return Incident(
            id: id, title: "A scan", severity: .medium, score: 40, detections: [.portScanVertical], techniques: [],
            attackers: finding.attackers, victims: finding.victims, firstSeen: finding.firstSeen,
            lastSeen: finding.lastSeen, events: [StoryEvent(id: "E1", finding: finding)])
    }

    private static let answer =
        #"{"data":{"abuseConfidenceScore":90,"totalReports":12,"countryCode":"NL","isWhitelisted":false}}"#

    /// A folder with a running store, a desk whose one source is a local server, and what was told live.
    private func bench(
        _ server: LocalServer, clock: StillClock = StillClock(), budget: Int = 60,
        _ body:
            @escaping @Sendable (EnrichmentService, Store, NewsDesk, @escaping @Sendable () -> [String]) async throws ->
            Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/netsentinel-enrich-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try DataFolder.own(folder)
        let told = Told()
        let ids = StreamIDs(after: 0)
        let news = NewsDesk(store: store, ids: ids, forged: false, version: "test") { message in
            if message.channel == .live {
                told.texts.withLock { $0.append(String(decoding: message.json, as: UTF8.self)) }
            }
        }
        let environment = ["ABUSEIPDB_API_KEY": "abuse-key-1", "NETSENTINEL_ABUSEIPDB_URL": server.url]
        let desk = LookupDesk(
            gate: OutboundGate(ledger: LedgerFile(folder + "/outbound.json"), clock: clock.clock),
            cache: StoredVerdicts(store), keys: try KeyRing(nil, environment: environment), environment: environment,
            nameServers: [], now: { clock.now })
        var settings = IntelligenceSettings()
        settings.sources["abuseipdb", default: .init()].perMinute = budget
        try await desk.use(settings)
        let service = EnrichmentService(
            desk: desk, evidence: store, store: store, news: news, ids: ids, now: { clock.now })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await store.run { Retention(days: 50_000) } }
            try await body(service, store, news, { told.texts.withLock { $0 } })
            group.cancelAll()
        }
    }

    private final class Told: Sendable {
        let texts = Mutex<[String]>([])
    }

    @Test func `an incident gets its evidence, kept and told live, and the page of the host its consensus`()
        async throws
    {
        let server = try await LocalServer.start { _, _ in .json(Self.answer) }
        try await bench(server) { service, store, news, told async throws in
            var cellar = CellarNews()
            cellar.changes = [.opened(Self.incident())]
            cellar.sightings = [HostSighting(address: Self.attacker, home: false, time: Timestamp(seconds: 1))]
            await news.take(cellar)
            await service.take(Self.incident())
            await store.flush()
            await service.drain()
            let record = try #require(try await store.incident("INC-1"))
            #expect(record.evidence.map(\.subject) == ["45.155.205.233"])
            #expect(record.evidence.first?.consensus.score == "1/1")
            #expect(try await store.host(Self.attacker)?.evidence?.consensus.flagged == 1)
            let last = try #require(told().last)
            #expect(last.contains("\"change\":\"enriched\""))
            #expect(last.contains("45.155.205.233"))
            #expect(server.requests.count == 1)
            // What comes later about it keeps the evidence.
            cellar.changes = [.grew(Self.incident())]
            await news.take(cellar)
            #expect(told().last?.contains("\"score\":\"1/1\"") == true)
        }
    }

    @Test func `an incident of private addresses asks nobody, and a cached answer needs no call`() async throws {
        let server = try await LocalServer.start { _, _ in .json(Self.answer) }
        try await bench(server) { service, store, news, _ async throws in
            var cellar = CellarNews()
            cellar.changes = [
                .opened(Self.incident("INC-1", attacker: IPAddress(192, 168, 0, 9))), .opened(Self.incident("INC-2")),
                .opened(Self.incident("INC-3")),
            ]
            await news.take(cellar)
            for change in cellar.changes { await service.take(change.incident) }
            await service.drain()
            #expect(server.requests.count == 1)
            #expect(try await store.incident("INC-1")?.evidence.isEmpty == true)
            #expect(try await store.incident("INC-3")?.evidence.first?.consensus.score == "1/1")
        }
    }

    @Test func `what the budget did not allow is asked ten minutes later`() async throws {
        let server = try await LocalServer.start { _, _ in .json(Self.answer) }
        let clock = StillClock()
        try await bench(server, clock: clock, budget: 1) { service, store, news, _ async throws in
            var cellar = CellarNews()
            cellar.changes = [
                .opened(Self.incident("INC-1")), .opened(Self.incident("INC-2", attacker: IPAddress(45, 1, 1, 1))),
            ]
            await news.take(cellar)
            for change in cellar.changes { await service.take(change.incident) }
            await service.drain()
            #expect(server.requests.count == 1)
            #expect(await service.waiting == 1)
            clock.advance(seconds: 601)
            await service.drain()
            #expect(server.requests.count == 2)
            #expect(try await store.incident("INC-2")?.evidence.count == 1)
            #expect(await service.waiting == 0)
        }
    }

    private static func flow(to address: IPAddress) -> CellarNews.FlowNews {
        var flow = FlowSnapshot(
            key: FlowKey(
                initiator: IPAddress(10, 0, 0, 5), initiatorPort: 40_000, responder: address, responderPort: 443,
                transport: .tcp))
        flow.id = 7
        flow.lastSeen = Timestamp(seconds: 5)
        return CellarNews.FlowNews(kind: .opened, flow: flow, direction: .outbound)
    }

    @Test func `a contact the sources hold for bad is one incident at once, but only where the owner wishes it`()
        async throws
    {
        let server = try await LocalServer.start { _, _ in .json(Self.answer) }
        try await bench(server) { service, store, news, told async throws in
            service.meet(Self.flow(to: Self.attacker))
            await service.drain()
            #expect(server.requests.isEmpty)
            var settings = await service.desk.settings
            settings.contacts = true
            try await service.desk.use(settings)
            await service.drain()
            for _ in 0..<50 { service.meet(Self.flow(to: Self.attacker)) }
            service.meet(Self.flow(to: IPAddress(192, 168, 3, 3)))
            await service.drain()
            #expect(server.requests.count == 1)
            let page = try await store.incidents(IncidentQuery())
            #expect(page.items.map(\.incident.detections) == [[.threatIntel]])
            #expect(page.items.first?.consensus?.score == "1/1")
            #expect(page.items.first?.incident.severity == .high)
            #expect(told().first?.contains("\"change\":\"opened\"") == true)
        }
    }

    @Test func `contacts leave a fifth of the day to incidents`() async throws {
        let server = try await LocalServer.start { _, _ in .json(Self.answer) }
        try await bench(server) { service, store, news, _ async throws in
            var settings = await service.desk.settings
            settings.contacts = true
            settings.sources["abuseipdb", default: .init()].perDay = 10
            try await service.desk.use(settings)
            await service.drain()
            for last in 1...30 { service.meet(Self.flow(to: IPAddress(45, 1, 1, UInt8(last)))) }
            await service.drain()
            #expect(server.requests.count == 8)
        }
    }
}
