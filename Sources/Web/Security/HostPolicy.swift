/// Decides by the `Host` header whether a request was meant for this service.
///
/// A page that lets its own name resolve to 127.0.0.1 (DNS rebinding) can make a browser talk to us, but the browser
/// then sends that page's name: only names that are ours are answered. The port is not judged, for a forwarded port
/// (`ssh -L`) is another number. An address as `Host` cannot be the name of somebody else's page, so when listening
/// elsewhere than on loopback any address is taken.
package struct HostPolicy: Sendable {
    private let names: Set<String>
    private let takesAddresses: Bool

    /// - Parameters:
    ///   - listen: where the service listens.
    ///   - names: further names it is known by.
    package init(listen: String, names: [String] = []) {
        var all: Set<String> = ["localhost", "127.0.0.1", "::1"]
        all.insert(Self.bare(listen))
        for name in names { all.insert(Self.bare(name)) }
        all.subtract(["0.0.0.0", "::", ""])
        self.names = all
        takesAddresses = !BindPolicy.isLoopback(listen)
    }

    package func allows(_ header: String?) -> Bool {
        guard let header, let name = Self.host(of: header) else { return false }
        if names.contains(name) { return true }
        return takesAddresses && Self.isAddress(name)
    }

    /// The host of `host[:port]`, in lower case and without brackets; nil where it is not one.
    package static func host(of header: String) -> String? {
        let text = header.lowercased()
        guard text.utf8.count <= 255, !text.isEmpty else { return nil }
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || isPort(rest) else { return nil }
            return String(text[text.index(after: text.startIndex)..<end])
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, parts.count == 1 || isPort(":" + parts[1]) else { return nil }
        return name.hasSuffix(".") ? String(name.dropLast()) : String(name)
    }

    private static func bare(_ host: String) -> String {
        let text = host.lowercased()
        return text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    }

    private static func isPort(_ text: some StringProtocol) -> Bool {
        text.first == ":" && UInt16(text.dropFirst()) != nil
    }

    private static func isAddress(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) { return true }
        return name.contains(":") && name.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." || $0 == "%" }
    }
}
