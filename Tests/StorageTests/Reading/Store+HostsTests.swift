import GRDB
import Testing
import Vocabulary

@testable import Storage

@Suite struct StoreHostsTests {
    /// Twenty hosts of ours speak to one server; number n sends n thousand bytes.
    private func filled(_ store: Store) async {
        await store.keep(
            Sample.flows(
                (1...20).map { number in
                    Sample.flow(number, source: IPAddress(10, 0, 0, UInt8(number)), bytes: UInt64(number) * 1000)
                }))
        var batch = StoreBatch()
        for (name, seconds) in [("printer.lan", 1.0), ("printer.lan", 2), ("<b>bold</b>", 3)] {
            batch.hosts.append(
                HostSighting(
                    address: IPAddress(10, 0, 0, 3), mac: MACAddress("02:00:00:00:00:03"), vendor: "Acme", name: name,
                    home: true, time: Sample.start.advanced(bySeconds: seconds)))
        }
        await store.keep(batch)
    }

    @Test func `hosts are summed up from their flows`() async throws {
        let folder = TestFolder()
        // Sums are written when the service ends.
        try await folder.store().whileRunning { await filled($0) }
        let store = try folder.store()
        let page = try await store.hosts(HostQuery())
        #expect(page.total == 21)
        let server = try #require(page.items.first)
        #expect(server.address == IPAddress(93, 184, 216, 34))
        #expect(!server.home)
        #expect(server.bytesIn == 210_000)
        #expect(server.bytesOut == 420_000)
        #expect(server.flows == 20)
        #expect(page.items[1].address == IPAddress(10, 0, 0, 20))
        #expect(page.items[1].home)
    }

    @Test(arguments: HostQuery.Sort.allCases)
    func `pages of hosts follow each other without gap or double`(sort: HostQuery.Sort) async throws {
        let folder = TestFolder()
        try await folder.store().whileRunning { await filled($0) }
        let store = try folder.store()
        var query = HostQuery()
        query.sort = sort
        query.page = PageRequest(limit: 4)
        var seen: [IPAddress] = []
        for _ in 0..<10 {
            let page = try await store.hosts(query)
            seen += page.items.map(\.address)
            guard let next = page.nextCursor else { break }
            query.page.cursor = next
        }
        #expect(seen.count == 21)
        #expect(Set(seen).count == 21)
        query.page.cursor = "nonsense"
        await #expect(throws: ServiceError.self) { try await store.hosts(query) }
    }

    @Test func `hosts are found by name, vendor, MAC, address, block and side`() async throws {
        let folder = TestFolder()
        try await folder.store().whileRunning { await filled($0) }
        let store = try folder.store()
        for text in ["PRINTER", "acme", "02:00:00:00:00:03", "10.0.0.3", "<b>"] {
            var query = HostQuery()
            query.text = text
            let found = try await store.hosts(query).items
            #expect(found.map(\.address) == [IPAddress(10, 0, 0, 3)], "\(text)")
            #expect(found.first?.names == ["printer.lan", "<b>bold</b>"])
        }
        var query = HostQuery()
        query.text = "10.0.0.0/28"
        #expect(try await store.hosts(query).total == 15)
        query.text = nil
        query.home = false
        #expect(try await store.hosts(query).total == 1)
        query.text = "' OR 1=1 --"
        #expect(try await store.hosts(query).total == 0)
    }

    @Test func `a host's page tells whom it talks to, the same before and after its file is indexed`() async throws {
        let folder = TestFolder()
        try await folder.store().whileRunning { await filled($0) }
        let store = try folder.store()
        let server = IPAddress(93, 184, 216, 34)
        let before = try #require(try await store.host(server))
        #expect(before.peers.count == 20)
        #expect(before.peers.first?.address == IPAddress(10, 0, 0, 20))
        #expect(before.peers.first?.home == true)
        #expect(before.services.map(\.side) == [.server])
        try await store.main.write { try $0.execute(sql: "UPDATE segment SET state = 1") }
        await store.keepUp(Retention(days: 50_000))
        let after = try #require(try await store.host(server))
        #expect(after.peers.map(\.address) == before.peers.map(\.address))
        #expect(after.peers.map(\.bytes) == before.peers.map(\.bytes))
        #expect(after.services.map(\.flows) == before.services.map(\.flows))
        #expect(try await store.host(IPAddress(1, 2, 3, 4)) == nil)
    }
}
