import Synchronization
package import Vocabulary

/// Blocklists without files behind them: it remembers what it is told.
package final class StillIndicators: IndicatorDesk {
    private let lists: Mutex<[IndicatorList]>

    package init() {
        var list = IndicatorList(id: "bad.txt", name: "Bad addresses")
        list.source = "https://lists.example"
        list.format = "plain"
        list.entries.addresses = 2
        list.faults = [.init(reason: "reserved_address", count: 1, line: 3, sample: "10.0.0.1")]
        list.loaded = StandInContent.noon
        lists = Mutex([list])
    }

    package func overview() async -> IndicatorOverview {
        var overview = IndicatorOverview()
        overview.lists = lists.withLock { $0 }
        overview.entries.addresses = 2
        overview.bytes = 4096
        overview.loaded = StandInContent.noon
        overview.geo = [.init(path: "/geo/city.mmdb", type: "City", built: StandInContent.noon, problem: nil)]
        return overview
    }

    package func addList(_ id: String, file path: String, about: ListChange) async throws -> IndicatorList {
        var list = IndicatorList(id: id, name: about.name ?? id)
        list.confidence = about.confidence ?? list.confidence
        let added = list
        lists.withLock { $0.append(added) }
        return added
    }

    package func changeList(_ id: String, _ change: ListChange) async throws -> IndicatorList {
        try lists.withLock { lists in
            guard let place = lists.firstIndex(where: { $0.id == id }) else {
                throw ServiceError.notFound("there is no list \(id)")
            }
            lists[place].name = change.name ?? lists[place].name
            lists[place].enabled = change.enabled ?? lists[place].enabled
            return lists[place]
        }
    }

    package func removeList(_ id: String) async throws {
        try lists.withLock { lists in
            guard let place = lists.firstIndex(where: { $0.id == id }) else {
                throw ServiceError.notFound("there is no list \(id)")
            }
            lists.remove(at: place)
        }
    }

    package func look(up subject: String) async -> LocalKnowledge {
        let address = IPAddress(subject)
        let hit = address.flatMap { AddressBlock($0, prefix: $0.isV4 ? 32 : 128) }.map { block in
            IndicatorHit(
                indicator: .block(block),
                listings: [
                    .init(list: "Bad addresses", source: "https://lists.example", confidence: 0.8, label: "worm")
                ])
        }
        return LocalKnowledge(subject: subject, hit: hit, place: address.flatMap { place(of: $0) })
    }

    package func place(of address: IPAddress) -> Place? {
        guard address.isGlobal else { return nil }
        var place = Place()
        place.country = "DE"
        place.asn = 64_496
        return place
    }
}
