import Outbound
import Vocabulary

/// WHOIS (RFC 3912): to whom the registries gave the block an address lies in. IANA says which registry knows, which is asked next.
///
/// Referrals are followed only to the registries, at most twice. Every registry writes its own labels; of each kind the first counts.
enum Whois: IntelligenceSource {
    static let card: SourceCard = {
        var card = SourceCard(
            "whois", "WHOIS", .registration, url: "whois.iana.org:43", budget: .init(perMinute: 20, perDay: 1000),
            help: "Owner of the address block, asked of IANA and the registry it names.")
        card.lifetime = 7 * 86_400
        card.service.timeout = .seconds(8)
        card.service.retries = 1
        card.service.responseLimit = 256 << 10
        return card
    }()

    private static let registries = [
        "whois.arin.net", "whois.ripe.net", "whois.apnic.net", "whois.lacnic.net", "whois.afrinic.net",
        "whois.nic.ad.jp", "whois.kisa.or.kr", "whois.krnic.net", "whois.twnic.net", "whois.registro.br",
    ]

    static func look(
        up address: IPAddress, _ context: SourceContext
    ) async throws(OutboundError) -> SourceFinding {
        let (home, port) = server(context.url)
        var (host, asked) = (home, [home])
        var answer: [UInt8] = []
        for _ in 0..<3 {
            // ARIN answers a bare address with a list of everything near it.
            let question = host == "whois.arin.net" ? "n + \(address)" : "\(address)"
            let text = try await context.gate.whois(
                host, port: host == home ? port : 43, question: question, subject: address, of: context.service)
            answer = text
            guard let next = referral(WhoisText(text)), registries.contains(next), !asked.contains(next) else { break }
            asked.append(next)
            host = next
        }
        return finding(answer, of: host)
    }

    private static func server(_ url: String) -> (String, Int) {
        let parts = url.split(separator: ":", maxSplits: 1)
        return (parts.first.map(String.init) ?? url, parts.count == 2 ? Int(parts[1]) ?? 43 : 43)
    }

    private static func referral(_ text: WhoisText) -> String? {
        guard let value = text.first(["refer", "referralserver", "whois"]) else { return nil }
        let bare = value.lowercased().split(separator: "/").last.map(String.init) ?? value
        return bare.split(separator: ":").first.map(String.init)
    }

    static func finding(_ bytes: [UInt8], of host: String) -> SourceFinding {
        let text = WhoisText(bytes)
        var finding = SourceFinding(.answered, "")
        finding.facts.add("range", text.first(["inetnum", "inet6num", "netrange", "cidr", "route", "route6"]))
        finding.facts.add("name", text.first(["netname"]))
        finding.facts.add(
            "owner", text.first(["org-name", "orgname", "organization", "organisation", "owner", "descr"]))
        finding.facts.add("country", text.first(["country"]))
        finding.facts.add("origin", text.first(["origin", "originas", "aut-num"]))
        finding.facts.add("abuse", text.first(["abuse-mailbox", "orgabuseemail", "e-mail"]))
        finding.facts.add("registered", text.first(["regdate", "created"]))
        finding.excerpt = CleanText.excerpt(bytes)
        let told = finding.facts.prefix(4).compactMap { fact -> String? in
            guard case .text(let text) = fact.value else { return nil }
            return "\(fact.name) \(text)"
        }
        guard !told.isEmpty else {
            var empty = SourceFinding(.unknown, "\(host) says nothing of this address.")
            empty.excerpt = finding.excerpt
            return empty
        }
        finding.reason = CleanText.line(told.joined(separator: ", "), limit: 280) + "."
        finding.facts.add("server", host)
        return finding
    }
}

/// `label: value` lines of a WHOIS answer; comments are passed over. Bounds: 5,000 lines.
struct WhoisText {
    private var values: [String: String] = [:]

    init(_ bytes: [UInt8]) {
        for line in bytes.split(separator: 10, omittingEmptySubsequences: true).prefix(5000) {
            guard let first = line.first, first != 37, first != 35, let colon = line.firstIndex(of: 58) else {
                continue
            }
            let label = CleanText.line(String(decoding: line[..<colon], as: UTF8.self), limit: 40).lowercased()
            guard values[label] == nil, values.count < 500 else { continue }
            let value = CleanText.line(String(decoding: line[(colon + 1)...].prefix(500), as: UTF8.self), limit: 120)
            if !value.isEmpty { values[label] = value }
        }
    }

    /// The value of the first label that is there.
    func first(_ labels: [String]) -> String? { labels.lazy.compactMap { values[$0] }.first }
}
