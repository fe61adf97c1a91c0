import Analyst
import Bedrock
import Foundation
import Outbound
import Synchronization
import Vocabulary

/// The analyst of the service: explains incidents in the background, answers the API, and runs the auditor.
///
/// Templates explain at once; what a model says comes when it comes. Settings are kept in the store, keys in a private file.
actor AnalystOffice {
    typealias Keeping = SentinelStore & AnalysisStore
    let store: any Keeping
    private let ids: StreamIDs
    private let announce: @Sendable (IncidentRecord) async -> Void
    /// Nobody is asked by itself about traffic that was made up.
    private let asksModel: Bool
    let secrets: AnalystSecrets
    let model: ModelAnalyst
    let inbox: AnalystInbox
    private var schedule = AnalysisSchedule()
    private var questions: [String] = []
    private var tries: [String: Int] = [:]
    var stored = StoredAnalystSettings()
    var audits = AuditDesk()
    /// The audit that runs.
    var auditing: (id: String, task: Task<Void, Never>)?
    private static let questionCap = 256
    private static let settingsKey = "analyst"

    init(
        store: any Keeping, ids: StreamIDs, gate: OutboundGate = OutboundGate(), folder: String, inbox: AnalystInbox,
        asksModel: Bool = true, announce: @escaping @Sendable (IncidentRecord) async -> Void
    ) {
        self.store = store
        self.ids = ids
        self.asksModel = asksModel
        self.inbox = inbox
        self.announce = announce
        secrets = AnalystSecrets(folder: folder)
        model = ModelAnalyst(gate: gate, settings: ModelSettings(), pseudonyms: secrets.pseudonyms())
    }

    /// Takes up the settings that were kept.
    func restore() async {
        if let text = try? await store.setting(Self.settingsKey),
            let kept = try? JSONDecoder().decode(StoredAnalystSettings.self, from: Data(text.utf8))
        {
            stored = kept
        }
        await model.change(stored.modelSettings(secrets))
        audits.prompts = await storedPrompts()
    }

    func keepSettings(_ changed: StoredAnalystSettings) async throws {
        let text = String(decoding: try JSONEncoder().encode(changed), as: UTF8.self)
        try await store.setSetting(Self.settingsKey, text)
        stored = changed
        await model.change(changed.modelSettings(secrets))
    }

    /// Explains what is due, until it is cancelled.
    func work() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.explainLoop() }
            group.addTask { await self.modelLoop() }
        }
    }

    private func explainLoop() async {
        while !Task.isCancelled {
            let now = WallClock.now
            for incident in inbox.take() { schedule.note(incident, at: now) }
            for due in schedule.due(at: now, minimum: stored.minimumSeverity) { await explain(due) }
            guard (try? await Task.sleep(for: .milliseconds(500))) != nil else { return }
        }
    }

    private func explain(_ due: AnalysisSchedule.Due) async {
        let id = due.incident.id
        do {
            let kept = try await store.incident(id)?.incident.analysis
            // What a model said stays until it is asked again, unless the incident grew: then the templates know better.
            let fresh = TemplateAnalyst().analysis(of: due.incident)
            if kept?.contentHash != fresh.contentHash || kept == nil {
                guard try await keep(fresh, of: id) else {
                    let count = tries[id, default: 0]
                    tries[id] = count + 1
                    if tries.count > 4096 { tries.removeAll() }
                    return schedule.again(due, tries: count, at: WallClock.now)
                }
            }
            tries[id] = nil
            guard asksModel, due.wantsModel, stored.backend != nil, !questions.contains(id) else { return }
            if questions.count >= Self.questionCap { questions.removeFirst() }
            questions.append(id)
        } catch {
            // The store is full or busy; the incident is explained when somebody looks at it.
            return
        }
    }

    private func modelLoop() async {
        while !Task.isCancelled {
            if questions.isEmpty {
                guard (try? await Task.sleep(for: .milliseconds(500))) != nil else { return }
                continue
            }
            let id = questions.removeFirst()
            guard let incident = try? await store.incident(id)?.incident else { continue }
            let analysis = await model.analysis(of: incident)
            _ = try? await keep(analysis, of: id)
        }
    }

    /// False where the store does not know the incident (yet).
    @discardableResult
    func keep(_ analysis: IncidentAnalysis, of id: String) async throws -> Bool {
        var analysis = analysis
        analysis.made = WallClock.now
        guard let record = try await store.keep(analysis, of: id, streamID: ids.next()) else { return false }
        await announce(record)
        return true
    }
}

/// Incidents on their way from the news desk to the analyst: the last word about each. Bounds: 4,096, the newest are left out.
final class AnalystInbox: Sendable {
    private let waiting = Mutex<(order: [String], incidents: [String: Incident])>(([], [:]))
    private static let cap = 4096

    func put(_ incident: Incident) {
        waiting.withLock { waiting in
            if waiting.incidents[incident.id] == nil {
                guard waiting.order.count < Self.cap else { return }
                waiting.order.append(incident.id)
            }
            waiting.incidents[incident.id] = incident
        }
    }

    func take() -> [Incident] {
        waiting.withLock { waiting in
            defer { waiting = ([], [:]) }
            return waiting.order.compactMap { waiting.incidents[$0] }
        }
    }
}
