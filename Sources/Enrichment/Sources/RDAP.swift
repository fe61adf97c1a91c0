import Outbound
import Vocabulary

/// RDAP (RFC 9083): the registries' answer about an address block, as JSON.
///
/// A registry that is not in charge points to the one that is: followed at most three times, only by https and only to registries.
enum RDAP: IntelligenceSource {
    static let card: SourceCard = {
        var card = SourceCard(
            "rdap", "RDAP", .registration, url: "https://rdap.arin.net/registry",
            budget: .init(perMinute: 20, perDay: 2000),
            help: "Owner of the address block, from the registries' own service.")
        card.lifetime = 7 * 86_400
        return card
    }()

    private static let registries = [
        "rdap.arin.net", "rdap.db.ripe.net", "rdap.apnic.net", "rdap.lacnic.net", "rdap.afrinic.net",
        "rdap.registro.br", "jpirr.nic.ad.jp", "rdap.krnic.or.kr", "rdap.twnic.tw",
    ]

    private struct Reply: Decodable {
        struct Entity: Decodable {
            var handle: String?
            var roles: [String]?
            var vcardArray: Card?
            var entities: [Entity]?
        }
        /// Only what jCard says of names and mail (RFC 7095): `["vcard", [["fn", {}, "text", "Name"], …]]`.
        struct Card: Decodable {
            var lines: [String: String] = [:]

            init(from decoder: any Decoder) throws {
                var outer = try decoder.unkeyedContainer()
                _ = try outer.decode(String.self)
                var list = try outer.nestedUnkeyedContainer()
                while !list.isAtEnd, lines.count < 50 {
                    var line = try list.nestedUnkeyedContainer()
                    let name = try line.decode(String.self)
                    _ = try line.decode(Skipped.self)
                    _ = try line.decode(String.self)
                    if !line.isAtEnd, let value = try? line.decode(String.self), lines[name] == nil {
                        lines[name] = value
                    }
                }
            }
        }
        struct Skipped: Decodable {
            init(from decoder: any Decoder) throws {}
        }
        var handle: String?
        var name: String?
        var type: String?
        var country: String?
        var startAddress: String?
        var endAddress: String?
        var entities: [Entity]?
    }

    static func look(
        up address: IPAddress, _ context: SourceContext
    ) async throws(OutboundError) -> SourceFinding {
        var url = "\(context.url)/ip/\(address)"
        var response = OutboundResponse(status: 0)
        for _ in 0..<4 {
            response = try await context.gate.send(
                OutboundRequest(
                    .get, url, headers: [("Accept", "application/rdap+json, application/json")], subject: address,
                    purpose: "registration of \(address)"), to: context.service)
            guard [301, 302, 303, 307, 308].contains(response.status), let next = response.headers["location"],
                registries.contains(where: { next.hasPrefix("https://\($0)/") })
            else { break }
            url = next
        }
        return Answer.read(Reply.self, response, from: card.title, finding)
    }

    private static func finding(_ reply: Reply) -> SourceFinding {
        var finding = SourceFinding(.answered, "")
        let entities = (reply.entities ?? []).prefix(20)
        let owner = entities.first { $0.roles?.contains("registrant") ?? false }
        let abuse = entities.flatMap { [$0] + ($0.entities ?? []).prefix(20) }.first {
            $0.roles?.contains("abuse") ?? false
        }
        if let start = reply.startAddress, let end = reply.endAddress {
            finding.facts.add("range", "\(start) - \(end)")
        }
        finding.facts.add("name", reply.name)
        finding.facts.add("owner", owner?.vcardArray?.lines["fn"] ?? owner?.handle)
        finding.facts.add("country", reply.country)
        finding.facts.add("type", reply.type)
        finding.facts.add("abuse", abuse?.vcardArray?.lines["email"])
        finding.facts.add("handle", reply.handle)
        let told = finding.facts.prefix(4).compactMap { fact -> String? in
            guard case .text(let text) = fact.value else { return nil }
            return "\(fact.name) \(text)"
        }
        guard !told.isEmpty else { return SourceFinding(.unknown, "The registry says nothing of this address.") }
        finding.reason = CleanText.line(told.joined(separator: ", "), limit: 280) + "."
        return finding
    }
}
