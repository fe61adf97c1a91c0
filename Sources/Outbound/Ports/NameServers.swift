import FoundationEssentials
package import Vocabulary

/// Where names are asked for: the system's resolvers.
package enum NameServers {
    /// The `nameserver` lines of `/etc/resolv.conf`, at most three, as the C library reads them; this machine where there are none.
    package static func system(_ path: String = "/etc/resolv.conf") -> [IPAddress] {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let servers = read(text)
        return servers.isEmpty ? [IPAddress(127, 0, 0, 1)] : servers
    }

    static func read(_ text: String) -> [IPAddress] {
        let lines = text.split(whereSeparator: \.isNewline).prefix(1000)
        let addresses = lines.compactMap { line -> IPAddress? in
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard words.count >= 2, words[0] == "nameserver" else { return nil }
            return IPAddress(String(words[1]))
        }
        return Array(addresses.prefix(3))
    }
}
