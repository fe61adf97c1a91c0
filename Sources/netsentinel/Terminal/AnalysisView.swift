import Exports
import Vocabulary

/// What a person sees after `analyze`: the capture in two lines, then the incidents, worst first; the stories on request.
struct AnalysisView {
    let document: AnalysisDocument
    let ink: Ink
    let tellsStories: Bool

    var lines: [String] {
        var lines = head
        lines.append("")
        let incidents = document.incidents.sorted { ($0.score, $1.firstSeen) > ($1.score, $0.firstSeen) }
        guard !incidents.isEmpty else {
            lines.append(ink.bold("No incidents.") + " Nothing in this capture crossed a threshold.")
            return lines + losses
        }
        lines.append(ink.bold(Figures.counted(incidents.count, "incident")) + ": " + tally(incidents))
        for incident in incidents {
            lines.append("")
            lines += IncidentView(incident: incident, ink: ink, tellsStory: tellsStories).lines
        }
        if !tellsStories { lines += ["", ink.dim("Add --story to read what happened step by step.")] }
        return lines + losses
    }

    private var head: [String] {
        let counts = document.counts
        var first = "\(ink.bold(Ink.clean(document.input)))  \(document.linkTypes.map(\.name).joined(separator: ", "))"
        first += " · \(Figures.counted(counts.packets, "packet")) · \(Figures.bytes(counts.bytes))"
        if let start = document.first, let end = document.last {
            first += " · \(Figures.duration(end.seconds(since: start))) from \(start.description.prefix(19))Z"
        }
        let parts = [
            ("tcp", counts.tcp), ("udp", counts.udp), ("icmp", counts.icmp + counts.icmpv6), ("arp", counts.arp),
        ]
        .filter { $0.1 > 0 }.map { "\($0.0) \(Figures.percent($0.1, of: counts.packets))" }
        var second = "  " + parts.joined(separator: "  ")
        second += " · \(Figures.counted(document.flows, "flow"))"
        if document.tunnelledFlows > 0 { second += " (+\(Figures.grouped(document.tunnelledFlows)) in tunnels)" }
        second += " · \(Figures.counted(document.hosts.count, "host"))"
        if document.dnsQueries > 0 { second += " · \(Figures.grouped(document.dnsQueries)) DNS queries" }
        return [first, ink.dim(second)]
    }

    private func tally(_ incidents: [Incident]) -> String {
        Severity.allCases.reversed().compactMap { severity in
            let count = incidents.count { $0.severity == severity }
            return count == 0 ? nil : ink.severity(severity, "\(count) \(severity.name)")
        }.joined(separator: ", ")
    }

    /// What could not be seen is said, never hidden.
    private var losses: [String] {
        var lines = document.notices.map { "  ! " + Ink.clean($0) }
        let lost = document.losses.filter { $0.count > 0 }
        if !lost.isEmpty {
            lines.append(
                "  ! not seen: "
                    + lost.map { "\($0.name.replacingUnderscores) \(Figures.grouped($0.count))" }
                    .joined(separator: ", "))
        }
        let malformed = document.malformed.filter { $0.stop.reason != .unsupported }
        if !malformed.isEmpty {
            let worst = malformed.sorted { $0.count > $1.count }.prefix(4)
            lines.append(
                "  ! malformed or cut: "
                    + worst.map { "\($0.stop.layer) \($0.stop.reason) \(Figures.grouped($0.count))" }.joined(
                        separator: ", "))
        }
        return lines.isEmpty ? [] : [""] + lines.map(ink.dim)
    }
}

extension String {
    fileprivate var replacingUnderscores: String { String(map { $0 == "_" ? " " : $0 }) }
}
