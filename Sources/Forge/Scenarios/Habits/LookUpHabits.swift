import Vocabulary

extension Habit {
    /// Names that carry something and are no tunnel: digests, numbers, identities; and names that nobody has.
    static let lookUps: [Habit] = [
        Habit("asks-for-verdicts-on-digests") { actor, timeline in
            // A virus scanner over DNS: the digest of a file in one label, a code of 127.0.0.0/8 or no such name back.
            let zone = timeline.random.element(["avqs.reputation.example", "hash.file-verdicts.example"])
            let digits = timeline.random.element([26, 32, 40, 52])
            let radix = digits == 32 || digits == 40 ? 16 : 32
            let prefix = timeline.random.chance(0.4) ? "0.0.0.0.1.0.0.4e." : ""
            let known = timeline.random.real(in: 0.05...0.9)
            actor.often(timeline.random.scaled(4.0, 400), on: &timeline) { timeline in
                let name = "\(prefix)\(digest(digits, radix, &timeline.random)).\(zone)"
                let isKnown = timeline.random.chance(known)
                let code = IPAddress(127, 0, 0, UInt8(timeline.random.integer(in: 1...4)))
                ask(name, DNS.a, isKnown ? [.address(name, code)] : [], by: actor, on: &timeline)
            }
        },
        Habit("asks-for-verdicts-in-text") { actor, timeline in
            // Malware registries and lists of networks: a word or two as TXT.
            let isNumber = timeline.random.chance(0.5)
            actor.often(timeline.random.scaled(2.0, 60), on: &timeline) { timeline in
                let numbers = (0..<4).map { _ in "\(timeline.random.integer(in: 1...254))" }.joined(separator: ".")
                let name =
                    isNumber
                    ? "\(numbers).origin.asn-of.example" : "\(digest(32, 16, &timeline.random)).registry.example"
                let network =
                    "\(timeline.random.integer(in: 1000...60_000)) | \(numbers)/20 | DE | ripencc | 2009-07-21"
                let text = isNumber ? network : timeline.random.element(["clean", "seen 3", "malicious 71"])
                ask(name, DNS.txt, [.text(name, Array(text.utf8))], by: actor, on: &timeline)
            }
        },
        Habit("meets-a-new-name-each-time") { actor, timeline in
            // Frames of advertisements and measurements: a new identity before the same few machines of a content network.
            let zone = timeline.random.element(["safe-frame.ad-server.example", "probe.edge-measure.example"])
            let digits = timeline.random.element([32, 56])
            let edges = (0..<6).map { IPAddress(v4: 0x2D10_0000 | UInt32($0) * 257) }
            let hasAlias = timeline.random.chance(0.5)
            actor.often(timeline.random.scaled(0.5, 30), on: &timeline) { timeline in
                let name = "\(digest(digits, 16, &timeline.random)).\(zone)"
                let edge = "edge\(timeline.random.integer(in: 1...4)).content-net.example"
                var answers: [DNS.Record] = []
                if hasAlias { answers.append(.alias(name, DNS.cname, to: edge)) }
                answers.append(.address(hasAlias ? edge : name, timeline.random.element(edges)))
                ask(name, DNS.a, answers, by: actor, on: &timeline)
            }
        },
        Habit("tries-names-that-nobody-has") { actor, timeline in
            // A browser that starts: three random words, each with the network's own ending too.
            actor.often(timeline.random.scaled(0.1, 3), on: &timeline) { timeline in
                for _ in 0..<3 {
                    let word = String(
                        digest(timeline.random.integer(in: 7...15), 32, &timeline.random).filter(\.isLetter))
                    for name in [word, "\(word).\(actor.network.localDomain)"] {
                        ask(name, DNS.a, [], by: actor, on: &timeline)
                    }
                }
            }
        },
        Habit("sends-mail-to-many-domains") { actor, timeline in
            // Policies and keys of others: long TXT records, a new domain each time.
            actor.often(timeline.random.scaled(1.0, 30), on: &timeline) { timeline in
                let domain = actor.day.internet.draw(&timeline.random).name
                let key = "v=DKIM1; k=rsa; p=" + base64(timeline.random.bytes(270))
                for (name, text) in [
                    (domain, "v=spf1 include:_spf.\(domain) ~all"), ("_dmarc.\(domain)", "v=DMARC1; p=none"),
                    ("s\(timeline.random.integer(in: 1...9))._domainkey.\(domain)", key),
                ] {
                    ask(name, DNS.txt, [.text(name, Array(text.utf8))], by: actor, on: &timeline)
                }
            }
        },
    ]

    /// So many digits that nobody would say.
    private static func digest(_ count: Int, _ radix: Int, _ random: inout SeededRandom) -> String {
        let letters = Array("0123456789abcdefghijklmnopqrstuv".utf8.prefix(radix))
        return String(decoding: (0..<count).map { _ in random.element(letters) }, as: UTF8.self)
    }

    private static func ask(
        _ name: String, _ type: UInt16, _ answers: [DNS.Record], by actor: Actor, on timeline: inout Timeline
    ) {
        let query = DNS.query(name, type, id: UInt16(truncatingIfNeeded: timeline.random.next()))
        Lookup(network: actor.network)
            .ask(
                actor.host, query, answers: answers, code: answers.isEmpty ? DNS.notFound : 0,
                authorities: answers.isEmpty ? [.authority(of: "example")] : [], at: timeline.now, on: &timeline)
    }
}
