import Bedrock
import Detection
import Foundation
import Incidents
import Storage
import Vocabulary

/// The commands of the API, carried out: settings are judged and kept here and sent down to the packet thread.
///
/// Nothing is changed unless all of a request is right; every problem is named at once.
actor ControlDesk: ServiceControl {
    private var detection: DetectionSettings
    private var current: ServiceConfiguration
    private let store: any SentinelStore
    private let desk: NewsDesk
    private let inbox: CommandInbox
    private let ids: StreamIDs
    private let queue: AnalysisQueue
    private static let rulesKey = "rules"
    private static let configurationKey = "configuration"

    init(
        detection: DetectionSettings, store: any SentinelStore, desk: NewsDesk, inbox: CommandInbox, ids: StreamIDs,
        analyses: AnalysisQueue
    ) {
        self.detection = detection
        self.store = store
        self.desk = desk
        self.inbox = inbox
        self.ids = ids
        queue = analyses
        current = ServiceConfiguration()
        current.homeNetworks = detection.home
        current.bruteForceMinAttempts = 12
    }

    /// Settings, rules and suppressions as they were kept, over those the program was started with.
    func restore() async throws -> DetectionSettings {
        if let text = try await store.setting(Self.configurationKey),
            let patch = try? JSONDecoder().decode(ConfigurationPatch.self, from: Data(text.utf8))
        {
            take(patch)
        }
        if let text = try await store.setting(Self.rulesKey),
            let kept = try? JSONDecoder().decode([String: RuleChoice].self, from: Data(text.utf8))
        {
            for (name, choice) in kept where RuleCatalog.cards.contains(where: { $0.name == name }) {
                _ = detection.set(choice.options.map { "\(name).\($0.key)=\($0.value)" })
                if let enabled = choice.enabled { detection.setRule(name, enabled: enabled) }
            }
        }
        detection.suppressions = try await store.suppressions().compactMap(Suppression.init(record:))
        return detection
    }

    /// Uploads are analysed with these blocklists from now on.
    func use(indicators table: IndicatorTable?) { detection.indicators = table }

    /// What the owner does not want to hear of, as it is now.
    var suppressions: [Suppression] { detection.allSuppressions }

    func status() async -> ServiceStatus { await desk.currentStatus() }

    func configuration() -> ServiceConfiguration { current }

    /// What the store keeps, and for how long.
    var retention: Retention { Retention(days: current.retentionDays, bytes: current.retentionBytes) }

    func apply(_ patch: ConfigurationPatch) async throws -> ServiceConfiguration {
        let problems = patch.problems
        guard problems.isEmpty else { throw ServiceError.invalid(problems) }
        take(patch)
        inbox.send(detection)
        try await keep()
        return current
    }

    func rules() async -> [RuleStatus] {
        let fired = await desk.fired
        return RuleCatalog.cards.map { status($0, fired) }
    }

    func setRule(_ name: String, enabled: Bool?, options: [String: Double]) async throws -> RuleStatus {
        guard let card = RuleCatalog.cards.first(where: { $0.name == name }) else {
            throw ServiceError.notFound("no rule is called \(name)")
        }
        var wanted = detection
        let problems = wanted.set(options.sorted { $0.key < $1.key }.map { "\(name).\($0.key)=\($0.value)" })
        guard problems.isEmpty else { throw ServiceError.invalid(problems) }
        if let enabled { wanted.setRule(name, enabled: enabled) }
        detection = wanted
        inbox.send(detection)
        try await keep()
        return status(card, await desk.fired)
    }

    func addSuppression(_ row: SuppressionRecord) async throws -> SuppressionRecord {
        guard Suppression(record: row) != nil else {
            throw ServiceError.invalid([
                "name a detection, attackers or victims: nothing named would silence everything"
            ])
        }
        let kept = try await store.addSuppression(row)
        try await sendSuppressions()
        return kept
    }

    func removeSuppression(_ id: Int64) async throws {
        guard try await store.removeSuppression(id) else {
            throw ServiceError.notFound("there is no suppression \(id)")
        }
        try await sendSuppressions()
    }

    func triage(
        _ id: String, status: Incident.Status?, note: String?, by: String
    ) async throws -> IncidentRecord? {
        let record = try await store.triage(
            id, status: status, note: note, by: by, at: WallClock.now, streamID: ids.next())
        if let record { await desk.remember(record) }
        return record
    }

    func analyse(upload path: String, name: String) async throws -> AnalysisJob {
        try await queue.add(path: path, name: name, settings: detection)
    }

    func analyses() async -> [AnalysisJob] { await queue.all }

    func analysis(_ id: String) async -> AnalysisJob? { await queue.job(id) }

    func cancelAnalysis(_ id: String) async -> Bool { await queue.remove(id) }

    private func sendSuppressions() async throws {
        detection.suppressions = try await store.suppressions().compactMap(Suppression.init(record:))
        inbox.send(suppressions: detection.allSuppressions)
    }

    private func take(_ patch: ConfigurationPatch) {
        current.merge(patch)
        detection.home = current.homeNetworks
        detection.minimumConfidence = current.confidenceThreshold
        detection.flowExpirySeconds = current.flowExpirySeconds
        _ = detection.set(current.ruleOptions(patch))
    }

    /// What was chosen is kept for the next start.
    private func keep() async throws {
        let encoder = JSONEncoder()
        var choices: [String: RuleChoice] = [:]
        for card in RuleCatalog.cards {
            let options = detection.options[card.name] ?? [:]
            let isOff = detection.disabled.contains(card.name)
            if isOff || !options.isEmpty {
                choices[card.name] = RuleChoice(enabled: isOff ? false : nil, options: options)
            }
        }
        try await store.setSetting(Self.rulesKey, String(decoding: try encoder.encode(choices), as: UTF8.self))
        try await store.setSetting(
            Self.configurationKey, String(decoding: try encoder.encode(current), as: UTF8.self))
    }

    private struct RuleChoice: Codable {
        var enabled: Bool?
        var options: [String: Double]
    }

    private func status(_ card: RuleCard, _ fired: [DetectionID: (count: UInt64, last: Timestamp)]) -> RuleStatus {
        let hits = card.detections.compactMap { fired[$0] }
        return RuleStatus(
            name: card.name, detections: card.detections, title: card.title, description: card.summary,
            techniques: card.techniques, severity: card.severity,
            options: card.options.map { RuleStatus.Option($0, value: detection.value(of: $0, in: card.name)) },
            blindSpots: card.blindSpots, enabled: !detection.disabled.contains(card.name),
            findings: hits.reduce(0) { $0 &+ $1.count }, lastFired: hits.map(\.last).max())
    }
}

extension Suppression {
    /// Nil when the row names nothing.
    init?(record: SuppressionRecord) {
        self.init(
            detection: record.detection, attackers: record.attackers, victims: record.victims, reason: record.reason)
    }
}
