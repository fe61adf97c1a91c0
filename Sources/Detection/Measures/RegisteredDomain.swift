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
        let bytes = name.utf8
        var dots = (-1, -1, -1)
        var at = 0
        var count = name.isEmpty ? 0 : 1
        // The last three dots, the last one first.
        for byte in bytes {
            if byte == UInt8(ascii: ".") {
                count += 1
                dots = (at, dots.0, dots.1)
            }
            at += 1
        }
        labels = count
        var cut = dots.1
        if cut >= 0, at - dots.0 == 3 {
            let second = bytes.dropFirst(dots.1 + 1).prefix(dots.0 - dots.1 - 1)
            if Self.secondLevels.contains(String(Substring(second))) { cut = dots.2 }
        }
        if cut >= 0 {
            let index = bytes.index(bytes.startIndex, offsetBy: cut)
            domain = Substring(bytes[bytes.index(after: index)...])
            host = Substring(bytes[..<index])
        } else {
            domain = name[...]
            host = ""
        }
    }

    /// The part of the domain that its owner chose: `example`.
    package var label: Substring {
        let dot = UInt8(ascii: ".")
        return Substring(domain.utf8.drop { $0 == dot }.prefix { $0 != dot })
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
