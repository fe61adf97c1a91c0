import Outbound
import Vocabulary

/// AlienVault OTX, `GET /api/v1/indicators/IPv4/{address}/general`: in how many pulses the address is named.
///
/// Flags from one pulse on; confidence is a tenth a pulse. What fools it: anybody may publish a pulse, and some list every address of a
/// capture; addresses on OTX's own whitelist (`validation`) are therefore not flagged.
enum AlienVaultOTX: IntelligenceSource {
    static let card: SourceCard = {
        var card = SourceCard(
            "otx", "AlienVault OTX", .reputation, url: "https://otx.alienvault.com",
            budget: .init(perMinute: 100, perDay: 10_000), help: "Pulses (reports of campaigns) that name the address.")
        card.keyVariables = ["OTX_API_KEY"]
        card.needsKey = true
        card.automatic = true
        card.options = [.init("pulses", 1, 1...10_000, "pulses", "Flagged from this many pulses on.")]
        // Fifty pulses with all their tags.
        card.service.responseLimit = 8 << 20
        return card
    }()

    private struct Reply: Decodable {
        struct Pulses: Decodable {
            var count: Double
            var pulses: [Pulse]?
        }
        struct Pulse: Decodable {
            var name: String?
        }
        struct Validation: Decodable {
            var source: String?
        }
        var pulses: Pulses
        var validation: [Validation]?
        var asn: String?
        var country: String?

        enum CodingKeys: String, CodingKey {
            case validation, asn
            case pulses = "pulse_info"
            case country = "country_code"
        }
    }

    static func look(
        up address: IPAddress, _ context: SourceContext
    ) async throws(OutboundError) -> SourceFinding {
        let kind = address.isV4 ? "IPv4" : "IPv6"
        let response = try await context.gate.send(
            OutboundRequest(
                .get, "\(context.url)/api/v1/indicators/\(kind)/\(address)/general",
                headers: [("X-OTX-API-KEY", context.key), ("Accept", "application/json")], subject: address,
                purpose: "reputation of \(address)"), to: context.service)
        return Answer.read(Reply.self, response, from: card.title) { judge($0, context) }
    }

    private static func judge(_ reply: Reply, _ context: SourceContext) -> SourceFinding {
        let count = Answer.count(reply.pulses.count)
        let limit = context.option("pulses", of: card)
        let isHeldForGood = reply.validation?.contains { $0.source == "whitelist" } ?? false
        let first = Answer.word(reply.pulses.pulses?.first?.name)
        var reason = "Named in \(count) pulses"
        if let first { reason += ", such as “\(first)”" }
        if isHeldForGood { reason += "; it is on OTX's whitelist" }
        var finding = SourceFinding(.answered, reason + ".")
        finding.flagged = Double(count) >= limit && !isHeldForGood
        finding.confidence = isHeldForGood ? 0 : min(1, Double(count) / 10)
        finding.facts = [Evidence("pulses", .count(count), threshold: limit)]
        finding.facts.add("first_pulse", first)
        finding.facts.add("asn", reply.asn)
        finding.facts.add("country", reply.country)
        return finding
    }
}
