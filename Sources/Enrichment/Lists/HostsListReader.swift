import Vocabulary

/// Hosts files: names that are sent nowhere, `0.0.0.0 bad.example worse.example`.
///
/// The address is where the name is sent, not what is bad; lines that send a name to a real address are an alias, not a judgement.
enum HostsListReader {
    static func read<Sink>(_ bytes: inout ListBytes, into intake: inout ListIntake<Sink>) {
        PlainListReader.eachLine(of: &bytes, into: &intake) { text, _, _, number, intake in
            let words = text.prefix { $0 != UInt8(ascii: "#") }.split(whereSeparator: { $0 <= 32 })
            guard let target = words.first, words.count > 1, isNowhere(target) else {
                return intake.refuse(.unreadable, text, line: number)
            }
            for name in words.dropFirst() where !isOwn(name) { intake.take(name, line: number) }
        }
    }

    static func isNowhere(_ word: ArraySlice<UInt8>) -> Bool {
        guard let address = IPAddress(String(decoding: word.prefix(46), as: UTF8.self)) else { return false }
        return address.isUnspecified || address.isLoopback
    }

    /// The names a machine has for itself stand at the top of every hosts file.
    private static func isOwn(_ name: ArraySlice<UInt8>) -> Bool {
        let own: Set<String> = [
            "localhost", "localhost.localdomain", "local", "broadcasthost", "ip6-localhost", "ip6-loopback",
            "ip6-localnet", "ip6-mcastprefix", "ip6-allnodes", "ip6-allrouters", "ip6-allhosts", "0.0.0.0",
        ]
        return name.count < 24 && own.contains(String(decoding: name, as: UTF8.self).lowercased())
    }
}
