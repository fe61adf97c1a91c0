import Vocabulary

extension Habit {
    /// Which names hosts ask for, how often, and what for.
    static let names: [Habit] = [
        Habit("asks-for-many-names") { actor, timeline in
            actor.often(timeline.random.scaled(4.0, 200), on: &timeline) { timeline in
                let site = actor.day.internet.draw(&timeline.random)
                ask(site.name, [DNS.a, DNS.aaaa, DNS.https], by: actor, chance: 0.95, on: &timeline)
            }
        },
        Habit("asks-for-one-name-again-and-again") { actor, timeline in
            let name = actor.day.internet.draw(&timeline.random).name
            let exists = timeline.random.chance(0.6) ? 1.0 : 0.0
            let types = timeline.random.chance(0.5) ? [DNS.a] : [DNS.a, DNS.aaaa]
            actor.steadily(timeline.random.scaled(0.5, 20), on: &timeline) { timeline in
                ask(name, types, by: actor, chance: exists, on: &timeline)
            }
        },
        Habit("asks-with-the-wrong-endings") { actor, timeline in
            // A search list: each name is tried under the own domain first.
            let endings = ["office.example", "corp.office.example", "example"]
            actor.often(timeline.random.scaled(2.0, 40), on: &timeline) { timeline in
                let site = actor.day.internet.draw(&timeline.random)
                for ending in endings.prefix(timeline.random.integer(in: 1...3)) {
                    ask("\(site.name).\(ending)", [DNS.a], by: actor, chance: 0, on: &timeline)
                }
                ask(site.name, [DNS.a], by: actor, chance: 1, on: &timeline)
            }
        },
        Habit("asks-who-an-address-is") { actor, timeline in
            let exists = timeline.random.real(in: 0.2...0.95)
            actor.often(timeline.random.scaled(4.0, 150), on: &timeline) { timeline in
                let numbers = (0..<4).map { _ in "\(timeline.random.integer(in: 1...254))" }
                ask(
                    numbers.joined(separator: ".") + ".in-addr.arpa", [DNS.ptr], by: actor, chance: exists,
                    on: &timeline)
            }
        },
        Habit("hears-answers-too-late") { actor, timeline in
            let late = timeline.random.real(in: 0.02...1)
            actor.often(timeline.random.scaled(2.0, 100), on: &timeline) { timeline in
                ask(actor.day.internet.draw(&timeline.random).name, [DNS.a], by: actor, chance: 1, on: &timeline)
                guard timeline.random.chance(late) else { return }
                let port = UInt16(timeline.random.integer(in: 1025...65_000))
                timeline.complain(
                    actor.host, to: actor.network.resolver, 53, port, at: timeline.now.advanced(bySeconds: 0.05))
            }
        },
        Habit("filters-mail") { actor, timeline in
            let lists = ["list.mail-filter.example", "zen.bad-senders.example", "dnsbl.spam-watch.example"]
            actor.often(timeline.random.scaled(1.0, 40), on: &timeline) { timeline in
                let numbers = (0..<4).map { _ in "\(timeline.random.integer(in: 1...254))" }.joined(separator: ".")
                for list in lists {
                    ask("\(numbers).\(list)", [DNS.a], by: actor, chance: 0.1, isVerdict: true, on: &timeline)
                }
                let domain = actor.day.internet.draw(&timeline.random).name
                ask(domain, [DNS.mx, DNS.txt], by: actor, chance: 0.9, on: &timeline)
                ask("_dmarc.\(domain)", [DNS.txt], by: actor, chance: 0.6, on: &timeline)
                ask("selector1._domainkey.\(domain)", [DNS.txt], by: actor, chance: 0.7, size: 240, on: &timeline)
            }
        },
        Habit("asks-for-the-reputation-of-files") { actor, timeline in
            let isLong = timeline.random.chance(0.4)
            actor.often(timeline.random.scaled(2.0, 40), on: &timeline) { timeline in
                let words = (0..<(isLong ? 2 : 1)).map { _ in
                    String(timeline.random.next(), radix: isLong ? 16 : 36) + String(timeline.random.next(), radix: 36)
                }
                ask(
                    words.joined(separator: ".") + ".avqs.reputation.example", [DNS.a], by: actor, chance: 0.9,
                    isVerdict: true, on: &timeline)
            }
        },
        Habit("finds-its-domain") { actor, timeline in
            let services = [
                "_ldap._tcp.dc._msdcs", "_kerberos._tcp.site1._sites.dc._msdcs", "_ldap._tcp.site1._sites", "_gc._tcp",
            ]
            actor.often(timeline.random.scaled(1.0, 16), on: &timeline) { timeline in
                for service in services.prefix(timeline.random.integer(in: 1...4)) {
                    ask("\(service).office.example", [DNS.srv], by: actor, chance: 0.9, on: &timeline)
                }
                ask("server1.office.example", [DNS.a], by: actor, chance: 1, on: &timeline)
            }
        },
        Habit("wants-signatures") { actor, timeline in
            actor.often(timeline.random.scaled(4.0, 80), on: &timeline) { timeline in
                let name = actor.day.internet.draw(&timeline.random).name
                let types = timeline.random.element([[DNS.a], [DNS.a, 48], [43], [48, 43]] as [[UInt16]])
                ask(
                    name, types, by: actor, chance: 0.95, size: timeline.random.integer(in: 200...1100), on: &timeline)
            }
        },
        Habit("asks-far-servers-itself") { actor, timeline in
            let far = actor.strangers(timeline.random.scaled(16, 400), &timeline.random)
            let rate = timeline.random.scaled(10.0, 500)
            actor.often(rate, on: &timeline) { timeline in
                let site = actor.day.internet.draw(&timeline.random)
                let query = DNS.query(
                    site.name, timeline.random.element([DNS.a, DNS.a, DNS.aaaa, DNS.ns, 43]),
                    id: UInt16(truncatingIfNeeded: timeline.random.next()), extended: 1232)
                let server = timeline.random.element(far)
                let port = UInt16(timeline.random.integer(in: 1025...65_000))
                timeline.sendUDP(query.bytes, from: actor.host, port, to: server, 53, at: timeline.now)
                guard timeline.random.chance(0.95) else { return }
                let answer = query.answered([.address(site.name, site.host.address)])
                timeline.sendUDP(
                    answer.bytes, from: server, 53, to: actor.host, port,
                    at: timeline.now.advanced(bySeconds: timeline.random.jittered(server.delay, by: 0.2)))
            }
        },
    ]

