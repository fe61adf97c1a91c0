package import Vocabulary

/// Name look-ups of local machines at the network's resolver.
package struct Lookup {
    package let network: Network
    package init(network: Network) { self.network = network }

    /// A (and, where the site has one, AAAA) with the answers. Returns when the last answer is there.
    @discardableResult
    package func ask(
        _ client: Host, for site: Internet.Site, at time: Timestamp, on timeline: inout Timeline
    ) -> Timestamp {
        let answered = ask(
            client, DNS.query(site.name, id: UInt16(truncatingIfNeeded: timeline.random.next())),
            answers: [.address(site.name, site.host.address, ttl: UInt32(timeline.random.integer(in: 20...3600)))],
            at: time, on: &timeline)
        if site.hasIPv6, let address6 = site.host.address6 {
            ask(
                client, DNS.query(site.name, DNS.aaaa, id: UInt16(truncatingIfNeeded: timeline.random.next())),
                answers: [.address(site.name, address6)], at: time.advanced(bySeconds: 0.000_2), on: &timeline)
        }
        return answered
    }

    /// Any query with these answers, or with "no such name" where `code` says so.
    @discardableResult
    package func ask(
        _ client: Host, _ query: DNS, answers: [DNS.Record], code: UInt8 = 0, authorities: [DNS.Record] = [],
        delay: Double? = nil, at time: Timestamp, on timeline: inout Timeline
    ) -> Timestamp {
        let port = UInt16(timeline.random.integer(in: 1025...65_535))
        timeline.sendUDP(query.bytes, from: client, port, to: network.resolver, 53, at: time)
        let wait = delay ?? (timeline.random.chance(0.5) ? 0.000_4 : timeline.random.real(in: 0.006...0.036))
        let answered = time.advanced(bySeconds: wait)
        var answer = query.answered(answers, code: code)
        answer.authorities = authorities
        timeline.sendUDP(answer.bytes, from: network.resolver, 53, to: client, port, at: answered)
        return answered.advanced(bySeconds: 0.000_2)
    }
}
