package import Vocabulary

/// What the lists and place files on this machine say of an address, as verdicts beside those of the sources outside.
///
/// Costs no call and is never cached. A machine without lists or without place files has no verdict of them. Neither counts in the
/// consensus: a list's hit is an incident by its own rule, and nobody is guilty by where he is.
package struct HouseKnowledge: LocalIntelligence {
    /// What is known of one address.
    package struct Answer: Sendable {
        package var hit: IndicatorHit?
        /// Entries in force; none: the lists are not spoken of.
        package var entries: Int
        package var place: Place?
        /// There is a place file that can be read.
        package var hasPlaces: Bool
        /// Why the lists cannot be read, for people.
        package var problem: String?

        package init(
            hit: IndicatorHit? = nil, entries: Int = 0, place: Place? = nil, hasPlaces: Bool = false,
            problem: String? = nil
        ) {
            self.hit = hit
            self.entries = entries
            self.place = place
            self.hasPlaces = hasPlaces
            self.problem = problem
        }
    }

    package static let lists = "lists"
    package static let places = "places"
    private let know: @Sendable (IPAddress) async -> Answer

    package init(_ know: @escaping @Sendable (IPAddress) async -> Answer) { self.know = know }

    package func verdicts(about address: IPAddress, at now: Timestamp) async -> [SourceVerdict] {
        let answer = await know(address)
        return [Self.listed(answer, now), Self.placed(answer, address, now)].compactMap(\.self)
    }

    private static func listed(_ answer: Answer, _ now: Timestamp) -> SourceVerdict? {
        var verdict = SourceVerdict(
            source: lists, kind: .list, outcome: .unknown, reason: "", at: now, expires: now)
        if let problem = answer.problem {
            verdict.outcome = .failed
            verdict.problem = "unreadable"
            verdict.reason = CleanText.line(problem, limit: 300)
        } else if let hit = answer.hit {
            let names = hit.listings.map { listing in
                CleanText.line(listing.list, limit: 60)
                    + (listing.label.isEmpty ? "" : " (\(CleanText.line(listing.label, limit: 60)))")
            }
            verdict.outcome = .answered
            verdict.flagged = true
            verdict.confidence = hit.confidence
            verdict.reason = CleanText.line(
                "\(hit.indicator) stands on \(names.joined(separator: ", ")).", limit: 300)
            verdict.facts = [Evidence("lists", .list(names)), Evidence("entry", text: "\(hit.indicator)")]
        } else if answer.entries > 0 {
            verdict.reason = "It stands on no list: \(answer.entries) entries are in force."
        } else {
            return nil
        }
        return verdict
    }

    private static func placed(_ answer: Answer, _ address: IPAddress, _ now: Timestamp) -> SourceVerdict? {
        guard answer.hasPlaces, address.isGlobal else { return nil }
        var verdict = SourceVerdict(
            source: places, kind: .geography, outcome: .unknown, reason: "The place files know nothing of it.", at: now,
            expires: now)
        guard let place = answer.place else { return verdict }
        verdict.outcome = .answered
        let country = place.countryName ?? place.country
        let network = place.asn.map { "AS\($0)" }
        let location = [place.city, country].compactMap(\.self).joined(separator: ", ")
        let whose = [network, place.organisation].compactMap(\.self).joined(separator: " ")
        verdict.reason = CleanText.line(
            [location, whose].filter { !$0.isEmpty }.joined(separator: "; ") + ".", limit: 300)
        verdict.facts = [
            place.country.map { Evidence("country", text: $0) }, place.city.map { Evidence("city", text: $0) },
            place.asn.map { Evidence("asn", count: $0) }, place.organisation.map { Evidence("organisation", text: $0) },
        ].compactMap(\.self)
        return verdict
    }
}

extension SourceVerdict {
    /// Found on this machine: nobody was asked.
    package var isLocal: Bool { kind == .list || kind == .geography }
}
