import Vocabulary

/// One line that says what happened, who did it and to whom.
enum IncidentTitle {
    static func of(_ incident: Incident) -> String {
        // An anomaly beside what explains it adds nothing to the name.
        let explained = incident.detections.filter { $0 != .anomaly }
        let names = (explained.isEmpty ? incident.detections : explained).map(\.title)
        let by = parties(incident.attackers).map { " by \($0)" } ?? ""
        let against = parties(incident.victims).map { " against \($0)" } ?? ""
        guard names.count > 1 else { return (names.first ?? "Incident") + by + against }
        let steps = names.prefix(4).enumerated().map { $0.offset == 0 ? $0.element : lowered($0.element) }
        let more = names.count > 4 ? " and \(names.count - 4) more" : ""
        return steps.joined(separator: ", then ") + more + by + against
    }

    /// Acronyms keep their capitals: only a capital followed by a small letter is lowered.
    private static func lowered(_ text: String) -> String {
        guard text.dropFirst().first?.isLowercase == true, let first = text.first else { return text }
        return first.lowercased() + text.dropFirst()
    }

    /// A MAC address beside addresses belongs to one of the same machines and is not counted.
    private static func parties(_ all: [Party]) -> String? {
        let addressed = all.filter { party in if case .mac = party { false } else { true } }
        let named = addressed.isEmpty ? all : addressed
        guard let first = named.first else { return nil }
        return named.count == 1 ? "\(first)" : "\(first) and \(named.count - 1) more"
    }
}
