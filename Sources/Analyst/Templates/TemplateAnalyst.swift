package import Vocabulary

/// The analysis that is always there: made of our own templates, without a model and without the network, the same for the same incident.
package struct TemplateAnalyst: Sendable {
    package init() {}

    /// Events told in full, one for each kind of detection; more of a kind are told together.
    private static let told = 12
    private static let playbookCap = 16

    package func analysis(of incident: Incident) -> IncidentAnalysis {
        let (kept, struck) = EvidenceCheck(incident).sort(claims(for: incident))
        let lead = self.lead(of: incident).map { EventFacts(event: $0) }
        let explanation = lead.map { DetectionFamily($0.finding.detection).explanation }
        return IncidentAnalysis(
            claims: kept, struck: struck, techniques: techniques(of: incident),
            meaning: lead.flatMap { explanation?.meaning($0) } ?? "",
            firstStep: lead.flatMap { explanation?.firstStep($0) } ?? "",
            harmless: lead.flatMap { explanation?.harmless($0) } ?? "",
            playbook: incident.severity >= .high ? playbook(for: incident) : [], contentHash: ContentHash.of(incident))
    }

    /// Every claim the templates make, before the check.
    package func claims(for incident: Incident) -> [IncidentAnalysis.Claim] {
        var claims: [IncidentAnalysis.Claim] = []
        let groups = groups(of: incident)
        if let opening = opening(of: incident, groups.count) { claims.append(opening) }
        for group in groups.prefix(Self.told) {
            guard let first = group.first else { continue }
            let facts = EventFacts(event: first)
            for text in DetectionFamily(first.finding.detection).explanation.claims(facts) {
                claims.append(.init(text, events: [first.id]))
            }
            if let more = likewise(group) { claims.append(more) }
        }
        return Array(claims.prefix(EvidenceCheck.mostClaims))
    }

    /// Several steps begin with who, how many and when; a single one with when.
    private func opening(of incident: Incident, _ kinds: Int) -> IncidentAnalysis.Claim? {
        guard let first = incident.events.first else { return nil }
        let start = incident.firstSeen.description
        let when = "at \(start.prefix(10)) \(start.dropFirst(11).prefix(8)) UTC"
        let ids = incident.events.map(\.id)
        let length = incident.lastSeen.seconds(since: incident.firstSeen)
        let lasted = length >= 0.01 ? " and lasted \(Figures.duration(length))" : ""
        guard incident.events.count > 1, incident.droppedEvents == 0 else {
            return .init("It began \(when)\(lasted).", events: incident.events.count == 1 ? [first.id] : ids)
        }
        let who = EventFacts.people(incident.attackers) ?? "Somebody whose address is unknown"
        let steps = Figures.counted(UInt64(incident.events.count), "step")
        return .init("\(who) acted in \(steps); it began \(when)\(lasted).", events: ids)
    }

    private func likewise(_ group: [StoryEvent]) -> IncidentAnalysis.Claim? {
        let others = group.dropFirst()
        guard !others.isEmpty else { return nil }
        let parties = others.flatMap(\.finding.victims).reduce(into: [Party]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        guard !parties.isEmpty else { return nil }
        let shown = parties.prefix(6).map(\.description).joined(separator: ", ")
        return .init(
            "The same was done to \(shown)\(parties.count > 6 ? " and others" : "").",
            events: others.prefix(EvidenceCheck.mostEvents).map(\.id))
    }

    /// Events by detection, in order of their first.
    private func groups(of incident: Incident) -> [[StoryEvent]] {
        var order: [DetectionID] = []
        var groups: [DetectionID: [StoryEvent]] = [:]
        for event in incident.events {
            if groups[event.finding.detection] == nil { order.append(event.finding.detection) }
            groups[event.finding.detection, default: []].append(event)
        }
        return order.compactMap { groups[$0] }
    }

    /// The event that says most about how bad it is: the worst, of those the latest.
    private func lead(of incident: Incident) -> StoryEvent? {
        incident.events.max { $0.finding.severity < $1.finding.severity }
    }

    /// The techniques the rules reported, each with the events that did.
    func techniques(of incident: Incident) -> [IncidentAnalysis.ArguedTechnique] {
        incident.techniques.map { technique in
            // An event that was renewed may have lost the technique of its first form: then all of them stand for it.
            let reporting = incident.events.filter { $0.finding.techniques.contains(technique.id) }
            let events = (reporting.isEmpty ? incident.events : reporting).map(\.id)
            return .init(technique, events: Array(events.prefix(EvidenceCheck.mostEvents)))
        }
    }

    /// The steps of every family in the incident, by phase, each once; the worst family's first.
    func playbook(for incident: Incident) -> [PlaybookStep] {
        var steps: [PlaybookStep] = []
        let groups = groups(of: incident).compactMap(\.first).sorted { $0.finding.severity > $1.finding.severity }
        for event in groups {
            for step in DetectionFamily(event.finding.detection).explanation.steps(EventFacts(event: event))
            where !steps.contains(where: {
                $0.action == step.action || !step.commands.isEmpty && $0.commands == step.commands
            }) {
                steps.append(step)
            }
        }
        var ordered: [PlaybookStep] = []
        for phase in PlaybookStep.Phase.allCases {
            // Each phase has its turn also where one has many steps.
            ordered += steps.filter { $0.phase == phase }.prefix(Self.playbookCap / 4 + 2)
        }
        return ordered.enumerated().map { place, step in
            var numbered = step
            numbered.id = "S\(place + 1)"
            return numbered
        }
    }
}
