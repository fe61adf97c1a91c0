import Foundation
import LocalServers
import Outbound
import Testing
import Vocabulary

@testable import Enrichment

@Suite("LookupDesk")
struct LookupDeskTests {
    private static func trio(
        abuse: LocalServer.Reply, virusTotal: LocalServer.Reply, otx: LocalServer.Reply
    ) async throws -> [String: LocalServer] {
        [
            "abuseipdb": try await LocalServer.start { _, _ in abuse },
            "virustotal": try await LocalServer.start { _, _ in virusTotal },
            "otx": try await LocalServer.start { _, _ in otx },
        ]
    }

    private static func bad() async throws -> [String: LocalServer] {
        try await trio(
            abuse: .json(Replies.abuseIPDB(score: 90, reports: 40)),
            virusTotal: .json(Replies.virusTotal(malicious: 9, suspicious: 0)), otx: .json(Replies.otx(pulses: 2)))
    }

    @Test func `three sources that flag make 3 of 3 and a wish to block, with the mean of their confidence`()
        async throws
    {
        let bench = try await Bench(try await Self.bad())
        let consensus = await bench.desk.look(up: Bench.address, .person).consensus
        #expect(consensus.score == "3/3")
        #expect(consensus.shouldBlock)
        #expect(abs(consensus.confidence - (0.9 + 0.1 + 0.2) / 3) < 1e-9)
    }

    @Test func `two of three do not meet a threshold of three, and one key alone can`() async throws {
        let servers = try await Self.trio(
            abuse: .json(Replies.abuseIPDB(score: 90, reports: 40)), virusTotal: .answer(404, [:], Replies.vtNotFound),
            otx: .json(Replies.otx(pulses: 1)))
        let bench = try await Bench(servers)
        let consensus = await bench.desk.look(up: Bench.address, .person).consensus
        #expect(consensus.score == "2/3")
        #expect(!consensus.shouldBlock)
        let alone = try await Bench(servers, keys: ["ABUSEIPDB_API_KEY": "abuse-key-0001"])
        let single = await alone.desk.look(up: Bench.address, .person)
        #expect(single.consensus.score == "1/1")
        #expect(single.consensus.shouldBlock)
        #expect(single.verdicts.filter { $0.problem == "no_key" }.map(\.source) == ["virustotal", "otx"])
        #expect(servers["virustotal"]?.requests.count == 1)
    }

    @Test func `without keys nothing is configured, nothing flagged and nothing sent`() async throws {
        let servers = try await Self.bad()
        let bench = try await Bench(servers, keys: [:])
        let consensus = await bench.desk.look(up: Bench.address, .person).consensus
        #expect(consensus.score == "0/0")
        #expect(!consensus.shouldBlock)
        #expect(servers.values.allSatisfy { $0.requests.isEmpty })
    }

