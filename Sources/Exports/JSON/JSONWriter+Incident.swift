package import Vocabulary

extension JSONWriter {
    /// An incident as the contract in `docs/reference/json.md` says it.
    package mutating func incident(_ incident: Incident) {
        object { writer in
            writer.field("id", incident.id)
            writer.field("title", incident.title)
            writer.field("severity", incident.severity.name)
            writer.field("score", incident.score)
            writer.field("status", incident.status.rawValue)
            writer.field("detections", incident.detections.map(\.rawValue))
            writer.array("techniques") { list in
                for technique in incident.techniques {
                    list.object {
                        $0.field("id", technique.id)
                        $0.field("name", technique.name)
                        $0.field("tactic", technique.tactic)
                    }
                }
            }
            writer.field("attackers", incident.attackers.map(\.description))
            writer.field("victims", incident.victims.map(\.description))
            writer.field("first_seen", incident.firstSeen.description)
            writer.field("last_seen", incident.lastSeen.description)
            writer.array("events") { list in incident.events.forEach { list.event($0) } }
            writer.field("dropped_events", incident.droppedEvents)
            writer.field("related", incident.related)
            writer.array("evidence") { _ in }
            writer.null("analysis")
            writer.array("actions") { _ in }
        }
    }

    private mutating func event(_ event: StoryEvent) {
        object { writer in
            writer.field("id", event.id)
            writer.field("time", event.finding.firstSeen.description)
            writer.field("last_time", event.finding.lastSeen.description)
            writer.field("repeats", event.repeats)
            writer.findingFields(event.finding)
        }
    }

    /// The members of a finding, inside an object that is already open.
    package mutating func findingFields(_ finding: Finding) {
        field("detection", finding.detection.rawValue)
        field("summary", finding.summary)
        field("severity", finding.severity.name)
        field("confidence", finding.confidence)
        field("techniques", finding.techniques)
        field("attackers", finding.attackers.map(\.description))
        field("victims", finding.victims.map(\.description))
        array("evidence") { list in finding.evidence.forEach { list.evidence($0) } }
        array("flows") { list in finding.flows.forEach { list.value($0) } }
    }

    private mutating func evidence(_ evidence: Evidence) {
        object { writer in
            writer.field("name", evidence.name)
            switch evidence.value {
            case .count(let count): writer.field("value", count)
            case .measure(let measure): writer.field("value", measure)
            case .text(let text): writer.field("value", text)
            case .list(let list): writer.field("value", list)
            }
            if let threshold = evidence.threshold { writer.field("threshold", threshold) }
        }
    }
}
