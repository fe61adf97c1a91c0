import Outbound
import Vocabulary

/// The name that the owner of an address gives it (PTR), from the system's name servers.
///
/// Nothing more than the owner's claim. Not asked in the background unless the owner says so: whoever runs the zone sees the question.
enum ReverseDNS: IntelligenceSource {
    static let card: SourceCard = {
        var card = SourceCard(
            "rdns", "Reverse DNS", .name, url: "", budget: .init(perMinute: 60, perDay: 5000),
            help: "The name its owner gives an address. Whoever runs that zone can see the question.")
        card.service.timeout = .seconds(4)
        card.service.retries = 1
        return card
    }()

    static func look(
        up address: IPAddress, _ context: SourceContext
    ) async throws(OutboundError) -> SourceFinding {
        var last = OutboundError(.connection, "There is no name server to ask.")
        for server in context.nameServers {
            do {
                let names = try await context.gate.names(
                    of: address, at: server.address, port: server.port, of: context.service)
                return finding(names)
            } catch {
                guard !error.isRefusal, error.code != .cancelled else { throw error }
                last = error
            }
        }
        throw last
    }

    private static func finding(_ names: [String]) -> SourceFinding {
        guard let first = names.first else { return SourceFinding(.unknown, "Its owner gives it no name.") }
        var finding = SourceFinding(.answered, "Its owner calls it \(CleanText.line(first, limit: 200)).")
        finding.facts = [Evidence("names", .list(names.prefix(8).map { CleanText.line($0, limit: 253) }))]
        finding.excerpt = CleanText.line(names.joined(separator: " "), limit: 240)
        return finding
    }
}
