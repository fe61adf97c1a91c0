import Vocabulary

/// Shell commands of a playbook, made of typed values: whatever goes in is an address, a port, a time or a strict host name.
///
/// `nft` commands make one table of their own, so that one line takes all of it back.
enum Command {
    static let table = "netsentinel_contain"

    /// Quoted for a POSIX shell; plain words stay as they are.
    static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || "_-./:@%+=,".utf8.contains($0)
            }
        return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// Drops what comes from this address, before it is routed or delivered.
    static func dropSource(_ address: IPAddress) -> String {
        nft(chain("drop_from", address, "\(family(address)) saddr \(address) counter drop;"))
    }

    /// Drops what comes from and goes to this address.
    static func isolate(_ address: IPAddress) -> String {
        let name = family(address)
        return nft(
            chain(
                "isolate", address, "\(name) saddr \(address) counter drop; \(name) daddr \(address) counter drop;"))
    }

    /// Lets at most so many packets a second of a kind through to this address.
    static func limit(_ match: String, to address: IPAddress, perSecond: Int, name: String) -> String {
        nft(
            chain(
                name, address,
                "\(family(address)) daddr \(address) \(match) limit rate over \(perSecond)/second counter drop;"))
    }

    static let undo = "nft delete table inet \(table)"

    /// What passes between this address and anybody, for ten minutes at most.
    static func watch(_ address: IPAddress) -> String {
        "timeout 600 tcpdump -ni any -c 200 \(quoted("host \(address)"))"
    }

    static func sockets(with address: IPAddress) -> String { "ss -tunp \(quoted("dst \(address) or src \(address)"))" }

    static func log(_ unit: String, from first: Timestamp, to last: Timestamp, naming address: IPAddress) -> String {
        "journalctl \(unit) --since \(quoted(journal(first, -60))) --until \(quoted(journal(last, 600))) | grep -F \(address)"
    }

    static func flows(of address: IPAddress, since: String = "7d") -> String {
        "netsentinel hunt \(quoted("host:\(address)")) --since \(since)"
    }

    static func incidents(naming address: IPAddress) -> String { "netsentinel incidents --search \(address)" }

    private static func nft(_ script: String) -> String { "nft \(quoted(script))" }

    private static func chain(_ name: String, _ address: IPAddress, _ rules: String) -> String {
        let word = String(address.description.map { $0 == "." || $0 == ":" ? "_" : $0 })
        return "table inet \(table) { chain \(name)_\(word) "
            + "{ type filter hook prerouting priority -300; policy accept; \(rules) }; }"
    }

    private static func family(_ address: IPAddress) -> String { address.isV4 ? "ip" : "ip6" }

    /// `2026-01-05 08:00:00 UTC`, as journalctl reads it.
    private static func journal(_ time: Timestamp, _ seconds: Double) -> String {
        let text = time.advanced(bySeconds: seconds).description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
    }
}
