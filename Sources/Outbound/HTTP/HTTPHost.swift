import Vocabulary

/// The part of a URL that says whom it reaches, which may be told; path and query may carry a key and may not.
struct HTTPHost: Sendable, Hashable, CustomStringConvertible {
    var isSecure: Bool
    /// In lower case, without brackets and user.
    var host: String
    var port: Int

    /// Nil where it is no absolute `http` or `https` URL with a host.
    init?(url: String) {
        guard let colon = url.firstRange(of: "://") else { return nil }
        switch url[..<colon.lowerBound].lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: return nil
        }
        var authority = url[colon.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        // Backslashes and blanks are read differently by different readers; a user in the URL is a key in a place that is logged.
        guard !authority.isEmpty, !authority.contains(where: { $0 == "\\" || $0 == "@" || $0.isWhitespace }) else {
            return nil
        }
        port = isSecure ? 443 : 80
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end].lowercased()
            authority = authority[authority.index(after: end)...]
            guard authority.isEmpty || authority.first == ":" else { return nil }
            authority = authority.dropFirst()
        } else {
            let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = parts[0].lowercased()
            authority = parts.count == 2 ? parts[1] : ""
        }
        if !authority.isEmpty {
            guard let number = UInt16(authority), number > 0 else { return nil }
            port = Int(number)
        }
        guard !host.isEmpty else { return nil }
    }

    /// A loopback address or `localhost`.
    var isThisMachine: Bool { host == "localhost" || IPAddress(host)?.isLoopback == true }

    var description: String {
        "\(isSecure ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}
