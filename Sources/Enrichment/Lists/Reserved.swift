import Vocabulary

/// What no list may name: addresses that are nobody's on the Internet, and what half the world uses.
///
/// Why it exists: one careless line (10.0.0.0/8, 8.8.8.8, github.com) would make every host an attacker. Documentation addresses
/// (RFC 5737) are let through: they never occur, but in examples and exercises.
enum Reserved {
    static func contains(_ address: IPAddress) -> Bool {
        !address.isGlobal || !address.isV4 && address.high >> 61 != 1
    }

    private static let blocks = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "224.0.0.0/3",
    ].compactMap { AddressBlock($0) }

    static func overlaps(_ block: AddressBlock) -> Bool {
        if !block.base.isV4 { return block.prefix < 3 || contains(block.base) }
        return blocks.contains { $0.contains(block.base) || block.contains($0.base) }
    }

    static func holdsCommonGood(_ block: AddressBlock) -> Bool { resolvers.contains { block.contains($0) } }

    /// Open resolvers of Cloudflare, Google, Quad9, OpenDNS.
    static let resolvers = Set(
        [
            "1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "149.112.112.112", "208.67.222.222",
            "208.67.220.220", "2606:4700:4700::1111", "2606:4700:4700::1001", "2001:4860:4860::8888",
            "2001:4860:4860::8844", "2620:fe::fe", "2620:fe::9",
        ].compactMap { IPAddress($0) })

    /// Domains that serve everybody: the whole is never bad, a name below it can be.
    private static let commons: Set<String> = [
        "google.com", "gstatic.com", "googleapis.com", "microsoft.com", "windows.com", "windowsupdate.com",
        "office.com",
        "live.com", "apple.com", "icloud.com", "amazon.com", "amazonaws.com", "cloudflare.com", "cloudfront.net",
        "akamai.net", "akamaiedge.net", "fastly.net", "azureedge.net", "github.com", "githubusercontent.com",
        "facebook.com", "youtube.com", "wikipedia.org", "debian.org", "ubuntu.com", "mozilla.org", "dropbox.com",
        "discord.com", "telegram.org", "t.me",
    ]
    private static let secondLevels: Set<String> = [
        "co", "com", "net", "org", "edu", "gov", "ac", "or", "ne", "go", "gob", "gv", "mil",
    ]
    private static let locals: Set<String> = [
        "local", "localhost", "localdomain", "arpa", "lan", "home", "internal", "intranet", "corp", "invalid", "test",
    ]

    /// `last` is how long the last label is.
    static func fault(ofName name: [UInt8], labels: Int, last: Int) -> ListFault? {
        if locals.contains(String(decoding: name.suffix(last), as: UTF8.self)) { return .localName }
        guard labels >= 2 else { return .publicSuffix }
        // Longer names are none of those below.
        guard labels == 2, name.count <= 24 else { return nil }
        let text = String(decoding: name, as: UTF8.self)
        if commons.contains(text) { return .commonGood }
        return last == 2 && secondLevels.contains(String(text.dropLast(3))) ? .publicSuffix : nil
    }
}
