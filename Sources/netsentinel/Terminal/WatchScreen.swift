import Exports
import Vocabulary

/// The terminal of `watch`: a line when an incident opens or becomes worse, and one status line that is rewritten.
final class WatchScreen: EventOutput {
    private let ink: Ink
    private let isJSON: Bool
    private let showsStatus: Bool
    private var open = 0
    private var total = 0
    /// What was last said of each open incident: severity and number of detections.
    private var said: [String: Said] = [:]
    private struct Said: Equatable {
        let severity: Severity
        let detections: Int
        let victims: Int
    }

    init(ink: Ink, isJSON: Bool, showsStatus: Bool) {
        self.ink = ink
        self.isJSON = isJSON
        self.showsStatus = showsStatus
    }

    func observe(change: IncidentChange) {
        let incident = change.incident
        switch change {
        case .opened:
            open += 1
            total += 1
        case .closed:
            open -= 1
            said[incident.id] = nil
        case .grew: break
        }
        if isJSON { return Console.print(line(change)) }
        if case .closed = change { return }
        let now = Said(
            severity: incident.severity, detections: incident.detections.count,
            victims: String(incident.victims.count).count)
        guard said[incident.id] != now else { return }
        said[incident.id] = now
        clearStatus()
        let time = String(incident.lastSeen.description.dropFirst(11).prefix(8))
        let badge = ink.severity(incident.severity, " \(incident.severity.name.uppercased()) ")
        Console.print("\(ink.dim(time)) \(badge) \(ink.bold(Ink.clean(incident.title)))")
        if let event = incident.events.last {
            Console.print("         \(Ink.clean(event.finding.summary)) \(ink.dim(incident.id))")
        }
    }

    func observe(tick: TrafficTick) {
        guard showsStatus else { return }
        let time = String(Timestamp(nanoseconds: tick.second &* 1_000_000_000).description.dropFirst(11).prefix(8))
        Console.progress(
            "\(time)  \(Figures.grouped(tick.packets)) packets/s  \(Figures.bytes(tick.bytes))/s  "
                + "\(Figures.grouped(tick.activeFlows)) flows  \(open) open of \(Figures.counted(total, "incident"))")
    }

    func clearStatus() {
        if showsStatus { Console.progress("") }
    }

    private func line(_ change: IncidentChange) -> String {
        var writer = JSONWriter()
        writer.object {
            switch change {
            case .opened: $0.field("change", "opened")
            case .grew: $0.field("change", "grew")
            case .closed: $0.field("change", "closed")
            }
            $0.embed("incident") { $0.incident(change.incident) }
        }
        return writer.text
    }
}
