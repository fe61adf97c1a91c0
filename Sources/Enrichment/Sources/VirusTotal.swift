import Outbound
import Vocabulary

/// VirusTotal API v3, `GET /api/v3/ip_addresses/{address}`: what the engines behind it say.
///
/// Flags when one engine calls it malicious or two suspicious. What fools it: some engines flag whole hosting providers.
enum VirusTotal: IntelligenceSource {
    static let card: SourceCard = {
        var card = SourceCard(
            "virustotal", "VirusTotal", .reputation, url: "https://www.virustotal.com",
            budget: .init(perMinute: 4, perDay: 500),
            help: "Verdicts of some 90 engines. A free key allows 4 lookups a minute and 500 a day.")
        card.keyVariables = ["VIRUSTOTAL_API_KEY", "VT_API_KEY"]
        card.needsKey = true
        card.automatic = true
        card.options = [
            .init("malicious", 1, 1...100, "engines", "Flagged from this many engines on that call it malicious."),
            .init("suspicious", 2, 1...100, "engines", "Flagged from this many engines on that call it suspicious."),
        ]
        card.service.responseLimit = 4 << 20
        return card
    }()

    private struct Reply: Decodable {
        struct Data: Decodable {
            var attributes: Attributes
        }
        struct Attributes: Decodable {
            var stats: [String: Double]
            var reputation: Double?
            var owner: String?
            var country: String?
            var network: String?

            enum CodingKeys: String, CodingKey {
                case reputation, country, network
                case stats = "last_analysis_stats"
                case owner = "as_owner"
            }
        }
        var data: Data
    }

    static func look(
        up address: IPAddress, _ context: SourceContext
    ) async throws(OutboundError) -> SourceFinding {
        let response = try await context.gate.send(
            OutboundRequest(
                .get, "\(context.url)/api/v3/ip_addresses/\(address)",
                headers: [("x-apikey", context.key), ("Accept", "application/json")], subject: address,
                purpose: "reputation of \(address)"), to: context.service)
        return Answer.read(Reply.self, response, from: card.title) { judge($0.data.attributes, context) }
    }

    private static func judge(_ attributes: Reply.Attributes, _ context: SourceContext) -> SourceFinding {
        let malicious = Answer.count(attributes.stats["malicious"])
        let suspicious = Answer.count(attributes.stats["suspicious"])
        let total = attributes.stats.sorted { $0.key < $1.key }.prefix(50).reduce(0.0) {
            $0 + Double(Answer.count($1.value))
        }
        let limit = (context.option("malicious", of: card), context.option("suspicious", of: card))
        var finding = SourceFinding(
            .answered, "\(malicious) engines call it malicious and \(suspicious) suspicious, of \(Answer.count(total))."
        )
        finding.flagged = Double(malicious) >= limit.0 || Double(suspicious) >= limit.1
        finding.confidence = total > 0 ? min(1, Double(malicious + suspicious) / total) : 0
        finding.facts = [
            Evidence("malicious", .count(malicious), threshold: limit.0),
            Evidence("suspicious", .count(suspicious), threshold: limit.1),
            Evidence("engines", .count(Answer.count(total))),
        ]
        if let reputation = attributes.reputation, reputation.isFinite {
            finding.facts.append(Evidence("reputation", .measure(min(max(reputation, -1e9), 1e9))))
        }
        finding.facts.add("as_owner", attributes.owner)
        finding.facts.add("country", attributes.country)
        finding.facts.add("network", attributes.network)
        return finding
    }
}
