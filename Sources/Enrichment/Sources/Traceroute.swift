import Outbound
import Vocabulary

/// The way to an address, from the system's `traceroute`, numbers only.
///
/// The one source that sends packets to the address itself: asked only where a person asks. One probe a hop of one second, so that twenty
/// hops that do not answer still end within the time that is given.
enum Traceroute: IntelligenceSource {
    static let card: SourceCard = {
        var card = SourceCard(
            "traceroute", "Traceroute", .route, url: "", budget: .init(perMinute: 6, perDay: 500),
            help: "Routers on the way. Sends packets to the address itself, which its owner can see.")
        card.lifetime = 3600
        card.service.timeout = .seconds(45)
        card.service.retries = 0
        card.service.responseLimit = 64 << 10
        card.options = [.init("max_hops", 20, 1...30, "hops", "How far the way is followed.")]
        return card
    }()

    static func look(
        up address: IPAddress, _ context: SourceContext
    ) async throws(OutboundError) -> SourceFinding {
        let hops = Int(context.option("max_hops", of: card))
        let program = context.url.isEmpty ? "traceroute" : context.url
        let text = try await context.gate.run(
            program, [address.isV4 ? "-4" : "-6", "-n", "-q", "1", "-w", "1", "-m", "\(hops)", "\(address)"],
            about: address, of: context.service)
        return finding(text, to: address)
    }

    static func finding(_ text: String, to address: IPAddress) -> SourceFinding {
        var hops: [String] = []
        var last: IPAddress?
        for line in text.split(whereSeparator: \.isNewline).prefix(64) {
            let words = line.split(separator: " ")
            guard words.count >= 2, let number = UInt8(words[0]) else { continue }
            if let router = IPAddress(String(words[1])) {
                let time = words.count >= 4 && words[3] == "ms" ? Double(words[2]).map { " \($0) ms" } ?? "" : ""
                hops.append("\(number) \(router)\(time)")
                last = router
            } else {
                hops.append("\(number) *")
            }
        }
        guard let last else { return SourceFinding(.unknown, "No router on the way answers.") }
        var finding = SourceFinding(
            .answered,
            last == address ? "Reached after \(hops.count) hops." : "Not reached; the last that answers is \(last).")
        finding.facts = [Evidence("hops", .list(hops))]
        finding.excerpt = CleanText.line(text, limit: 240)
        return finding
    }
}
