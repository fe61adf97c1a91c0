package import Outbound
package import Vocabulary

/// A source of intelligence outside of this machine: one file, one card, one line in `SourceCatalog`.
///
/// It asks through the gate and reads what came. What it cannot read is a finding as well; only the gate's errors are thrown.
package protocol IntelligenceSource: Sendable {
    static var card: SourceCard { get }
    static func look(up address: IPAddress, _ context: SourceContext) async throws(OutboundError) -> SourceFinding
}

/// What a source needs for one lookup.
package struct SourceContext: Sendable {
    package var gate: OutboundGate
    /// The card's, with the budget that is in force.
    package var service: OutboundService
    /// Without a slash at its end; empty for sources that have none.
    package var url: String
    /// Empty where there is none.
    package var key: String
    package var options: [String: Double]
    package var nameServers: [NameServer]

    package struct NameServer: Sendable, Hashable {
        package var address: IPAddress
        package var port: Int
        package init(_ address: IPAddress, port: Int = 53) {
            self.address = address
            self.port = port
        }
    }

    package init(
        gate: OutboundGate, service: OutboundService, url: String = "", key: String = "",
        options: [String: Double] = [:], nameServers: [NameServer] = []
    ) {
        self.gate = gate
        self.service = service
        self.url = url
        self.key = key
        self.options = options
        self.nameServers = nameServers
    }

    /// A threshold that is in force.
    func option(_ name: String, of card: SourceCard) -> Double {
        options[name] ?? card.options.first { $0.name == name }?.value ?? 0
    }
}

/// What a source found, before the desk dates it.
package struct SourceFinding: Sendable, Hashable {
    package var outcome: SourceVerdict.Outcome
    package var problem: String?
    package var flagged = false
    package var confidence = 0.0
    package var reason: String
    package var excerpt = ""
    package var facts: [Evidence] = []

    package init(_ outcome: SourceVerdict.Outcome, problem: String? = nil, _ reason: String) {
        self.outcome = outcome
        self.problem = problem
        self.reason = reason
    }
}

/// What this machine itself knows of an address: lists, GeoIP. Asked for every address, also private ones; costs nothing.
package protocol LocalIntelligence: Sendable {
    func verdicts(about address: IPAddress, at now: Timestamp) async -> [SourceVerdict]
}
