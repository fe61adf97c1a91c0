import Bedrock
import Detection
import Foundation
import Learning
import Vocabulary

/// Learns the owner's own baseline beside the running capture, keeps it in the data folder, and sends new models down to the packets.
///
/// `baseline.model` is the model in force, `baseline.rows` what was learnt so far; both are written whole and moved into place, readable by
/// the owner alone. A file that cannot be read is set aside as `.damaged` and learning begins anew. What the folder cannot take is
/// told by the store; learning goes on in memory.
actor LearningDesk: ModelDesk {
    private var learner: BaselineLearner
    private var inForce: BehaviourBaseline
    private let folder: String
    private let store: any SentinelStore
    private let inbox: CommandInbox
    private var budget: Double
    /// Minutes of traffic learnt when the rows were last written.
    private var savedAt: UInt32 = 0
    /// Minutes of traffic between two savings of the rows.
    private static let saveEvery: UInt32 = 30

    init(
        folder: String, store: any SentinelStore, inbox: CommandInbox, budget: Double = 1,
        plan: BaselineLearner.Plan = .init()
    ) {
        self.folder = folder
        self.store = store
        self.inbox = inbox
        self.budget = budget
        learner = BaselineLearner(Aspect.subjects, featureVersion: AspectCatalog.version, plan: plan)
        inForce = .shipped
        if let bytes = Self.read("\(folder)/baseline.rows"), (try? learner.restore(bytes)) == nil {
            Self.setAside("\(folder)/baseline.rows")
        }
        if let bytes = Self.read("\(folder)/baseline.model") {
            if let model = try? AnomalyModel(bytes: bytes, featureVersion: AspectCatalog.version) {
                inForce = BehaviourBaseline(model)
            } else {
                Self.setAside("\(folder)/baseline.model")
            }
        }
        savedAt = learner.minutes
    }

    /// The model to begin with: the owner's, or the one that ships with the program.
    var baseline: BehaviourBaseline { inForce }

    /// Takes what hosts did, and the seconds in which the capture ran. What stands out by the model in force is not learnt.
    func take(_ windows: [BehaviourWindow], refused: UInt64, seconds: [Int64] = []) {
        for second in seconds { learner.pass(second: second) }
        learner.refused &+= refused
        for window in windows {
            if let model = inForce[window.aspect], !model.isUsual(window.row, hour: window.hour),
                model.score(window.row, hour: window.hour) > model.threshold
            {
                learner.refused &+= 1
                continue
            }
            learner.observe(window.row, subject: Int(window.aspect.rawValue), second: window.first.second)
        }
        if learner.isDue { _ = try? renew() }
        if learner.minutes &- savedAt >= Self.saveEvery { save() }
    }

    /// What was learnt is kept for the next start.
    func save() {
        savedAt = learner.minutes
        guard learner.offered > 0 else { return }
        Self.write(learner.bytes, "\(folder)/baseline.rows")
    }

    func model() -> ModelStatus {
        var status = ModelStatus()
        if let model = inForce.model {
            status.kind = model.kind == .own ? "own" : "base"
            status.generation = model.generation
            status.trainedAt = model.trainedAt == 0 ? nil : Timestamp(nanoseconds: model.trainedAt)
            status.days = model.days
            status.rows = model.rows
            status.budget = model.budget
            status.knownHours = model.knownHours
            status.aspects = model.aspects.map {
                ModelStatus.Aspect(name: $0.name, features: $0.features, rows: $0.rows, threshold: $0.threshold)
            }
        }
        status.learning.isOn = true
        status.learning.progress = learner.progress
        status.learning.minutes = learner.minutes
        status.learning.minutesLeft = learner.minutesLeft
        status.learning.rows = learner.offered
        status.learning.refused = learner.refused
        return status
    }

    func anomalies(limit: Int) async throws -> [AnomalyRecord] {
        var query = AlertQuery()
        query.rule = .anomaly
        query.page = PageRequest(limit: limit, cursor: nil)
        return try await store.alerts(query).items.compactMap(AnomalyRecord.init)
    }

    func train() throws -> ModelStatus {
        do {
            try renew()
        } catch {
            throw ServiceError.conflict(error.message)
        }
        return model()
    }

    private func renew() throws(LearningError) {
        let model = try learner.train(budget: budget, base: BehaviourBaseline.shipped.model)
        inForce = BehaviourBaseline(model)
        inbox.send(baseline: inForce)
        Self.write(model.bytes, "\(folder)/baseline.model")
        save()
    }

    private static func read(_ path: String) -> [UInt8]? {
        (try? Data(contentsOf: URL(fileURLWithPath: path))).map { [UInt8]($0) }
    }

    private static func setAside(_ path: String) {
        let aside = path + ".damaged"
        try? FileManager.default.removeItem(atPath: aside)
        try? FileManager.default.moveItem(atPath: path, toPath: aside)
    }

    private static func write(_ bytes: [UInt8], _ path: String) {
        let url = URL(fileURLWithPath: path)
        guard (try? Data(bytes).write(to: url, options: .atomic)) != nil else { return }
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
}

extension Aspect {
    /// What the learner is told of each aspect, in the order of their raw values.
    static var subjects: [BaselineLearner.Subject] {
        allCases.map { aspect in
            BaselineLearner.Subject(
                name: aspect.name, features: aspect.features.map(\.name),
                sampling: aspect == .flow ? Double(BehaviourLedger.flowSample) : 1,
                options: BaseTraining.options(aspect))
        }
    }
}
