import Synchronization
import Testing
import Vocabulary

@testable import Analyst

@Suite("Auditor")
struct AuditorTests {
    private static func row(
        _ source: String, _ kind: String, _ risk: Severity = .high, _ port: UInt16 = 22, _ text: String = ""
    ) -> AuditorRow {
        AuditorRow(risk: risk, kind: kind, source: source, destination: "192.168.1.10", port: port, text: text)
    }

    private static func job() -> AuditorJob {
        AuditorJob(id: "AUDIT-1", source: .alerts, started: Timestamp(seconds: 0))
    }

    private static let rows =
        Array(repeating: row("203.0.113.9", "brute_force_ssh"), count: 30)
        + Array(repeating: row("203.0.113.9", "port_scan_vertical", .high, 80), count: 5)
        + [row("192.168.1.77", "dns_tunnel", .critical, 53), row("192.168.1.5", "icmp_sweep", .low, 0)]

    @Test func `the same rows are folded, the worst come first`() {
        let groups = RowGroups(Self.rows, limit: 3)
        #expect(groups.rows.map(\.id) == ["E1", "E2", "E3"])
        #expect(groups.rows.map(\.kind) == ["dns_tunnel", "brute_force_ssh", "port_scan_vertical"])
        #expect(groups.rows.map(\.hits) == [1, 30, 5])
        #expect(groups.leftOut == 1)
    }

    @Test func `without a model the program groups and ranks, and says that none was asked`() async {
        var job = Self.job()
        await Auditor(prompt: "", ask: nil).run(Self.rows, limit: 100, &job) { _ in }
        #expect(job.message.contains("No model was asked"))
        #expect(job.rowsRead == 37 && job.rows.count == 4 && job.struck.isEmpty)
        #expect(
            job.findings.first?.text == "192.168.1.77 appears with DNS tunnel, 1 hit in total, against 192.168.1.10.")
        #expect(
            job.findings.contains {
                $0.text
                    == "203.0.113.9 appears with SSH brute force, Port scan, 35 hits in total, against 192.168.1.10."
            })
        #expect(job.findings.allSatisfy { $0.by == .template && !$0.rows.isEmpty })
    }

    @Test func `a model's findings are held against the rows they cite`() async {
        var job = Self.job()
        let asked = Mutex<[ModelQuestion]>([])
        let auditor = Auditor(prompt: "Look.") { question in
            asked.withLock { $0.append(question) }
            return """
                {"findings": [
                {"text": "203.0.113.9 guessed passwords for SSH on 192.168.1.10, 30 hits.", "rows": ["E2"], "risk": "critical"},
                {"text": "203.0.113.9 guessed passwords, 31 hits.", "rows": ["E2"], "risk": "high"},
                {"text": "9.9.9.9 appears.", "rows": ["E1"], "risk": "high"},
                {"text": "This is harmless.", "rows": ["E1"], "risk": "info"},
                {"text": "203.0.113.9 appears.", "rows": ["E99"], "risk": "high"}]}
                """
        }
        await auditor.run(Self.rows, limit: 100, &job) { _ in }
        let model = job.findings.filter { $0.by == .model }
        #expect(model.map(\.text) == ["203.0.113.9 guessed passwords for SSH on 192.168.1.10, 30 hits."])
        #expect(model.first?.risk == .high, "no worse than the row says")
        #expect(job.struck.count == 4 && job.struck.allSatisfy { !$0.reason.isEmpty })
        #expect(job.chunks == 1 && job.chunksDone == 1)
        #expect(asked.withLock { $0.count } == 1)
    }

    @Test func `many rows go in chunks, with progress; failures are said, and end it after three`() async {
        let many = (1...200).map { Self.row("192.168.2.\($0)", "brute_force_ssh") }
        var job = Self.job()
        let told = Mutex<[Double]>([])
        await Auditor(prompt: "") { _ in "{\"findings\": []}" }.run(many, limit: 200, &job) { job in
            told.withLock { $0.append(job.progress) }
        }
        #expect(job.chunks == 5 && job.chunksDone == 5)
        #expect(told.withLock { $0 } == [0, 0.2, 0.4, 0.6, 0.8, 1])
        var failing = Self.job()
        await Auditor(prompt: "") { _ in throw AnalystError("no") }.run(many, limit: 200, &failing) { _ in }
        #expect(failing.chunksDone == 3 && failing.message.contains("given up after 3 failures"))
        #expect(!failing.findings.isEmpty, "the program's own review stands")
    }

    @Test(arguments: HostileTexts.all)
    func `hostile log texts get nothing through`(_ text: String) async {
        var job = Self.job()
        let rows = [
            Self.row("203.0.113.9", text, .high, 22, text), Self.row("192.168.1.7", "brute_force_ssh", .high, 22, text),
        ]
        let quoted = HarmlessJSON.text(of: text)
        await Auditor(prompt: "") { _ in
            "{\"findings\": [{\"text\": \(quoted), \"rows\": [\"E1\"]}, {\"text\": \(quoted), \"rows\": [\"E2\"], \"risk\": \"info\"}]}"
        }.run(rows, limit: 10, &job) { _ in }
        #expect(job.findings.allSatisfy { $0.by == .template }, "\(job.findings)")
        #expect(job.struck.count == 2)
    }

    @Test func `with pseudonyms the model sees no true address, and its findings come back true`() async {
        var job = Self.job()
        let asked = Mutex("")
        let auditor = Auditor(prompt: "", disguise: { Disguise(AddressPseudonyms(key: Array(1...32))) }) { question in
            asked.withLock { $0 = question.user }
            let source = question.user.split(separator: "\"source\":\"").last?.prefix { $0 != "\"" } ?? ""
            return "{\"findings\": [{\"text\": \"\(source) appears.\", \"rows\": [\"E1\"], \"risk\": \"high\"}]}"
        }
        await auditor.run([Self.row("203.0.113.9", "brute_force_ssh")], limit: 10, &job) { _ in }
        #expect(!asked.withLock { $0 }.contains("203.0.113.9") && !asked.withLock { $0 }.contains("192.168.1.10"))
        #expect(job.findings.contains { $0.text == "203.0.113.9 appears." && $0.by == .model })
    }
}
