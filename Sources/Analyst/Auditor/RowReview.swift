import Vocabulary

/// What the auditor finds without a model: who appears most among the worst rows, and what several sources do alike.
struct RowReview {
    private static let mostFindings = 25

    static func findings(_ rows: [AuditorRow]) -> [AuditorJob.Finding] {
        var findings: [AuditorJob.Finding] = []
        for group in grouped(rows, by: { "\($0.source)|\($0.risk.name)" }) {
            guard let first = group.first, !first.source.isEmpty else { continue }
            let ids = group.prefix(EvidenceCheck.mostEvents).map(\.id)
            let shown = Array(group.prefix(EvidenceCheck.mostEvents))
            let kinds = unique(shown.compactMap { title($0.kind) }).prefix(4)
            let targets = unique(shown.map(\.destination).filter { Party($0) != nil })
            var text = "\(first.source) appears with \(kinds.isEmpty ? "other rows" : kinds.joined(separator: ", "))"
            text += ", \(Figures.counted(shown.reduce(0) { $0 &+ $1.hits }, "hit")) in total"
            if targets.count == 1, targets[0] != first.source { text += ", against \(targets[0])" }
            findings.append(.init(text: text + ".", risk: first.risk, rows: ids, by: .template))
        }
        return Array(
            findings.enumerated().sorted { one, other in
                one.element.risk != other.element.risk
                    ? one.element.risk > other.element.risk
                    : one.element.rows.count != other.element.rows.count
                        ? one.element.rows.count > other.element.rows.count : one.offset < other.offset
            }.map(\.element).prefix(mostFindings))
    }

    /// Ours by their titles; a stranger's only where it is one plain word.
    private static func title(_ kind: String) -> String? {
        let detection = DetectionID(rawValue: kind)
        if DetectionFamily(detection) != .anomaly { return detection.title }
        return !kind.isEmpty && kind.count <= 40 && kind.allSatisfy({ $0.isASCII && $0.isLetter }) ? kind : nil
    }

    private static func unique(_ texts: [String]) -> [String] {
        texts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func grouped(_ rows: [AuditorRow], by key: (AuditorRow) -> String) -> [[AuditorRow]] {
        var order: [String] = []
        var groups: [String: [AuditorRow]] = [:]
        for row in rows {
            let name = key(row)
            if groups[name] == nil { order.append(name) }
            groups[name, default: []].append(row)
        }
        return order.compactMap { groups[$0] }
    }
}
