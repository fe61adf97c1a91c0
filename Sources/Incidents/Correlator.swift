import OrderedCollections
package import Vocabulary

/// Groups findings into incidents: by actor, victim, technique and time. The only place where merging and suppression happen.
///
/// A finding joins an open incident when (1) they share an attacker, or (2) no attacker is known (spoofed) and the same thing is
/// done to the same victim, or (3) it is an anomaly of somebody who takes part in one, or the incident was nothing but an anomaly
/// that accused nobody and of its victim: an anomaly explains nothing and is no story of its own beside one. Else it opens one.
/// Where its attacker was taken over in an earlier incident (log-in guessed, lateral movement), the two are linked by `related`,
/// not merged: a machine that was taken over is a victim there and acts here, and one list of attackers cannot say both
/// (docs/decisions/0003). An incident closes after `quiet` seconds of event time without news, a long one after `patience` times
/// its length: rules tell an ongoing attack again when it has grown tenfold, so the news of a slow one are hours apart.
/// Bounds: `capacity` open incidents (the one quiet longest is closed to make room), 256 parties a side, 200 story events.
/// Deterministic: depends on the findings and their order alone.
package struct Correlator: Sendable {
    /// Seconds without news after which an incident is over.
    package let quiet: Double
    /// How many times its own length an incident may be quiet, up to a day: tenfold, and what a jittery series takes on top.
    private static let patience = 15.0
    private static let longestQuiet = 86_400.0
    package let capacity: Int
    package private(set) var suppressions: [Suppression]
    /// Findings that a suppression swallowed.
    package private(set) var suppressed: UInt64 = 0
    /// Incidents that were closed before their time to make room.
    package private(set) var crowdedOut: UInt64 = 0

    private var open: OrderedDictionary<String, Incident> = [:]
    private var byAttacker: [Party: String] = [:]
    private var byVictim: [VictimKey: String] = [:]
    private var byFoothold: [Party: String] = [:]
    private var now = Timestamp(nanoseconds: .min)

    private struct VictimKey: Hashable {
        let detection: DetectionID
        let victim: Party
    }

    package init(quiet: Double = 3600, capacity: Int = 4096, suppressions: [Suppression] = []) {
        self.quiet = quiet
        self.capacity = capacity
        self.suppressions = suppressions
    }

    /// The incidents that are open now, oldest first.
    package var incidents: [Incident] { Array(open.values) }

    /// Takes one finding and says what became of it; empty when it was suppressed.
    package mutating func observe(_ finding: Finding) -> [IncidentChange] {
        if suppressions.contains(where: { $0.covers(finding) }) {
            suppressed += 1
            return []
        }
        var changes = advance(to: finding.lastSeen)
        if let id = home(of: finding), var incident = open[id] {
            let told = finding.beside(incident)
            incident.grow(by: told)
            open[id] = incident
            index(told, as: id)
            return changes + [.grew(incident)]
        }
        if open.count >= capacity { changes += makeRoom() }
        var incident = Incident(opening: finding)
        while open[incident.id] != nil { incident.id += "x" }
        changes += link(&incident, by: finding)
        open[incident.id] = incident
        index(finding, as: incident.id)
        return changes + [.opened(incident)]
    }

    /// Moves event time on and closes what has been quiet for too long.
    package mutating func advance(to time: Timestamp) -> [IncidentChange] {
        guard time > now else { return [] }
        now = time
        let quiet = quiet
        return close { incident in
            let length = incident.lastSeen.seconds(since: incident.firstSeen)
            let allowed = max(quiet, min(Self.patience * length, Self.longestQuiet))
            return time.seconds(since: incident.lastSeen) > allowed
        }
    }

    /// The capture is over: everything still open is closed.
    package mutating func finish() -> [IncidentChange] { close { _ in true } }

    /// Adds a suppression and applies it to the past: open incidents lose the events it covers, and close when none is left.
    package mutating func suppress(_ suppression: Suppression) -> [IncidentChange] {
        suppressions.append(suppression)
        var changes: [IncidentChange] = []
        for (id, incident) in open {
            guard let kept = incident.without(suppression) else {
                var gone = incident
                gone.status = .falsePositive
                open[id] = nil
                forget(id)
                changes.append(.closed(gone))
                continue
            }
            if kept != incident {
                open[id] = kept
                changes.append(.grew(kept))
            }
        }
        return changes
    }

    /// Another list from now on: new ones apply to the past as well, those left out only stop to apply.
    package mutating func replace(suppressions wanted: [Suppression]) -> [IncidentChange] {
        let added = wanted.filter { !suppressions.contains($0) }
        suppressions = suppressions.filter(wanted.contains)
        return added.flatMap { suppress($0) }
    }

    private func home(of finding: Finding) -> String? {
        for attacker in finding.attackers {
            if let id = byAttacker[attacker] { return id }
        }
        if finding.attackers.isEmpty {
            for victim in finding.victims {
                if let id = byVictim[VictimKey(detection: finding.detection, victim: victim)] { return id }
            }
        }
        return anomalyHome(of: finding)
    }

    /// An anomaly goes where its host already takes part; a finding takes over what was only an anomaly of one of its parties.
    private func anomalyHome(of finding: Finding) -> String? {
        let isAnomaly = finding.detection == .anomaly
        guard isAnomaly || anomalies > 0 else { return nil }
        let about = isAnomaly && !finding.attackers.isEmpty ? finding.attackers : finding.victims
        return open.values.last { incident in
            if isAnomaly { return about.contains { incident.attackers.contains($0) || incident.victims.contains($0) } }
            // Where the anomaly accuses somebody, he acts there as well, or it is another story.
            guard incident.detections == [.anomaly], incident.attackers.isEmpty else { return false }
            return about.contains { incident.victims.contains($0) }
        }?.id
    }

    /// Open incidents that are nothing but an anomaly.
    private var anomalies: Int { open.values.count { $0.detections == [.anomaly] } }

    /// Everybody who takes part in an open incident.
    package var parties: Set<Party> {
        var parties: Set<Party> = []
        for incident in open.values { parties.formUnion(incident.attackers + incident.victims) }
        return parties
    }

    /// Links a new incident with the one in which its attacker was taken over.
    private mutating func link(_ incident: inout Incident, by finding: Finding) -> [IncidentChange] {
        var changes: [IncidentChange] = []
        for attacker in finding.attackers {
            guard let id = byFoothold[attacker], var earlier = open[id], !incident.related.contains(id) else {
                continue
            }
            incident.related.append(id)
            if earlier.related.count < Incident.partyCap { earlier.related.append(incident.id) }
            open[id] = earlier
            changes.append(.grew(earlier))
        }
        return changes
    }

    private mutating func index(_ finding: Finding, as id: String) {
        for attacker in finding.attackers where byAttacker[attacker] == nil { byAttacker[attacker] = id }
        if finding.attackers.isEmpty {
            for victim in finding.victims { byVictim[VictimKey(detection: finding.detection, victim: victim)] = id }
        }
        if finding.givesFoothold {
            for victim in finding.victims where byFoothold[victim] == nil { byFoothold[victim] = id }
        }
    }

    private mutating func makeRoom() -> [IncidentChange] {
        guard let oldest = open.values.min(by: { $0.lastSeen < $1.lastSeen }) else { return [] }
        crowdedOut += 1
        return close { $0.id == oldest.id }
    }

    private mutating func close(where isOver: (Incident) -> Bool) -> [IncidentChange] {
        let over = open.values.filter(isOver)
        for incident in over {
            open[incident.id] = nil
            forget(incident.id)
        }
        return over.map { .closed($0) }
    }

    private mutating func forget(_ id: String) {
        byAttacker = byAttacker.filter { $0.value != id }
        byVictim = byVictim.filter { $0.value != id }
        byFoothold = byFoothold.filter { $0.value != id }
    }
}

extension Correlator: Gauged {
    package func gauge(_ name: String) -> TableGauge {
        TableGauge(
            name, count: open.count, capacity: capacity, whenFull: "the incident quiet longest is closed",
            lost: crowdedOut)
    }
}

extension Finding {
    /// An anomaly of somebody who is a victim there accuses nobody.
    func beside(_ incident: Incident) -> Finding {
        guard detection == .anomaly, incident.detections != [.anomaly] else { return self }
        var told = self
        let accused = attackers.filter { incident.attackers.contains($0) }
        guard accused.count < attackers.count else { return self }
        told.victims = attackers.filter { incident.victims.contains($0) && !accused.contains($0) }
        told.attackers = accused
        return told
    }

    /// After this the victim may act for the attacker: somebody logged in, or ran something there.
    var givesFoothold: Bool {
        detection.rawValue.hasPrefix("lateral_movement_") || techniques.contains("T1078")
    }
}
