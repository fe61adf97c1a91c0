/// A name split where its owner begins: `a.b.example.co.uk` is `a.b` under `example.co.uk`.
///
/// No list of public suffixes is kept: the last two labels, three under a two-letter country whose second level is one of the
/// common ones (`co.uk`, `com.br`). What fools it: rarer suffixes, and providers that let strangers have names under their own.
package struct RegisteredDomain: Sendable, Hashable {
    /// The domain somebody registered; the whole name when it has too few labels.
    package let domain: Substring
    /// What stands before it, without the joining dot; empty at the apex.
    package let host: Substring
    package let labels: Int

    private static let secondLevels: Set<String> = [
        "co", "com", "net", "org", "edu", "gov", "ac", "or", "ne", "go", "gob", "gv", "mil", "ltd", "plc", "sch", "nhs",
        "gen", "firm", "ind", "asso", "info", "web", "id",
    ]

    package init(_ name: String) {
        var dots: [String.Index] = []
        var index = name.utf8.endIndex
        var count = name.isEmpty ? 0 : 1
        // From the right, the last three dots are enough; the others are only counted.
        while index > name.utf8.startIndex {
            index = name.utf8.index(before: index)
            guard name.utf8[index] == UInt8(ascii: ".") else { continue }
            count += 1
            if dots.count < 3 { dots.append(index) }
        }
        labels = count
        var kept = 2
        if dots.count >= 2 {
            let top = name[name.utf8.index(after: dots[0])...]
            let second = name[name.utf8.index(after: dots[1])..<dots[0]]
            if top.utf8.count == 2, Self.secondLevels.contains(String(second)) { kept = 3 }
        }
        if dots.count >= kept {
            let cut = dots[kept - 1]
            domain = name[name.utf8.index(after: cut)...]
            host = name[..<cut]
        } else {
            domain = name[...]
            host = ""
        }
    }

    /// Names that are infrastructure by their form: reverse lookups, local names, service discovery, mail policy.
    package static func isInfrastructure(_ name: String) -> Bool {
        if name.hasSuffix(".arpa") || name.hasSuffix(".local") || name.hasSuffix(".lan") || name.hasSuffix(".home") {
            return true
        }
        guard name.utf8.contains(UInt8(ascii: "_")) else { return false }
        let services: Set<Substring> = [
            "_tcp", "_udp", "_msdcs", "_sites", "_domainkey", "_dmarc", "_acme-challenge", "_spf", "_mta-sts", "_https",
            "_dns-sd", "_report", "_smtp",
        ]
        return name.split(separator: ".").contains { services.contains($0) }
    }
}
