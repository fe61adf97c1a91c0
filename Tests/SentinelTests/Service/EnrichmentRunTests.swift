import Bedrock
import Enrichment
import Foundation
import LocalServers
import Testing
import Vocabulary

@testable import Sentinel

/// `enrich` over alerts of the retro-hunt: the folder's own, and the same database as if it were another program's.
@Suite("EnrichmentRun")
struct EnrichmentRunTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A scan of 60 ports of a host of ours, ingested and hunted.
    private func scan() async throws {
        let time = WallClock.now.advanced(bySeconds: -300)
        let lines = (1...60).map {
            "<4>1 \(time) router kernel - - - DROP IN=eth0 OUT= SRC=45.155.205.233 DST=192.168.1.10 PROTO=TCP SPT=4\($0) DPT=\($0)\n"
        }
        let file = try folder.write(Array(lines.joined().utf8), to: "router.log")
        _ = try await IngestCommand.run(file, data: folder.path, zone: "UTC") { _ in }
        let report = try await RetroCommand.run(RetroOrder(), data: folder.path, environment: [:])
        #expect(report.count(.inserted) == 1)
    }

    private struct House {
        let whois: LocalServer
        let pdns: LocalServer
        var environment: [String: String]
    }

    private func house() async throws -> House {
        let whois = try await LocalServer.start(.line) { _, _ in
            .answer(200, [:], "netname: EXAMPLE\ncountry: NL\norg-name: Example\u{1B}[31m BV\n")
        }
        let pdns = try await LocalServer.start { _, _ in .json(#"[{"rrname":"evil.example","rrtype":"A","count":3}]"#) }
        let trace = try folder.write(
            Array("#!/bin/sh\necho ' 1  45.155.205.233  1.5 ms'\n".utf8), to: "trace.sh")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: trace)
        return House(
            whois: whois, pdns: pdns,
            environment: [
                "NETSENTINEL_WHOIS_URL": "127.0.0.1:\(whois.port)", "PDNS_API_URL": pdns.url,
                "NETSENTINEL_TRACEROUTE_URL": trace,
            ])
    }

    private func enrich(_ house: House, database: String?, fresh: Bool = false) async throws
        -> [EnrichmentRun.Outcome]
    {
        let run = try await EnrichmentRun(
            folder: database == nil ? folder.path : folder.path + "/none", sources: ["whois", "pdns", "traceroute"],
            database: database, environment: house.environment)
        var outcomes: [EnrichmentRun.Outcome] = []
        try await run.enrich(limit: 10, fresh: fresh) { outcomes.append($0) }
        return outcomes
    }

    @Test(arguments: [false, true])
    func `an alert is looked up once, kept as net-scout keeps it, and no private address leaves`(_ foreign: Bool)
        async throws
    {
        try await scan()
        let house = try await house()
        let database = foreign ? folder.path + "/hunting.db" : nil
        let outcomes = try await enrich(house, database: database)
        #expect(outcomes.map(\.alert) == [1] && outcomes.first?.notes.map(\.subject) == ["45.155.205.233"])
        let store = try RetroCommand.alerts(data: folder.path, database: nil)
        let alert = try #require(try await store.scoutAlert(1, now: WallClock.now))
        #expect(alert.status == .enriched)
        let kept = try #require(
            try JSONSerialization.jsonObject(with: Data((alert.enrichment ?? "").utf8)) as? [String: [String: Any]])
        let whois = try #require(kept["src"]?["whois"] as? [String: Any])
        #expect(whois["owner"] as? String == "Example [31m BV" && whois["country"] as? String == "NL")
        #expect((kept["src"]?["pdns"] as? [String: Any])?["names"] as? [String] == ["evil.example"])
        #expect((kept["src"]?["traceroute"] as? [String: Any])?["hops"] as? [String] == ["1 45.155.205.233 1.5 ms"])
        #expect(kept["dst"]?["problem"] as? String == "private_subject")
        let asked = house.whois.requests.count + house.pdns.requests.count
        #expect(
            asked == house.whois.requests.count + 1
                && house.whois.requests.allSatisfy { $0.method.contains("45.155.205.233") })
        // Nothing waits any more; asked for by its number it is answered from what was kept.
        #expect(try await enrich(house, database: database).isEmpty)
        let again = try await EnrichmentRun(
            folder: database == nil ? folder.path : folder.path + "/none", sources: ["whois", "pdns", "traceroute"],
            database: database, environment: house.environment)
        #expect(try await again.enrich(id: "1", fresh: false).notes.first?.verdicts.count == 3)
        #expect(house.whois.requests.count + house.pdns.requests.count == asked)
        await #expect(throws: SentinelError.self) { _ = try await again.enrich(id: "99", fresh: false) }
    }

    @Test func `an alert that nobody answers about waits for another time`() async throws {
        try await scan()
        var house = try await house()
        try await house.pdns.stop()
        house.environment["PDNS_API_URL"] = "http://127.0.0.1:1"
        let run = try await EnrichmentRun(
            folder: folder.path, sources: ["pdns"], database: nil, environment: house.environment)
        var count = 0
        try await run.enrich(limit: 10, fresh: false) { _ in count += 1 }
        #expect(count == 1)
        let store = try RetroCommand.alerts(data: folder.path, database: nil)
        #expect(try await store.scoutAlert(1, now: WallClock.now)?.status == .new)
    }

    @Test func `net-scout's switches hold, and what is none of them is an error`() throws {
        let sources = try ScoutSources(environment: [
            "NET_SCOUT_ENABLE_WHOIS": "0", "NET_SCOUT_TRACEROUTE_MAX_HOPS": "12", "NET_SCOUT_ENABLE_RDNS": "1",
        ])
        var settings = IntelligenceSettings()
        sources.apply(to: &settings)
        #expect(settings.sources["whois"]?.enabled == false && settings.sources["rdns"]?.enabled == true)
        #expect(settings.sources["traceroute"]?.options == ["max_hops": 12])
        #expect(throws: EnrichmentError.self) {
            _ = try ScoutSources(environment: ["NET_SCOUT_ENABLE_WHOIS": "maybe"])
        }
    }
}
