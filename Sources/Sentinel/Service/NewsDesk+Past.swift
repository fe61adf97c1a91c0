import Bedrock
import Incidents
import Vocabulary

/// Findings of the past, on the road of live ones: stored, told, in an incident; the packets' clock is not touched.
extension NewsDesk {
    /// The incident it went into; nil where a suppression covers it, or a person has settled its incident.
    ///
    /// - Parameters:
    ///   - finding: its flows are ids of the store.
    ///   - known: the incident that an earlier form of it went into.
    func take(past finding: Finding, known: String?) async throws -> String? {
        let silenced = try await store.suppressions().contains {
            finding.isCovered(detection: $0.detection, attackers: $0.attackers, victims: $0.victims)
        }
        if silenced { return nil }
        var base: IncidentRecord?
        if let known, let record = try await store.incident(known) {
            if record.incident.isSettled { return nil }
            base = record
        } else {
            base = try await home(ofPast: finding)
        }
        var record = base ?? IncidentRecord(incident: .found(finding), forged: forged)
        if base != nil {
            record.incident = record.incident.joined(by: finding)
            remember(past: finding, in: record.incident.id)
        }
        var batch = StoreBatch()
        if known == nil {
            var alert = AlertRecord(
                streamID: ids.next(), finding: finding, incident: record.incident.id, forged: forged)
            alert.flowsAreStored = true
            batch.alerts = [alert]
            status.findings &+= 1
            tell(.alerts, .alert, alert, id: alert.streamID)
        }
        let change: IncidentUpdate.Change = base == nil ? .opened : .grew
        let update = IncidentUpdate(
            change: base == nil || !isLive(record.incident.id) ? .closed : change, incident: record.incident,
            streamID: ids.next(), forged: forged)
        record.updated = update.streamID
        batch.incidents = [update]
        store.append(batch)
        // The next finding of this round may belong to the same incident.
        await store.flush()
        tell(.live, .incident, LiveIncident(change: change, incident: record), id: update.streamID)
        for listener in listeners { listener(update) }
        return record.incident.id
    }

    /// The newest incident that nobody settled, by the same attacker (or, without one, of the same victim), within a day of it.
    private func home(ofPast finding: Finding) async throws -> IncidentRecord? {
        guard let party = finding.attackers.first ?? finding.victims.first else { return nil }
        var query = IncidentQuery()
        query.statuses = [.new, .acknowledged, .contained]
        query.text = party.description
        query.since = finding.firstSeen.advanced(bySeconds: -86_400)
        query.until = finding.lastSeen.advanced(bySeconds: 86_400)
        query.page.limit = 50
        for summary in try await store.incidents(query).items {
            let incident = summary.incident
            let isSame =
                finding.attackers.isEmpty
                ? incident.attackers.isEmpty && incident.victims.contains(party)
                    && incident.detections.contains(finding.detection)
                : incident.attackers.contains(party)
            if isSame, let record = try await store.incident(incident.id) { return record }
        }
        return nil
    }
}

extension Incident {
    fileprivate var isSettled: Bool { status == .resolved || status == .falsePositive }
}
