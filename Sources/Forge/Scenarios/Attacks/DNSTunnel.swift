package import Vocabulary

/// Data hidden in the names and answers of DNS.
package enum DNSTunnel: Scenario {
    package static let card = ScenarioCard(
        name: "dns-tunnel", title: "DNS tunnel",
        summary: "A client sends data out as host names below one domain and gets data back in the answers.",
        detections: [.dnsTunnel],
        knobs: [
            .number("rate", 500, 0.5...50_000, unit: "bytes/s", "data sent out a second"),
            .number("duration", 120, 1...604_800, unit: "s", "how long"),
            .choice("encoding", "base32", ["base32", "base64", "hex"], "how bytes become letters"),
            .choice("type", "TXT", ["A", "TXT", "NULL", "CNAME"], "record type asked for"),
            .choice(
                "path", "resolver", ["resolver", "direct"],
                "through the network's resolver, or to the far server itself"),
            .number("chunk", 0, 0...140, unit: "bytes", "data a query carries, 0 for what fits the rate"),
            .number("jitter", 0.3, 0...1, "part by which the time between queries varies"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let client = network.clients[4]
        let far = network.remote(IPAddress(198, 51, 100, 53))
        let rate = knobs.number("rate")
        let encoding = knobs.choice("encoding")
        let largest = encoding == "hex" ? 90 : encoding == "base32" ? 130 : 140
        let chunk = min(
            largest, knobs.count("chunk") == 0 ? max(20, min(largest, Int(rate / 4))) : knobs.count("chunk"))
        let path = TunnelPath(
            client: client, resolver: knobs.choice("path") == "direct" ? far : network.resolver,
            upstream: knobs.choice("path") == "direct" || !network.servers.contains(network.resolver) ? nil : far)
        let type = ["A": DNS.a, "TXT": DNS.txt, "NULL": DNS.null, "CNAME": DNS.cname][knobs.choice("type")] ?? DNS.txt
        let end = start.advanced(bySeconds: knobs.number("duration"))
        var sequence: UInt32 = 0
        timeline.every(Double(chunk) / rate, jitter: knobs.number("jitter"), from: start, until: end) { timeline in
            sequence &+= 1
            let text = encode(timeline.random.bytes(chunk), encoding)
            var name = "\(String(sequence & 0xFFFF, radix: 36))."
            var rest = text[...]
            while !rest.isEmpty {
                name += String(decoding: rest.prefix(60), as: UTF8.self) + "."
                rest = rest.dropFirst(60)
            }
            path.ask(name + "t.north-mirror.example", type, on: &timeline)
        }
        return [
            ExpectedIncident(
                .dnsTunnel, attackers: [.address(client.address)],
                victims: [.address(path.resolver.address), .address(far.address)], start: start)
        ]
    }

    /// Letters that survive in a host name; base64 uses `-` and `_` (RFC 4648, 5).
    static func encode(_ bytes: [UInt8], _ encoding: String) -> [UInt8] {
        switch encoding {
        case "hex": digits(bytes, 4, "0123456789abcdef")
        case "base64": digits(bytes, 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        default: digits(bytes, 5, "abcdefghijklmnopqrstuvwxyz234567")
        }
    }

    private static func digits(_ bytes: [UInt8], _ width: Int, _ alphabet: StaticString) -> [UInt8] {
        let letters = Array("\(alphabet)".utf8)
        var out: [UInt8] = []
        var held = 0
        var bits = 0
        for byte in bytes {
            held = held << 8 | Int(byte)
            bits += 8
            while bits >= width {
                bits -= width
                out.append(letters[held >> bits & (1 << width - 1)])
            }
            held &= 0xFF
        }
        if bits > 0 { out.append(letters[held << (width - bits) & (1 << width - 1)]) }
        return out
    }
}

/// The way of one tunnelled query: to the resolver and, where that is a machine of the LAN, from there onwards.
struct TunnelPath {
    var client: Host
    var resolver: Host
    var upstream: Host?

    func ask(_ name: String, _ type: UInt16, on timeline: inout Timeline) {
        let query = DNS.query(name, type, id: UInt16(truncatingIfNeeded: timeline.random.next()), extended: 1232)
        let answer = query.answered([record(name, type, &timeline.random)]).bytes
        let port = UInt16(timeline.random.integer(in: 1025...65_535))
        timeline.sendUDP(query.bytes, from: client, port, to: resolver, 53, at: timeline.now)
        var answered = timeline.now.advanced(bySeconds: resolver.delay)
        if let upstream {
            var onward = query
            onward.id = UInt16(truncatingIfNeeded: timeline.random.next())
            let from = UInt16(timeline.random.integer(in: 1025...65_535))
            timeline.sendUDP(onward.bytes, from: resolver, from, to: upstream, 53, at: answered)
            answered = answered.advanced(bySeconds: upstream.delay)
            onward.isAuthoritative = true
            timeline.sendUDP(
                onward.answered([record(name, type, &timeline.random)]).bytes, from: upstream, 53, to: resolver, from,
                at: answered)
            answered = answered.advanced(bySeconds: resolver.delay)
        }
        timeline.sendUDP(answer, from: resolver, 53, to: client, port, at: answered)
    }

    private func record(_ name: String, _ type: UInt16, _ random: inout SeededRandom) -> DNS.Record {
        switch type {
        case DNS.a: .address(name, IPAddress(v4: UInt32(truncatingIfNeeded: random.next())), ttl: 1)
        case DNS.null: DNS.Record(name, DNS.null, ttl: 1, data: random.bytes(80))
        case DNS.cname:
            .alias(
                name, DNS.cname,
                to: String(decoding: DNSTunnel.encode(random.bytes(30), "base32"), as: UTF8.self)
                    + ".t.north-mirror.example", ttl: 1)
        default: .text(name, Array(base64(random.bytes(90)).utf8), ttl: 1)
        }
    }
}
