import Vocabulary

/// What machines do by themselves to stay on the network: addresses, neighbours, time, discovery.
package struct Housekeeping {
    package let day: Day
    package init(_ day: Day) { self.day = day }

    package func stage(on timeline: inout Timeline) {
        let network = day.network
        let leases = LeaseExchange(network: network)
        for host in network.locals {
            let offset = timeline.random.real(in: 0...3600)
            let first = day.start.advanced(bySeconds: offset)
            if !network.servers.contains(host) {
                timeline.schedule(at: first) { leases.renew(host, by: network.gateway, at: $0.now, on: &$0) }
                timeline.every(6 * 3600, jitter: 0.1, from: first.advanced(bySeconds: 6 * 3600), until: day.end) {
                    leases.extend(host, at: $0.now, on: &$0)
                }
            }
            timeline.every(420, jitter: 0.6, from: first, until: day.end) { neighbor(host, on: &$0) }
            timeline.every(2048, jitter: 0.1, from: first, until: day.end) { time(host, on: &$0) }
            timeline.every(1800, jitter: 0.5, from: first, until: day.end) { announce(host, on: &$0) }
        }
        timeline.every(300, jitter: 0.3, from: day.start, until: day.end) { advertise(on: &$0) }
        for hour in [0.6, 4.3, 9.7] { timeline.schedule(at: day.at(hour)) { storm(on: &$0) } }
        for client in network.clients where client.system == .windows {
            day.now(andThen: 3600, from: day.start, until: day.at(10), on: &timeline) { windowsNames(client, on: &$0) }
        }
        timeline.schedule(at: day.at(0.9)) { findPrinter(network.clients[1], on: &$0) }
    }

    /// Who has the gateway (or a server); now and then the gateway asks back, or over IPv6.
    private func neighbor(_ host: Host, on timeline: inout Timeline) {
        let peer = timeline.random.chance(0.7) ? day.network.gateway : day.network.servers[1]
        guard peer != host else { return }
        if timeline.random.chance(0.3) {
            let target = peer.overIPv6.address
            timeline.send(
                ICMPv6.neighborSolicitation(for: target, from: host.mac), from: host.linkLocal,
                to: .group(target.solicitedNode), at: timeline.now, ttl: 255)
            timeline.send(
                ICMPv6.neighborAdvertisement(of: target, at: peer.mac, router: peer == day.network.gateway),
                from: peer.overIPv6, to: host.linkLocal, at: timeline.now.advanced(bySeconds: 0.000_4), ttl: 255)
        } else if timeline.random.chance(0.3) {
            timeline.resolve(host.address, for: peer, owner: host, at: timeline.now)
        } else {
            timeline.resolve(peer.address, for: host, owner: peer, at: timeline.now)
        }
    }

    private func advertise(on timeline: inout Timeline) {
        let gateway = day.network.gateway
        timeline.send(
            ICMPv6.routerAdvertisement(mac: gateway.mac, prefix: IPAddress(high: day.network.prefix6, low: 0)),
            from: gateway.linkLocal, to: .group(.literal("ff02::1")), at: timeline.now, ttl: 255)
    }

    private func time(_ host: Host, on timeline: inout Timeline) {
        let site = day.service(host.system == .windows ? "time.panes.example" : "pool.clock.example")
        let begin = timeline.random.chance(0.4) ? day.lookUp(host, site, &timeline) : timeline.now
        let port = host.system == .linux ? timeline.ephemeralPort(of: host.address) : 123
        let request = NTP.request(transmit: begin)
        timeline.sendUDP(request, from: host, port, to: site.host, 123, at: begin)
        let answered = begin.advanced(bySeconds: site.host.delay)
        timeline.sendUDP(NTP.response(to: request, at: answered), from: site.host, 123, to: host, port, at: answered)
    }

    private static let multicastNames = Host.group(IPAddress(224, 0, 0, 251))

    /// An mDNS question or answer, sometimes SSDP.
    private func announce(_ host: Host, on timeline: inout Timeline) {
        if host.system == .appliance, timeline.random.chance(0.5) {
            let location = "http://\(host.address):49152/description.xml"
            for target in ["upnp:rootdevice", "urn:schemas-upnp-org:device:Basic:1"] {
                timeline.sendUDP(
                    SSDP.notify(target: target, location: location, server: "Linux/5.4 UPnP/1.0 Thing/2.1"), from: host,
                    1900,
                    to: .group(SSDP.group), 1900, at: timeline.now.advanced(bySeconds: timeline.random.unit() * 0.2),
                    ttl: 4)
            }
            return
        }
        var query = DNS(id: 0)
        query.wantsRecursion = false
        let type = timeline.random.element([
            "_ipp._tcp.local", "_airplay._tcp.local", "_googlecast._tcp.local", "_smb._tcp.local",
        ])
        query.questions = [.init(type, DNS.ptr, unicast: timeline.random.chance(0.3))]
        timeline.sendUDP(query.bytes, from: host, 5353, to: Self.multicastNames, 5353, at: timeline.now, ttl: 255)
    }

    /// Everybody answers a question at once, several times.
    private func storm(on timeline: inout Timeline) {
        for host in day.network.clients + day.network.things {
            for _ in 0..<timeline.random.integer(in: 3...8) {
                var answer = DNS(id: 0)
                answer.isResponse = true
                answer.isAuthoritative = true
                answer.wantsRecursion = false
                let name = "\(host.name)._device-info._tcp.local"
                answer.answers = [
                    .alias("_services._dns-sd._udp.local", DNS.ptr, to: "_device-info._tcp.local", ttl: 4500),
                    DNS.Record(name, DNS.txt, ttl: 4500, data: [10] + Array("model=Mac1".utf8), flush: true),
                    .address("\(host.name).local", host.address, ttl: 120),
                ]
                let time = timeline.now.advanced(bySeconds: timeline.random.unit() * 3)
                timeline.sendUDP(answer.bytes, from: host, 5353, to: Self.multicastNames, 5353, at: time, ttl: 255)
            }
        }
    }

    /// LLMNR and NetBIOS questions for names that nobody has.
    private func windowsNames(_ client: Host, on timeline: inout Timeline) {
        let query = DNS.query("wpad", id: UInt16(truncatingIfNeeded: timeline.random.next()))
        var local = query
        local.wantsRecursion = false
        let port = timeline.ephemeralPort(of: client.address)
        for retry in 0..<2 {
            let time = timeline.now.advanced(bySeconds: Double(retry) * 0.4)
            timeline.sendUDP(
                local.bytes, from: client, port, to: .group(IPAddress(224, 0, 0, 252)), 5355, at: time, ttl: 1)
            timeline.sendUDP(
                NetBIOS.query("WPAD", id: query.id), from: client, 137, to: .broadcast(day.network.block), 137, at: time
            )
        }
        Lookup(network: day.network)
            .ask(
                client, DNS.query("wpad.\(day.network.localDomain)", id: query.id), answers: [], code: DNS.notFound,
                authorities: [.authority(of: day.network.localDomain)], at: timeline.now, on: &timeline)
    }

    private func findPrinter(_ client: Host, on timeline: inout Timeline) {
        let printer = day.network.things[0]
        let port = timeline.ephemeralPort(of: client.address)
        let request = SNMP.message(community: "public", operation: 0, id: 77, objects: 1)
        timeline.sendUDP(request, from: client, port, to: .broadcast(day.network.block), 161, at: timeline.now)
        let answered = timeline.now.advanced(bySeconds: 0.003)
        timeline.sendUDP(
            SNMP.message(community: "public", operation: 2, id: 77, objects: 1), from: printer, 161, to: client, port,
            at: answered)
        for (index, port) in [UInt16(80), 443, 515, 631, 9100].enumerated() {
            let time = answered.advanced(bySeconds: 0.2 + Double(index) * 0.05)
            var talk = Conversation(from: client, to: printer, port: port, at: time, on: &timeline)
            guard port != 515 else {
                talk.beRefused(on: &timeline)
                continue
            }
            talk.open(on: &timeline)
            if port == 9100 { talk.transfer(90_000, from: .client, on: &timeline) }
            talk.close(on: &timeline)
        }
    }
}

/// NetBIOS name service (RFC 1002).
package enum NetBIOS {
    /// A broadcast question for a name, padded to 15 letters and the workstation type.
    package static func query(_ name: String, id: UInt16) -> [UInt8] {
        var out: [UInt8] = []
        out.append16(id)
        for number: UInt16 in [0x0110, 1, 0, 0, 0] { out.append16(number) }
        out.append(32)
        var letters = Array(name.utf8.prefix(15))
        while letters.count < 15 { letters.append(0x20) }
        for letter in letters + [0] { out += [0x41 + letter >> 4, 0x41 + letter & 15] }
        out.append(0)
        out.append16(0x20)
        out.append16(1)
        return out
    }
}
