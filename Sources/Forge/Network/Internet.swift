import Vocabulary

/// Invented sites on the Internet, the same for the same seed.
///
/// Names end in `.example` (RFC 2606), so none is anybody's; addresses look like those of hosting networks, because
/// detectors treat reserved ranges differently. Nothing is ever sent to them.
package struct Internet: Sendable {
    package var sites: [Site]

    package struct Site: Sendable {
        package var name: String
        package var host: Host
        package var hasIPv6: Bool
    }

    package init(count: Int, in network: Network, seed: UInt64 = 0x51_7E5) {
        var random = SeededRandom(seed: seed)
        let prefixes: [UInt32] = [
            0x1704, 0x22A0, 0x2348, 0x3412, 0x0D6B, 0x6810, 0x9765, 0xAC43, 0xB93C, 0x8EFA, 0x5E64, 0x4D48, 0xC16C,
            0x5BC7,
        ]
        let parts = [
            "al", "bri", "cor", "den", "el", "fen", "gar", "hol", "in", "jun", "kel", "lor", "mar", "nor", "ol", "pra",
            "qui", "ros", "sol", "tam", "ul", "ven", "wes", "yar", "zen",
        ]
        let ends = ["a", "o", "ia", "ex", "ly", "um", "is", "ware", "net", "soft", "hub", "media", "cloud", "cast"]
        let hosts = ["www", "api", "cdn", "static", "img", "assets", "login", "m", "mail", "update"]
        sites = (0..<count).map { _ in
            let name =
                "\(random.element(hosts)).\(random.element(parts))\(random.element(parts))\(random.element(ends)).example"
            let bits = random.element(prefixes) << 16 | UInt32(random.integer(in: 256...65_000))
            var host = network.remote(IPAddress(v4: bits), name: name)
            let prefix6: [UInt64] = [0x2A00_1450_4000_0000, 0x2606_4700_0000_0000, 0x2600_9000_2000_0000]
            host.address6 = IPAddress(
                high: random.element(prefix6) | UInt64(random.integer(in: 0...65_535)), low: random.next() >> 8)
            return Site(name: name, host: host, hasIPv6: random.chance(0.4))
        }
    }

    /// A site; the first ones are asked for most often.
    package func draw(_ random: inout SeededRandom) -> Site {
        let skewed = random.unit() * random.unit()
        return sites[min(sites.count - 1, Int(skewed * Double(sites.count)))]
    }
}
