import Bedrock

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

    package init(_ name: String) {
        let parts = NameParts(name.utf8.span)
        let bytes = name.utf8
        labels = parts.labels
        host = Substring(bytes.prefix(parts.host.upperBound))
        domain = Substring(bytes.dropFirst(parts.domain.lowerBound))
    }

    /// The part of the domain that its owner chose: `example`.
    package var label: Substring {
        let dot = UInt8(ascii: ".")
        return Substring(domain.utf8.drop { $0 == dot }.prefix { $0 != dot })
    }

    /// Names that are infrastructure by their form: reverse lookups, local names, service discovery, mail policy.
    package static func isInfrastructure(_ name: String) -> Bool {
        let bytes = name.utf8.span
        if isLocal(bytes) { return true }
        guard name.holds(UInt8(ascii: "_")) else { return false }
        let services: Set<Substring> = [
            "_tcp", "_udp", "_msdcs", "_sites", "_domainkey", "_dmarc", "_acme-challenge", "_spf", "_mta-sts", "_https",
            "_dns-sd", "_report", "_smtp",
        ]
        return name.split(separator: ".").contains { services.contains($0) }
    }

    /// Under `arpa`, `local`, `lan` or `home`.
    private static func isLocal(_ name: borrowing Span<UInt8>) -> Bool {
        func ends(in suffix: String) -> Bool {
            let suffix = suffix.utf8.span
            guard name.count >= suffix.count else { return false }
            let start = name.count &- suffix.count
            for at in suffix.indices where name[start &+ at] != suffix[at] { return false }
            return true
        }
        guard let last = name.isEmpty ? nil : name[name.count &- 1] else { return false }
        switch last {
        case UInt8(ascii: "a"): return ends(in: ".arpa")
        case UInt8(ascii: "l"): return ends(in: ".local")
        case UInt8(ascii: "n"): return ends(in: ".lan")
        case UInt8(ascii: "e"): return ends(in: ".home")
        default: return false
        }
    }
}
