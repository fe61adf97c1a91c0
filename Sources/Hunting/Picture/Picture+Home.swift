package import Vocabulary

/// What the picture knows of hosts and of the outside as a whole.
extension Picture {
    /// Who of ours speaks with a part of the outside, and since when anybody does: by registered domain where there is a name, by the
    /// neighbourhood of the address (/24, /48) as well.
    struct Outside {
        private var domains: [String: Reach] = [:]
        private var blocks: [IPAddress: Reach] = [:]

        struct Reach {
            var first: Timestamp
            var sources: Set<IPAddress> = []
        }

        static func block(_ address: IPAddress) -> IPAddress { address.masked(to: address.isV4 ? 120 : 48) }

        fileprivate mutating func observe(_ pair: Pair, _ talk: Talk) {
            let block = Self.block(pair.destination)
            blocks[block, default: Reach(first: talk.first)].add(pair.source, talk.first)
            guard let domain = talk.name.flatMap(RegisteredDomain.of) else { return }
            domains[domain, default: Reach(first: talk.first)].add(pair.source, talk.first)
        }

        /// Since when anybody of ours knows it.
        func first(_ pair: Pair, _ talk: Talk) -> Timestamp {
            let block = blocks[Self.block(pair.destination)]?.first ?? talk.first
            guard let domain = talk.name.flatMap(RegisteredDomain.of), let named = domains[domain] else { return block }
            return min(block, named.first)
        }

        /// How many of ours know it.
        func sources(_ pair: Pair, _ talk: Talk) -> Int {
            let block = blocks[Self.block(pair.destination)]?.sources ?? []
            guard let domain = talk.name.flatMap(RegisteredDomain.of), let named = domains[domain] else {
                return block.count
            }
            return block.union(named.sources).count
        }
    }

    func outside() -> Outside {
        var outside = Outside()
        for (pair, talk) in talks where talk.direction == .outbound { outside.observe(pair, talk) }
        return outside
    }

    /// When each of ours was first seen, on either side.
    func homeHosts() -> [IPAddress: Timestamp] {
        var hosts: [IPAddress: Timestamp] = [:]
        for (pair, talk) in talks {
            if talk.direction != .inbound { hosts[pair.source] = min(hosts[pair.source] ?? talk.first, talk.first) }
            if talk.direction != .outbound {
                hosts[pair.destination] = min(hosts[pair.destination] ?? talk.first, talk.first)
            }
        }
        return hosts
    }

    package var summary: HuntSummary {
        var summary = HuntSummary()
        summary.flows = coverage.flows
        summary.days = days
        summary.homeHosts = homeHosts().count
        let yesterday = now.advanced(bySeconds: -86_400)
        var outside: Set<IPAddress> = []
        var services: [Service: Int] = [:]
        for (pair, talk) in talks {
            services[talk.service, default: 0] += 1
            if talk.direction == .outbound { outside.insert(pair.destination) }
            if talk.direction == .inbound { outside.insert(pair.source) }
            summary.bytesOut &+= talk.bytesOut
            summary.bytesIn &+= talk.bytesIn
            guard talk.first > yesterday else { continue }
            summary.newConversations += 1
            switch talk.direction {
            case .internal: summary.newInternal += 1
            case .outbound: summary.newOutbound += 1
            default: summary.newInbound += 1
            }
        }
        summary.outsideHosts = outside.count
        let most = services.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.prefix(12)
        summary.services = Dictionary(uniqueKeysWithValues: most.map { ($0.key.name, $0.value) })
        return summary
    }
}

extension Picture.Outside.Reach {
    fileprivate mutating func add(_ source: IPAddress, _ first: Timestamp) {
        self.first = min(self.first, first)
        // More than a handful is "many", whoever they are.
        if sources.count < 16 { sources.insert(source) }
    }
}
