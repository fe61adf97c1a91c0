import StandIn
import Synchronization
import Testing
import Vocabulary

@testable import Sentinel

@Suite("AnalystOffice")
struct AnalystOfficeTests {
    private let store = MemoryStore(StandInContent.some)
    private let folder: TemporaryFolder
    private let id = StandInContent.incident(1).incident.id

    init() throws { folder = try TemporaryFolder() }

    private func office(
        _ inbox: AnalystInbox = AnalystInbox(), announce: @escaping @Sendable (IncidentRecord) async -> Void = { _ in }
    ) -> AnalystOffice {
        AnalystOffice(store: store, ids: StreamIDs(after: 0), folder: folder.path, inbox: inbox, announce: announce)
    }

    @Test func `an incident is explained in the background, kept and told`() async throws {
        let inbox = AnalystInbox()
        let told = Mutex<[String]>([])
        let office = office(inbox) { record in told.withLock { $0.append(record.incident.id) } }
        inbox.put(StandInContent.incident(1).incident)
        let work = Task { await office.work() }
        var analysis: IncidentAnalysis?
        for _ in 0..<2000 where analysis == nil {
            try await Task.sleep(for: .milliseconds(10))
            analysis = try await store.incident(id)?.incident.analysis
        }
        work.cancel()
        let kept = try #require(analysis)
        #expect(kept.made != nil && !kept.claims.isEmpty && !kept.playbook.isEmpty)
        for _ in 0..<1000 where told.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(10)) }
        #expect(told.withLock { $0 } == [id])
    }

    @Test func `it is there before it was made, can be asked for anew, and its prompt can be looked at`() async throws {
        let office = office()
        #expect(try await office.analysis(of: id)?.claims.isEmpty == false)
        #expect(try await store.incident(id)?.incident.analysis == nil)
        #expect(try await office.analyseAnew(id)?.made != nil)
        #expect(try await store.incident(id)?.incident.analysis != nil)
        let preview = try #require(try await office.prompt(for: id))
        #expect(preview.model == nil && preview.pseudonyms && !preview.user.contains("192.0.2.9"))
        for answer in [try await office.analysis(of: "INC-0"), try await office.analyseAnew("INC-0")] {
            #expect(answer == nil)
        }
        #expect(try await office.prompt(for: "INC-0") == nil)
    }

    @Test func `settings are kept, the key in a private file and masked`() async throws {
        var patch = AnalystSettingsPatch()
        patch.backend = "openai"
        patch.model = "tiny"
        patch.url = "https://models.example/v1"
        patch.key = "sk-0123456789abcdef"
        patch.perDay = 7
        let office = office()
        let settings = try await office.apply(patch)
        #expect(settings.key == "…cdef" && settings.keySource == "file" && settings.perDay == 7)
        let kept = try #require(try await store.setting("analyst"))
        #expect(!kept.contains("0123456789"))
        let again = self.office()
        await again.restore()
        #expect(await again.analystSettings().key == "…cdef")
        #expect(await again.analystSettings().url == "https://models.example/v1")
        patch = AnalystSettingsPatch()
        patch.key = ""
        #expect(try await again.apply(patch).key == nil)
    }

    @Test func `every problem of new settings is named and nothing is changed`() async throws {
        var patch = AnalystSettingsPatch()
        patch.backend = "oracle"
        patch.url = "ftp://x"
        patch.perMinute = 0
        patch.timeoutSeconds = 10_000
        patch.model = "a b"
        let office = office()
        let before = await office.analystSettings()
        do {
            _ = try await office.apply(patch)
            Issue.record("it was taken")
        } catch let ServiceError.invalid(problems) {
            #expect(problems.count == 5)
        }
        #expect(await office.analystSettings() == before)
    }

    @Test func `an audit of stored alerts ends with ranked findings, and says that no model was asked`() async throws {
        let office = office()
        var request = AuditorRequest()
        request.minimumRisk = .info
        let job = try await office.startAudit(request)
        var done: AuditorJob?
        for _ in 0..<1000 {
            done = await office.auditorJob(job.id)
            if done?.state == .done || done?.state == .failed { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        let over = try #require(done)
        #expect(over.state == .done && over.progress == 1 && over.rowsRead == 3 && over.rows.count == 1)
        #expect(over.message.contains("No model was asked"))
        #expect(over.findings.first?.text == "192.0.2.9 appears with Port scan, 3 hits in total, against 198.51.100.7.")
        #expect(over.csv.hasPrefix("status,risk,by,finding,rows,reason\r\nsupported,high,template,"))
        #expect(await office.auditorJobs().map(\.id) == [job.id])
        #expect(await office.removeAudit(job.id))
        #expect(await office.removeAudit(job.id) == false)
    }

    @Test func `an audit of a foreign log reads it or says what is wrong with it`() async throws {
        let office = office()
        var request = AuditorRequest()
        request.source = .external
        request.minimumRisk = .info
        await #expect(throws: ServiceError.self) { try await office.startAudit(request) }
        request.log = "no json"
        let failed = try await office.startAudit(request)
        request.log = "{\"ip\": \"203.0.113.9\", \"risk\": \"high\", \"message\": \"=1+1\"}\nrubbish"
        let good = try await office.startAudit(request)
        for _ in 0..<1000 where await office.auditorJob(good.id)?.state != .done {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(await office.auditorJob(failed.id)?.state == .failed)
        #expect(await office.auditorJob(good.id)?.rows.map(\.source) == ["203.0.113.9"])
        #expect(await office.auditorJob(good.id)?.message.contains("1 lines of the log were no JSON object") == true)
    }

    @Test func `prompts can be changed and come back`() async throws {
        let office = office()
        #expect(try await office.setAuditorPrompt("analyst", "Look.").changed)
        let again = self.office()
        await again.restore()
        #expect(await again.auditorPrompts().first { $0.name == "analyst" }?.text == "Look.")
        #expect(try await again.setAuditorPrompt("analyst", nil).changed == false)
        await #expect(throws: ServiceError.self) { try await again.setAuditorPrompt("nobody", "x") }
    }
}
