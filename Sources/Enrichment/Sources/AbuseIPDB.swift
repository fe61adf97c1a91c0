import Outbound
import Vocabulary

/// AbuseIPDB, `GET /api/v2/check`: what others reported about an address in the last 90 days.
///
/// Flags when the score reaches 60 or three reports are there. What fools it: reports are made by anybody; addresses the service
/// itself holds for good (`isWhitelisted`: large resolvers, crawlers) gather hundreds, so for those only the score counts.
enum AbuseIPDB: IntelligenceSource {
    static let card: SourceCard = {
        var card = SourceCard(
            "abuseipdb", "AbuseIPDB", .reputation, url: "https://api.abuseipdb.com",
            budget: .init(perMinute: 60, perDay: 1000),
            help: "Reports of abuse by address. A free key allows 1000 lookups a day.")
        card.keyVariables = ["ABUSEIPDB_API_KEY"]
        card.needsKey = true
        card.automatic = true
        card.options = [
            .init("score", 60, 1...100, "percent", "Flagged from this confidence of abuse on."),
            .init("reports", 3, 1...1_000_000, "reports", "Flagged from this many reports on."),
            .init("max_age_days", 90, 1...365, "days", "Only reports of the last so many days."),
        ]
        return card
    }()

    private struct Reply: Decodable {
        struct Data: Decodable {
            var abuseConfidenceScore: Double
            var totalReports: Double?
            var numDistinctUsers: Double?
            var countryCode: String?
            var usageType: String?
            var isp: String?
            var domain: String?
            var isWhitelisted: Bool?
            var lastReportedAt: String?
        }
        var data: Data
    }

    static func look(
        up address: IPAddress, _ context: SourceContext
    ) async throws(OutboundError) -> SourceFinding {
        let days = Int(context.option("max_age_days", of: card))
        let response = try await context.gate.send(
            OutboundRequest(
                .get, "\(context.url)/api/v2/check?ipAddress=\(address)&maxAgeInDays=\(days)&verbose",
                headers: [("Key", context.key), ("Accept", "application/json")], subject: address,
                purpose: "reputation of \(address)"), to: context.service)
        return Answer.read(Reply.self, response, from: card.title) { judge($0.data, context) }
    }

    private static func judge(_ data: Reply.Data, _ context: SourceContext) -> SourceFinding {
        let score = min(max(data.abuseConfidenceScore, 0), 100)
        let reports = Answer.count(data.totalReports)
        let limit = (score: context.option("score", of: card), reports: context.option("reports", of: card))
        let isHeldForGood = data.isWhitelisted ?? false
        var finding = SourceFinding(
            .answered,
            "Confidence of abuse \(Int(score)) %, \(reports) reports"
                + (isHeldForGood ? "; AbuseIPDB holds this address for good." : "."))
        finding.flagged = score >= limit.score || (Double(reports) >= limit.reports && !isHeldForGood)
        finding.confidence = score / 100
        finding.facts = [
            Evidence("score", .measure(score), threshold: limit.score),
            Evidence("reports", .count(reports), threshold: limit.reports),
        ]
        if let users = data.numDistinctUsers {
            finding.facts.append(Evidence("reporters", .count(Answer.count(users))))
        }
        finding.facts.add("country", data.countryCode)
        finding.facts.add("usage", data.usageType)
        finding.facts.add("isp", data.isp)
        finding.facts.add("domain", data.domain)
        finding.facts.add("last_reported", data.lastReportedAt)
        return finding
    }
}
