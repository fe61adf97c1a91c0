import Analyst
import Bedrock
import Foundation
import Vocabulary

/// The auditor's runs: one after the other, each with its own task that a person may end.
extension AnalystOffice {
    private static var promptsKey: String { "auditor.prompts" }

    func startAudit(_ request: AuditorRequest) async throws -> AuditorJob {
        var problems: [String] = []
        if !(1...Auditor.mostRows).contains(request.maximumRows) {
            problems.append("max_rows: is not in 1 to \(Auditor.mostRows)")
        }
        if !AuditorPrompts.all.contains(where: { $0.name == request.prompt }) {
            problems.append("prompt: is one of \(AuditorPrompts.all.map(\.name).joined(separator: ", "))")
        }
        if request.source == .external, request.log.isEmpty { problems.append("log: is missing") }
        if request.source != .external, !request.log.isEmpty {
            problems.append("log: goes with the source external only")
        }
        guard problems.isEmpty else { throw ServiceError.invalid(problems) }
        let job = try audits.add(request, at: WallClock.now)
        runNextAudit()
        return audits.job(job.id) ?? job
    }

    func auditorJobs() async -> [AuditorJob] {
        audits.jobs.reversed().map { job in
            var short = job
            short.rows = []
            return short
        }
    }

    func auditorJob(_ id: String) async -> AuditorJob? { audits.job(id) }

    func removeAudit(_ id: String) async -> Bool {
        if auditing?.id == id { auditing?.task.cancel() }
        let isKnown = audits.remove(id)
        runNextAudit()
        return isKnown
    }

    func auditorPrompts() async -> [AuditorPrompt] { audits.allPrompts }

    func setAuditorPrompt(_ name: String, _ text: String?) async throws -> AuditorPrompt {
        guard AuditorPrompts.all.contains(where: { $0.name == name }) else {
            throw ServiceError.notFound("There is no prompt of that name.")
        }
        if let text, text.utf8.count > 8000 { throw ServiceError.invalid(["text: at most 8000 bytes"]) }
        var changed = audits.prompts
        changed[name] = text
        try await store.setSetting(Self.promptsKey, String(decoding: try JSONEncoder().encode(changed), as: UTF8.self))
        audits.prompts = changed
        guard let prompt = audits.allPrompts.first(where: { $0.name == name }) else {
            throw ServiceError.notFound("There is no prompt of that name.")
        }
        return prompt
    }

    func storedPrompts() async -> [String: String] {
        guard let text = try? await store.setting(Self.promptsKey) else { return [:] }
        return (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
    }

    private func runNextAudit() {
        guard let (job, request) = audits.next() else { return }
        auditing = (job.id, Task { await self.audit(job, request) })
    }

    private func audit(_ job: AuditorJob, _ request: AuditorRequest) async {
        var job = job
        let began = ContinuousClock.now
        let settings = stored.modelSettings(secrets)
        let prompt = audits.allPrompts.first { $0.name == request.prompt }?.text ?? ""
        do {
            let (rows, note) = try await AuditorRows(store: store).rows(request)
            var ask: Auditor.Ask?
            if request.usesModel, settings.backend != nil {
                job.model = settings.title
                ask = { [model] in try await model.text($0) }
            }
            var disguise: (@Sendable () -> Disguise)?
            if settings.usesPseudonyms {
                let pseudonyms = secrets.pseudonyms()
                disguise = { Disguise(pseudonyms) }
            }
            await Auditor(prompt: prompt, disguise: disguise, ask: ask).run(rows, limit: request.maximumRows, &job) {
                (step: AuditorJob) in
                await self.note(step, began)
            }
            if !note.isEmpty { job.message = job.message.isEmpty ? note : "\(job.message) \(note)" }
            job.state = Task.isCancelled ? .cancelled : .done
        } catch {
            job.state = Task.isCancelled ? .cancelled : .failed
            job.message = "\(error)"
        }
        job.elapsedSeconds = Self.seconds(ContinuousClock.now - began)
        audits.update(job)
        if auditing?.id == job.id { auditing = nil }
        runNextAudit()
    }

    private func note(_ job: AuditorJob, _ began: ContinuousClock.Instant) {
        var job = job
        job.elapsedSeconds = Self.seconds(ContinuousClock.now - began)
        audits.update(job)
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
