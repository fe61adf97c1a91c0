import Vocabulary

/// One incident on a terminal: a headline, when and by which technique, and step by step when asked.
struct IncidentView {
    let incident: Incident
    let ink: Ink
    let tellsStory: Bool

    var lines: [String] {
        let name = incident.severity.name.uppercased()
        let badge = ink.severity(incident.severity, " \(name) ") + String(repeating: " ", count: 8 - name.count)
        let score = String(repeating: " ", count: max(0, 3 - String(incident.score).count)) + "\(incident.score)"
        var lines = ["\(badge) \(score)  \(ink.bold(Ink.clean(incident.title)))"]
        lines.append(indent + ink.dim("\(incident.id) · \(when) · \(techniques)"))
        if !incident.related.isEmpty {
            lines.append(indent + ink.dim("linked with \(incident.related.joined(separator: ", "))"))
        }
        if tellsStory {
            for event in incident.events { lines += story(event) }
            if incident.droppedEvents > 0 { lines.append(indent + "… and \(incident.droppedEvents) more steps") }
        } else if let event = incident.events.last {
            lines.append(indent + Ink.clean(event.finding.summary))
            lines.append(indent + ink.dim(evidence(event.finding, limit: 4)))
        }
        return lines
    }

    private var indent: String { String(repeating: " ", count: 16) }

    private var when: String {
        let length = incident.lastSeen.seconds(since: incident.firstSeen)
        return "\(clock(incident.firstSeen)) for \(Figures.duration(max(0, length)))"
    }

    private var techniques: String {
        incident.techniques.prefix(3).map { "\($0.id) \($0.name)" }.joined(separator: ", ")
    }

    private func story(_ event: StoryEvent) -> [String] {
        let repeats = event.repeats > 1 ? ink.dim("  (said \(event.repeats) times)") : ""
        return [
            indent
                + "\(ink.dim(clock(event.finding.firstSeen)))  \(event.finding.detection.title): \(Ink.clean(event.finding.summary))"
                + repeats,
            indent + "          " + ink.dim(evidence(event.finding, limit: 12)),
        ]
    }

    private func evidence(_ finding: Finding, limit: Int) -> String {
        finding.evidence.prefix(limit).map { item in
            let value =
                switch item.value {
                case .count(let count): Figures.grouped(count)
                case .measure(let measure): Figures.plain(measure)
                case .text(let text): Ink.clean(text)
                case .list(let list):
                    list.prefix(5).map(Ink.clean).joined(separator: " ") + (list.count > 5 ? " …" : "")
                }
            let bound = item.threshold.map { " (≥ \(Figures.plain($0)))" } ?? ""
            return "\(item.name.map { $0 == "_" ? " " : String($0) }.joined()) \(value)\(bound)"
        }.joined(separator: " · ")
    }

    /// `08:49:40`
    private func clock(_ time: Timestamp) -> String { String(time.description.dropFirst(11).prefix(8)) }
}