    private static let ills: [(reply: LocalServer.Reply, problem: String)] = [
        (.answer(429, ["Retry-After": "600"], #"{"errors":[{"detail":"limit"}]}"#), "rate_limited"),
        (.answer(500, [:], "Internal error"), "server_error"), (.answer(401, [:], "{}"), "key_refused"),
        (.answer(403, [:], "{}"), "key_refused"), (.answer(302, ["Location": "http://127.0.0.1/"], ""), "bad_answer"),
        (.json("<html>not JSON</html>"), "bad_answer"), (.json(""), "bad_answer"), (.json("[]"), "bad_answer"),
        (.json(#"{"data":null}"#), "bad_answer"), (.json(String(repeating: "[", count: 100_000)), "bad_answer"),
        (.raw([0xFF, 0, 1, 2, 13, 10, 13, 10]), "bad_answer"), (.hangUp, "connection"),
        (.json("\"" + String(repeating: "x", count: 9 << 20) + "\""), "too_large"),
    ]

    @Test(arguments: 0..<ills.count)
    func `what goes wrong is named, unflagged and still counts as configured`(_ number: Int) async throws {
        let ill = Self.ills[number]
        let bench = try await Bench(try await Self.trio(abuse: ill.reply, virusTotal: ill.reply, otx: ill.reply))
        let note = await bench.desk.look(up: Bench.address, .person)
        #expect(note.verdicts.map(\.problem) == [ill.problem, ill.problem, ill.problem])
        #expect(note.verdicts.allSatisfy { $0.outcome == .failed && !$0.flagged && $0.confidence == 0 })
        #expect(note.consensus.score == "0/3")
        #expect(note.consensus.answered == 0)
        #expect(note.verdicts.allSatisfy { $0.excerpt.unicodeScalars.count <= 241 && $0.reason.count <= 301 })
    }

    @Test func `a server that says nothing is a timeout, and does not hold up the others' answers`() async throws {
        let clock = StillClock()
        let slow = try await LocalServer.start { _, _ in
            clock.endAttempts()
            return .silence
        }
        let bench = try await Bench(["abuseipdb": slow], clock: clock)
        #expect(await bench.verdict("abuseipdb")?.problem == "timed_out")
    }

    @Test func `a certificate nobody vouches for is named, and no key was sent`() async throws {
        let server = try await LocalServer.start(certificate: try TestCertificate()) { _, _ in
            .json(Replies.abuseIPDB(score: 0, reports: 0))
        }
        let bench = try await Bench(["abuseipdb": server])
        #expect(await bench.verdict("abuseipdb")?.problem == "certificate")
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: [
        "10.0.0.1", "192.168.1.1", "127.0.0.1", "169.254.1.1", "224.0.0.1", "203.0.113.5", "fd00::1", "::1",
    ])
    func `no source hears of an address that is not public`(_ text: String) async throws {
        let servers = try await Self.bad()
        let names = try await LocalNameServer.start { [LocalNameServer.answer(to: $0, names: ["x.example"])] }
        let all = SourceCatalog.all.map { $0.card.id }
        let bench = try await Bench(servers, nameServer: names, only: all)
        let note = await bench.desk.look(up: try #require(IPAddress(text)), .person)
        #expect(note.verdicts.count == all.count)
        #expect(note.verdicts.allSatisfy { $0.problem == "private_subject" })
        #expect(servers.values.allSatisfy { $0.requests.isEmpty })
        #expect(names.questions == 0)
        #expect(await bench.gate.calls().isEmpty)
        #expect(await bench.desk.refused == 1)
    }

    @Test func `nothing is asked while the offline switch is on`() async throws {
        let servers = try await Self.bad()
        let bench = try await Bench(servers) { $0.offline = true }
        let note = await bench.desk.look(up: Bench.address, .person)
        #expect(note.verdicts.map(\.problem) == ["offline", "offline", "offline"])
        #expect(note.verdicts.allSatisfy { $0.outcome == .skipped })
        #expect(servers.values.allSatisfy { $0.requests.isEmpty })
        #expect(
            await bench.desk.overview().sources.filter { $0.enabled }.map(\.state) == [.offline, .offline, .offline])
    }

    @Test func `an answer is kept as long as its card says, a failure for five minutes`() async throws {
        let server = try await LocalServer.start { _, before in
            before == 0 ? .answer(500, [:], "") : .json(Replies.abuseIPDB(score: 0, reports: 0))
        }
        let bench = try await Bench(["abuseipdb": server])
        #expect(await bench.verdict("abuseipdb")?.problem == "server_error")
        bench.clock.advance(seconds: 299)
        #expect(await bench.verdict("abuseipdb")?.problem == "server_error")
        #expect(server.requests.count == 1)
        bench.clock.advance(seconds: 2)
        #expect(await bench.verdict("abuseipdb")?.outcome == .answered)
        bench.clock.advance(seconds: 86_399)
        #expect(await bench.verdict("abuseipdb")?.outcome == .answered)
        #expect(server.requests.count == 2)
        bench.clock.advance(seconds: 2)
        _ = await bench.verdict("abuseipdb")
        #expect(server.requests.count == 3)
        _ = await bench.verdict("abuseipdb", fresh: true)
        #expect(server.requests.count == 4)
    }

    @Test func `many who ask at once share one call`() async throws {
        let server = try await LocalServer.start { _, _ in .json(Replies.abuseIPDB(score: 0, reports: 0)) }
        let bench = try await Bench(["abuseipdb": server])
        let outcomes = await withTaskGroup(of: SourceVerdict.Outcome?.self) { group in
            for _ in 0..<20 { group.addTask { await bench.verdict("abuseipdb")?.outcome } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count == 20)
        #expect(outcomes.allSatisfy { $0 == .answered })
        #expect(server.requests.count == 1)
    }

    @Test func `no more calls are made than the budget allows, also over restarts`() async throws {
        let server = try await LocalServer.start { _, _ in .json(Replies.abuseIPDB(score: 0, reports: 0)) }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let clock = StillClock()
        var skipped = 0
        for round in 0..<4 {
            let bench = try await Bench(["abuseipdb": server], ledger: LedgerFile(path), clock: clock) {
                $0.sources["abuseipdb", default: .init()].perMinute = 5
                $0.sources["abuseipdb", default: .init()].perDay = 8
            }
            for last in 0..<4 {
                let address = IPAddress(45, 155, UInt8(round), UInt8(last))
                let verdict = await bench.desk.look(up: address, .person).verdicts[0]
                if verdict.problem == "budget" { skipped += 1 }
            }
            if round > 0 { clock.advance(seconds: 61) }
        }
        #expect(server.requests.count == 8)
        #expect(skipped == 8)
    }

    @Test func `a 429 silences the source for as long as it asks for`() async throws {
        let server = try await LocalServer.start { _, _ in .answer(429, ["Retry-After": "600"], "") }
        let bench = try await Bench(["abuseipdb": server])
        for last in 1...10 { _ = await bench.desk.look(up: IPAddress(45, 1, 1, UInt8(last)), .person) }
        #expect(server.requests.count == 1)
        let status = await bench.desk.overview().sources[0]
        #expect(status.state == .limited)
        #expect(status.until == bench.clock.now.advanced(bySeconds: 600))
    }

    @Test func `changed thresholds are held against a new answer, not against a kept verdict`() async throws {
        let server = try await LocalServer.start { _, _ in .json(Replies.abuseIPDB(score: 65, reports: 0)) }
        let bench = try await Bench(["abuseipdb": server])
        #expect(await bench.verdict("abuseipdb")?.flagged == true)
        bench.clock.advance(seconds: 1)
        var settings = await bench.desk.settings
        var change = IntelligenceChange()
        change.sources["abuseipdb", default: .init()].options = ["score": 70]
        settings.take(change, at: bench.clock.now)
        try await bench.desk.use(settings)
        #expect(await bench.verdict("abuseipdb")?.flagged == false)
        #expect(server.requests.count == 2)
    }

    private struct Lists: LocalIntelligence {
        func verdicts(about address: IPAddress, at now: Timestamp) async -> [SourceVerdict] {
            [
                SourceVerdict(
                    source: "lists", kind: .list, outcome: .answered, flagged: true, reason: "x", at: now, expires: now)
            ]
        }
    }

    @Test func `what this machine itself knows is there for private addresses too, and is no vote`() async throws {
        let clock = StillClock()
        let desk = LookupDesk(
            gate: OutboundGate(clock: clock.clock), cache: PassingVerdicts(), keys: try KeyRing(nil, environment: [:]),
            local: [Lists()], nameServers: [], now: { clock.now })
        let note = await desk.look(up: IPAddress(10, 0, 0, 1), .person)
        #expect(note.verdicts.last?.source == "lists")
        #expect(note.consensus.flagged == 0)
    }
}
