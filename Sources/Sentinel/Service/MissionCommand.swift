import Bedrock
import Hunting
import Synchronization
package import Vocabulary

/// Missions run by hand over a folder's stored flows: what they find is said, and no incident is made (that is the service's).
package enum MissionCommand {
    package struct Outcome: Sendable, Encodable {
        package let entry: HuntEntry
        package let findings: [Finding]
    }

    /// Every mission's card, as it is without anybody's choices.
    package static var cards: [MissionStatus] {
        MissionCatalog.all.map { mission in
            let card = mission.card
            return MissionStatus(
                name: card.name, title: card.title, description: card.summary, detections: card.detections,
                techniques: card.techniques, severity: card.severity,
                options: card.options.map { RuleStatus.Option($0, value: $0.value) }, blindSpots: card.blindSpots,
                enabled: true, everyHours: card.everyHours)
        }
    }

    /// - Parameters:
    ///   - names: empty: all.
    ///   - includesForged: traffic that was made up counts too.
    package static func run(
        _ names: [String], options: [String: Double], data: String, includesForged: Bool
    ) async throws -> [Outcome] {
        let store = try DataFolder.open(data, .reading)
        let found = Mutex<[Finding]>([])
        let hunter = Hunter(
            store: try DataFolder.hunting(data), find: { try await store.allFlows($0) }, journal: nil,
            places: AtlasPlaces(.standard(data: data)), includesForged: includesForged, now: { WallClock.now },
            tell: { finding, _ in
                found.withLock { $0.append(finding) }
                return ""
            })
        let wanted = names.isEmpty ? MissionCatalog.all.map { $0.card.name } : names
        let orders = wanted.map { MissionOrder(mission: $0, options: options) }
        var rest = try await hunter.run(orders, trigger: .person)[...]
        return found.withLock { all in
            var findings = all[...]
            var outcomes: [Outcome] = []
            while var entry = rest.popFirst() {
                entry.incidents = []
                outcomes.append(Outcome(entry: entry, findings: Array(findings.prefix(entry.findings))))
                findings = findings.dropFirst(entry.findings)
            }
            return outcomes
        }
    }
}
