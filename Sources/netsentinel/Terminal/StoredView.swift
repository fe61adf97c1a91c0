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
