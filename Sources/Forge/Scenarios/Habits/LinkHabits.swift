import Vocabulary

extension Habit {
    /// What hosts ask and tell on the link.
    static let link: [Habit] = [
        Habit("router-asks-for-its-clients") { actor, timeline in
            let clients = actor.others(timeline.random.integer(in: 2...40), &timeline.random)
            let isSeen = timeline.random.chance(0.5)
            let tries = timeline.random.integer(in: 1...3)
            let interval = timeline.random.scaled(10.0, 300)
            actor.steadily(interval, on: &timeline) { timeline in
                for (index, client) in clients.enumerated() {
                    let isThere = timeline.random.chance(0.8)
                    for attempt in 0..<(isThere ? 1 : tries) {
                        let time = timeline.now.advanced(bySeconds: Double(index) * 0.05 + Double(attempt))
                        timeline.resolve(
                            client.address, for: actor.network.gateway, owner: isThere && isSeen ? client : nil,
                            at: time)
                    }
                }
            }
        },
        Habit("joins-and-announces") { actor, timeline in
            let rate = timeline.random.scaled(0.05, 3)
            actor.often(rate, on: &timeline) { timeline in
                let host = timeline.random.element(actor.network.locals)
                announce(host, probes: timeline.random.integer(in: 0...3), on: &timeline)
            }
        },
        Habit("announces-again-and-again") { actor, timeline in
            let isReply = timeline.random.chance(0.5)
            actor.steadily(timeline.random.scaled(15.0, 240), on: &timeline) { timeline in
                claim(actor.host.address, actor.host, asReply: isReply, at: timeline.now, on: &timeline)
            }
        },
        Habit("fails-over") { actor, timeline in
            let addresses = (0..<timeline.random.integer(in: 1...2)).map { number in
                IPAddress(v4: actor.network.block.base.v4Bits | UInt32(200 + number))
            }
            let repeats = timeline.random.integer(in: 1...3)
            actor.often(timeline.random.scaled(0.02, 0.2), on: &timeline) { timeline in
                for round in 0..<repeats {
                    for (index, address) in addresses.enumerated() {
                        let time = timeline.now.advanced(bySeconds: Double(round) + Double(index) * 0.002)
                        claim(address, actor.host, asReply: true, at: time, on: &timeline)
                    }
                }
            }
        },
        Habit("asks-for-who-is-gone") { actor, timeline in
            let gone = IPAddress(
                v4: actor.network.block.base.v4Bits | UInt32(timeline.random.integer(in: 200...250)))
            actor.steadily(timeline.random.scaled(1.0, 20), on: &timeline) { timeline in
                timeline.resolve(gone, for: actor.host, owner: nil, at: timeline.now)
            }
        },
        Habit("asks-for-many-neighbors") { actor, timeline in
            let targets = actor.others(timeline.random.scaled(4, 48), &timeline.random)
            actor.steadily(timeline.random.scaled(30.0, 300), on: &timeline) { timeline in
                for (index, target) in targets.enumerated() {
                    timeline.resolve(
                        target.address, for: actor.host, owner: timeline.random.chance(0.9) ? target : nil,
                        at: timeline.now.advanced(bySeconds: Double(index) * timeline.random.real(in: 0.01...0.4)))
                }
            }
        },
        Habit("asks-over-ipv6") { actor, timeline in
            let peers = actor.others(timeline.random.integer(in: 1...16), &timeline.random)
            actor.steadily(timeline.random.scaled(10.0, 120), on: &timeline) { timeline in
                for (index, peer) in peers.enumerated() {
                    let time = timeline.now.advanced(bySeconds: Double(index) * 0.03)
                    let target = peer.overIPv6.address
                    timeline.send(
                        ICMPv6.neighborSolicitation(for: target, from: actor.host.mac), from: actor.host.linkLocal,
                        to: .group(target.solicitedNode), at: time, ttl: 255)
                    guard timeline.random.chance(0.9) else { continue }
                    timeline.send(
                        ICMPv6.neighborAdvertisement(of: target, at: peer.mac, router: false), from: peer.overIPv6,
                        to: actor.host.linkLocal, at: time.advanced(bySeconds: 0.0004), ttl: 255)
                }
            }
        },
    ]

    /// RFC 5227: asks whether the address is taken, then says twice that it is its own.
    private static func announce(_ host: Host, probes: Int, on timeline: inout Timeline) {
        for probe in 0..<probes {
            timeline.emit(
                Ethernet(from: host.mac, to: .broadcast)
                    / ARP.request(who: host.address, from: IPAddress(0, 0, 0, 0), mac: host.mac),
                at: timeline.now.advanced(bySeconds: Double(probe) * 1.2))
        }
        for count in 0..<timeline.random.integer(in: 1...3) {
            claim(
                host.address, host, asReply: false,
                at: timeline.now.advanced(bySeconds: Double(probes) * 1.2 + Double(count) * 2), on: &timeline)
        }
    }

    private static func claim(
        _ address: IPAddress, _ host: Host, asReply: Bool, at time: Timestamp, on timeline: inout Timeline
    ) {
        let message =
            asReply
            ? ARP.reply(address, isAt: host.mac, to: address, mac: .broadcast)
            : ARP.request(who: address, from: address, mac: host.mac)
        timeline.emit(Ethernet(from: host.mac, to: .broadcast) / message, at: time)
    }
}