    /// One query a type, answered with `chance` (lists and reputation services: with a code in 127.0.0.0/8), else told that there is
    /// no such name.
    private static func ask(
        _ name: String, _ types: [UInt16], by actor: Actor, chance: Double, size: Int = 0, isVerdict: Bool = false,
        on timeline: inout Timeline
    ) {
        let exists = timeline.random.chance(chance)
        for type in types {
            let query = DNS.query(name, type, id: UInt16(truncatingIfNeeded: timeline.random.next()))
            var answers: [DNS.Record] = []
            if exists {
                switch type {
                case DNS.a:
                    let drawn = UInt32(timeline.random.below(65_536))
                    let address = isVerdict ? 0x7F00_0002 + drawn % 3 : 0x2D00_0000 | drawn
                    answers = [.address(name, IPAddress(v4: address))]
                case DNS.ptr: answers = [.alias(name, DNS.ptr, to: "host-\(timeline.random.below(999)).example")]
                // What is said of a name stays the same.
                case DNS.txt:
                    _ = Noise.slice(max(size, 60), &timeline.random)
                    var said = SeededRandom(seed: name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
                    answers = [.text(name, said.bytes(max(size, 60)))]
                case DNS.mx, DNS.srv:
                    _ = timeline.random.bytes(24)
                    var said = SeededRandom(seed: name.utf8.reduce(9) { $0 &* 31 &+ UInt64($1) })
                    answers = [DNS.Record(name, type, data: said.bytes(24))]
                case DNS.aaaa: answers = [DNS.Record(name, type, data: timeline.random.bytes(16))]
                default: if size > 0 { answers = [DNS.Record(name, type, data: timeline.random.bytes(size))] }
                }
            }
            Lookup(network: actor.network)
                .ask(
                    actor.host, query, answers: answers, code: exists ? 0 : DNS.notFound,
                    authorities: exists ? [] : [.authority(of: "example")], at: timeline.now, on: &timeline)
        }
    }
}
