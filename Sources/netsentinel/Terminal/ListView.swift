import Sentinel
import Vocabulary

/// Blocklists on a terminal.
struct ListView {
    let lists: [IndicatorList]

    /// A line a list, for who gave one.
    var summaries: [String] { lists.map { Self.summary($0) } }

    /// What there is, and everything that was not taken, by reason.
    var details: [String] {
        lists.flatMap { list in
            [Self.summary(list) + Self.origin(list)]
                + list.faults.map { fault in
                    let sample = fault.sample.isEmpty ? "" : ": \(Ink.clean(fault.sample))"
                    return
                        "    left out \(Figures.grouped(fault.count)) \(fault.reason), first in line \(fault.line)\(sample)"
                }
        }
    }

    private static func summary(_ list: IndicatorList) -> String {
        let name = "\(Ink.clean(list.id))"
        if let problem = list.problem { return "\(name): not read: \(Ink.clean(problem))" }
        guard list.enabled else { return "\(name): off" }
        guard list.loaded != nil else { return "\(name): over since \(list.expires.map(\.description) ?? "")" }
        let parts = [
            (list.entries.addresses, "address", "addresses"), (list.entries.blocks, "block", "blocks"),
            (list.entries.domains, "domain", "domains"), (list.entries.fingerprints, "fingerprint", "fingerprints"),
        ].filter { $0.0 > 0 }.map { "\(Figures.grouped($0.0)) \($0.0 == 1 ? $0.1 : $0.2)" }
        let faults = list.faults.reduce(0) { $0 + $1.count }
        return "\(name): \(list.format), \(parts.isEmpty ? "nothing" : parts.joined(separator: ", "))"
            + (faults > 0 ? "; \(Figures.grouped(faults)) left out" : "")
    }

    private static func origin(_ list: IndicatorList) -> String {
        var text = "; confidence \(Figures.plain(list.confidence))"
        if !list.source.isEmpty { text += "; from \(Ink.clean(list.source))" }
        if let expires = list.expires { text += "; until \(expires)" }
        return text
    }

    /// `45.1.2.3: 45.1.2.0/24 on Worms (botnet); Frankfurt, Germany, AS64496 Example`.
    static func line(_ known: LocalKnowledge) -> String {
        let names = (known.hit?.listings ?? []).map { listing in
            Ink.clean(listing.list) + (listing.label.isEmpty ? "" : " (\(Ink.clean(listing.label)))")
        }
        let listed = known.hit.map { "\($0.indicator) on \(names.joined(separator: ", "))" } ?? "on no list"
        let place = known.place.map { place in
            [
                place.city, place.countryName ?? place.country, place.asn.map { "AS\($0)" }, place.organisation,
            ].compactMap(\.self).map(Ink.clean).joined(separator: ", ")
        }
        return "\(Ink.clean(known.subject)): \(listed)" + (place.map { "; \($0)" } ?? "")
    }
}
