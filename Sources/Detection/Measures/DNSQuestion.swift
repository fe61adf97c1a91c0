import Learning

/// What the rules about DNS ask of a name: worked out once a message, not once a rule.
package struct DNSQuestion: Sendable {
    package var isInfrastructure = false
    package var labels = 0
    /// The digests of the name, of the registered domain and of what stands before it.
    package var name: UInt64 = 0
    package var domain: UInt64 = 0
    package var host: UInt64 = 0
    /// How many bytes of the name stand before the dot, and where the registered domain begins.
    package var hostLength = 0
    package var domainStart = 0
    /// How little the label that somebody registered looks like a word, 0...1; nil for none and for other scripts (punycode).
    package var randomness: Double?
    /// The same of all that stands before the domain; 0 where nothing does, or for infrastructure.
    package var hostRandomness = 0.0

    package init() {}

    /// `host` where nothing stands before the domain.
    package static var noHost: UInt64 { digest("") }

    package init(_ name: String) {
        isInfrastructure = RegisteredDomain.isInfrastructure(name)
        let bytes = name.utf8.span
        let parts = NameParts(bytes)
        labels = parts.labels
        self.name = digest(bytes, 0..<bytes.count)
        domain = digest(bytes, parts.domain)
        host = digest(bytes, parts.host)
        hostLength = parts.host.count
        domainStart = parts.domain.lowerBound
        let label = parts.label(in: bytes)
        if !label.isEmpty, !Self.isPunycode(bytes, label) { randomness = NameLikeness(bytes, label).randomness }
        if hostLength > 0, !isInfrastructure { hostRandomness = NameLikeness(bytes, parts.host).randomness }
    }

    /// It begins with `xn--`.
    private static func isPunycode(_ name: borrowing Span<UInt8>, _ label: Range<Int>) -> Bool {
        let start = label.lowerBound
        guard label.count >= 4 else { return false }
        let (hyphen, x, n) = (UInt8(ascii: "-"), UInt8(ascii: "x"), UInt8(ascii: "n"))
        return name[start] == x && name[start + 1] == n && name[start + 2] == hyphen && name[start + 3] == hyphen
    }
}
