import Foundation
import Vocabulary

/// What the store gave, for a person or as JSON.
struct StoredView {
    let ink: Ink
    let isJSON: Bool

    func show(_ record: IncidentRecord) throws {
        if isJSON { return try json(record) }
        IncidentView(incident: record.incident, ink: ink, tellsStory: true).lines.forEach(Console.print)
        Console.print(
            "                status \(record.incident.status.rawValue)\(record.forged ? ", FORGED traffic" : "")")
        let evidence = EvidenceView(ink: ink, isJSON: false)
        for note in record.evidence {
            for line in evidence.lines(note) { Console.print("                \(line)") }
        }
        for note in record.notes {
            Console.print(
                "                \(ink.dim(note.at.description)) \(Ink.clean(note.by)): \(Ink.clean(note.text))")
        }
    }

    func show(_ page: Page<IncidentSummary>) throws {
        if isJSON { return try json(page) }
        if page.items.isEmpty { return Console.say("No incident matches.") }
        for summary in page.items {
            IncidentView(incident: summary.incident, ink: ink, tellsStory: false).lines.forEach(Console.print)
        }
        if let total = page.total, total > page.items.count {
            Console.say("\(page.items.count) of \(total) incidents; --limit shows more.")
        }
    }

    func show(_ page: Page<FlowRecord>) throws {
        if isJSON { return try json(page) }
        if page.items.isEmpty { return Console.say("No flow matches.") }
        for flow in page.items { Console.print(line(flow)) }
        if page.nextCursor != nil { Console.say("There is more: --limit shows up to 500.") }
    }

    /// After the flows: what the router's log tells.
    func show(_ page: Page<RouterEvent>) throws {
        if isJSON { return try json(page) }
        Console.print(ink.bold("router events"))
        if page.items.isEmpty { return Console.say("No router event matches.") }
        for event in page.items { Console.print(line(event)) }
        if page.nextCursor != nil { Console.say("There may be more router events: --limit shows up to 500.") }
    }

    private func line(_ event: RouterEvent) -> String {
        let time = ink.dim(String(event.time.description.prefix(19)))
        let from = "\(event.source)" + (event.sourcePort.map { " port \($0)" } ?? "")
        let to = "\(event.destination)" + (event.destinationPort.map { " port \($0)" } ?? "")
        let hits = event.hits > 1 ? ", \(Figures.grouped(event.hits)) hits" : ""
        return "\(time)  \(Ink.clean(event.transport.lowercased())) \(from) > \(to)  "
            + "\(Ink.clean(event.verdict ?? "-")) \(event.direction.name)\(hits)  \(ink.dim(Ink.clean(event.host)))"
    }

    private func line(_ flow: FlowRecord) -> String {
        let time = flow.start.description.prefix(19)
        let name = flow.name.map { " \(Ink.clean($0))" } ?? ""
        let tags = flow.tags.isEmpty ? "" : " [\(flow.tags.map(\.rawValue).joined(separator: " "))]"
        return "\(ink.dim(String(time)))  \(flow.key)  \(flow.service.name) \(flow.stateName)  "
            + "\(Figures.bytes(flow.bytesOut)) out, \(Figures.bytes(flow.bytesIn)) in\(name)\(tags)"
    }

    func json(_ document: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        Console.print(String(decoding: try encoder.encode(document), as: UTF8.self))
    }
}
