import Analyst
import Vocabulary

/// The auditor's runs and its texts: a value; who owns it runs them. Bounds: 4 wait, 16 are remembered, the oldest that is over goes.
struct AuditDesk {
    private(set) var jobs: [AuditorJob] = []
    private var requests: [String: AuditorRequest] = [:]
    private var count = 0
    /// The owner's texts by name.
    var prompts: [String: String] = [:]
    private static let waitingCap = 4
    private static let kept = 16

    var allPrompts: [AuditorPrompt] {
        AuditorPrompts.all.map { prompt in
            guard let text = prompts[prompt.name] else { return prompt }
            return AuditorPrompt(name: prompt.name, title: prompt.title, text: text, changed: true)
        }
    }

    mutating func add(_ request: AuditorRequest, at now: Timestamp) throws -> AuditorJob {
        guard jobs.count(where: { $0.state == .queued }) < Self.waitingCap else {
            throw ServiceError.unavailable("\(Self.waitingCap) audits wait already; try again later")
        }
        count += 1
        let job = AuditorJob(id: "AUDIT-\(count)", source: request.source, started: now)
        jobs.append(job)
        requests[job.id] = request
        if jobs.count > Self.kept, let old = jobs.firstIndex(where: { $0.state != .queued && $0.state != .running }) {
            jobs.remove(at: old)
        }
        return job
    }

    /// The next that waits, if none runs; it runs from now on.
    mutating func next() -> (job: AuditorJob, request: AuditorRequest)? {
        guard !jobs.contains(where: { $0.state == .running }),
            let place = jobs.firstIndex(where: { $0.state == .queued }),
            let request = requests.removeValue(forKey: jobs[place].id)
        else { return nil }
        jobs[place].state = .running
        return (jobs[place], request)
    }

    func job(_ id: String) -> AuditorJob? { jobs.first { $0.id == id } }

    /// How far it is; nothing for one that was removed meanwhile.
    mutating func update(_ job: AuditorJob) {
        guard let place = jobs.firstIndex(where: { $0.id == job.id }) else { return }
        jobs[place] = job
    }

    mutating func remove(_ id: String) -> Bool {
        guard let place = jobs.firstIndex(where: { $0.id == id }) else { return false }
        jobs.remove(at: place)
        requests[id] = nil
        return true
    }
}
