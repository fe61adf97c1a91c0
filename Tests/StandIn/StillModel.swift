package import Vocabulary

/// A model that learns nothing: the base model, and one anomaly.
package struct StillModel: ModelDesk {
    package init() {}

    package func model() async -> ModelStatus {
        var status = ModelStatus()
        status.kind = "base"
        status.days = 6
        status.rows = 12_000
        status.budget = 1
        status.aspects = [.init(name: "contacts", features: ["flows", "hosts"], rows: 12_000, threshold: 0.7)]
        status.learning.isOn = true
        status.learning.progress = 0.25
        status.learning.minutes = 360
        status.learning.minutesLeft = 1080
        return status
    }

    package func anomalies(limit: Int) async throws -> [AnomalyRecord] {
        let finding = Finding(
            detection: .anomaly, summary: "10.0.0.5 turns to others as nobody here does", severity: .low,
            confidence: 0.6, techniques: ["T1046"], attackers: [.address(IPAddress(10, 0, 0, 5))], victims: [],
            evidence: [
                Evidence("aspect", text: "contacts"), Evidence("score", measure: 0.82, threshold: 0.7),
                Evidence("as_odd_a_day", measure: 0.01, threshold: 1), Evidence("features", .list(["hosts"])),
                Evidence("hosts", measure: 400, threshold: 12), Evidence("hosts_usual", measure: 3),
                Evidence("hosts_distance", measure: 4.1), Evidence("hosts_share", measure: 0.7),
            ], firstSeen: StandInContent.noon, lastSeen: StandInContent.noon)
        return [AnomalyRecord(AlertRecord(streamID: 7, finding: finding, incident: "INC-1"))].compactMap { $0 }
    }

    package func train() async throws -> ModelStatus {
        throw ServiceError.conflict("Too little was seen to learn from: watch for longer.")
    }
}
