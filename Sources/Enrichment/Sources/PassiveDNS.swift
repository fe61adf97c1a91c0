import FoundationEssentials
import Outbound
import Vocabulary

/// Passive DNS: names that were seen to lead to an address. `GET PDNS_API_URL/ADDRESS` with the key as a bearer token.
///
/// Read are the Common Output Format (`rrname rrtype rdata time_first time_last count`) as JSON lines, as a list, and as a list under
/// `results`, `data` or `records`. Bounds: 500 records are looked at, 20 names kept, those seen last first.
enum PassiveDNS: IntelligenceSource {
    static let card: SourceCard = {
        var card = SourceCard(
            "pdns", "Passive DNS", .history, url: nil, budget: .init(perMinute: 30, perDay: 1000),
            help: "Names that led to the address, from a service of your choice (PDNS_API_URL).")
        card.keyVariables = ["PDNS_API_KEY"]
        card.automatic = true
        card.service.responseLimit = 2 << 20
        return card
    }()

    private struct Record: Decodable {
        var name: String
        var type: String?
        var last: Double?
        var count: Double?

        enum Key: String, CodingKey {
            case rrname, rrtype, count, name, hostname
            case last = "time_last"
        }

        init(from decoder: any Decoder) throws {
            let box = try decoder.container(keyedBy: Key.self)
            let names = [Key.rrname, .name, .hostname].compactMap { try? box.decode(String.self, forKey: $0) }
            name = names.first ?? ""
            type = try? box.decode(String.self, forKey: .rrtype)
            last = try? box.decode(Double.self, forKey: .last)
            count = try? box.decode(Double.self, forKey: .count)
        }
    }

    private struct Box: Decodable {
        var results: [Record]?
        var data: [Record]?
        var records: [Record]?
    }

    static func look(
        up address: IPAddress, _ context: SourceContext
    ) async throws(OutboundError) -> SourceFinding {
        var headers = [(name: "Accept", value: "application/json")]
        if !context.key.isEmpty { headers.append(("Authorization", "Bearer \(context.key)")) }
        let response = try await context.gate.send(
            OutboundRequest(
                .get, "\(context.url)/\(address)", headers: headers, subject: address,
                purpose: "names of \(address)"), to: context.service)
        if let finding = Answer.finding(response, from: card.title) { return finding }
        guard let records = records(response.body) else { return Answer.unreadable(response, from: card.title) }
        var finding = finding(records)
        finding.excerpt = CleanText.excerpt(response.body)
        return finding
    }

    private static func records(_ body: [UInt8]) -> [Record]? {
        let decoder = JSONDecoder()
        let data = Data(body)
        if let list = try? decoder.decode([Record].self, from: data) { return Array(list.prefix(500)) }
        let lines = body.split(separator: 10).filter { !$0.allSatisfy { $0 <= 32 } }
        if lines.isEmpty { return [] }
        if let box = try? decoder.decode(Box.self, from: data), let list = box.results ?? box.data ?? box.records {
            return Array(list.prefix(500))
        }
        let list = lines.prefix(500).compactMap { try? decoder.decode(Record.self, from: Data($0)) }
        return list.isEmpty || list.allSatisfy({ $0.name.isEmpty }) ? nil : list
    }

    private static func finding(_ records: [Record]) -> SourceFinding {
        var seen: [String: (last: Double, count: UInt64)] = [:]
        for record in records {
            guard var name = Answer.word(record.name, limit: 253) else { continue }
            if name.hasSuffix(".") { name.removeLast() }
            let known = seen[name] ?? (0, 0)
            seen[name] = (max(known.last, record.last ?? 0), known.count &+ Answer.count(record.count ?? 1))
        }
        guard !seen.isEmpty else { return SourceFinding(.unknown, "No name was seen to lead to this address.") }
        let names = seen.sorted { ($0.value.last, $1.key) > ($1.value.last, $0.key) }.map(\.key)
        var finding = SourceFinding(.answered, "\(names.count) names led to it, such as \(names[0]).")
        finding.facts = [
            Evidence("names", .list(Array(names.prefix(20)))), Evidence("name_count", .count(UInt64(names.count))),
        ]
        return finding
    }
}
