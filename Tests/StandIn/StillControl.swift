import Glibc
import Synchronization
package import Vocabulary

/// A control without an engine behind it: it remembers what it is told.
package final class StillControl: ServiceControl {
    private struct State {
        var status = ServiceStatus()
        var configuration = ServiceConfiguration()
        var rule = RuleStatus(
            name: "port_scan", detections: [.portScanVertical], title: "Port scan",
            description: "Many ports of one host.",
            techniques: ["T1046"], severity: .medium,
            options: [.init(CardOption("ports", 15, 2...65_535, "ports", "How many."), value: 15)],
            blindSpots: ["slow scans"], enabled: true, findings: 3, lastFired: nil)
        var jobs: [AnalysisJob] = []
    }
    private let state: Mutex<State>
    private let store: MemoryStore

    package init(store: MemoryStore, status: ServiceStatus = StillControl.running) {
        var state = State()
        state.status = status
        self.state = Mutex(state)
        self.store = store
    }

    package static var running: ServiceStatus {
        var status = ServiceStatus()
        status.state = .running
        status.source = "stand-in"
        status.packets = 1_000
        return status
    }

    package func status() async -> ServiceStatus { state.withLock { $0.status } }
    package func configuration() async -> ServiceConfiguration { state.withLock { $0.configuration } }

    package func apply(_ patch: ConfigurationPatch) async throws -> ServiceConfiguration {
        state.withLock { state in
            if let value = patch.confidenceThreshold { state.configuration.confidenceThreshold = value }
            if let value = patch.portScanMinPorts { state.configuration.portScanMinPorts = value }
            if let value = patch.homeNetworks { state.configuration.homeNetworks = value }
            return state.configuration
        }
    }

    package func rules() async -> [RuleStatus] { state.withLock { [$0.rule] } }

    package func setRule(_ name: String, enabled: Bool?, options: [String: Double]) async throws -> RuleStatus {
        try state.withLock { state in
            guard name == state.rule.name else { throw ServiceError.notFound("There is no rule \(name).") }
            for (option, value) in options {
                guard option == "ports", (2...65_535).contains(value) else {
                    throw ServiceError.invalid(["options.\(option): is not an option of this rule, or out of bounds"])
                }
                state.rule.options[0].value = value
            }
            if let enabled { state.rule.enabled = enabled }
            return state.rule
        }
    }

    package func addSuppression(_ row: SuppressionRecord) async throws -> SuppressionRecord {
        try await store.addSuppression(row)
    }

    package func removeSuppression(_ id: Int64) async throws {
        guard try await store.removeSuppression(id) else {
            throw ServiceError.notFound("There is no such suppression.")
        }
    }

    package func triage(_ id: String, status: Incident.Status?, note: String?, by: String) async throws
        -> IncidentRecord?
    {
        let next = try await store.latestStreamID() + 1
        return try await store.triage(id, status: status, note: note, by: by, at: StandInContent.noon, streamID: next)
    }

    package func analyse(upload path: String, name: String) async throws -> AnalysisJob {
        unlink(path)
        return state.withLock { state in
            let job = AnalysisJob(id: "job-\(state.jobs.count + 1)", name: name)
            state.jobs.insert(job, at: 0)
            if state.jobs.count > 100 { state.jobs.removeLast() }
            return job
        }
    }

    package func analyses() async -> [AnalysisJob] { state.withLock { $0.jobs } }
    package func analysis(_ id: String) async -> AnalysisJob? { state.withLock { $0.jobs.first { $0.id == id } } }
    package func cancelAnalysis(_ id: String) async -> Bool {
        state.withLock { state in
            let before = state.jobs.count
            state.jobs.removeAll { $0.id == id }
            return state.jobs.count < before
        }
    }
}
