import Foundation
import Testing
import Vocabulary

@testable import Hunting

@Suite("RouterSearch")
struct RouterSearchTests {
    private final class Folder: Sendable {
        let path = FileManager.default.temporaryDirectory.appending(path: "router-\(UUID().uuidString)").path
        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private struct Places: PlaceLookup {
        func place(of address: IPAddress) -> AddressPlace? {
            address == IPAddress(203, 0, 113, 5) ? AddressPlace(country: "NL", system: 64_500) : nil
        }
    }

    private static let lines = [
        "Nov 21 11:00:01 router kernel: DROP IN=eth0 OUT= SRC=203.0.113.5 DST=192.0.2.10 PROTO=TCP SPT=40000 DPT=22",
        "Nov 21 11:00:02 router kernel: ACCEPT IN= OUT=eth0 SRC=192.168.1.4 DST=198.51.100.7 PROTO=UDP SPT=5353 DPT=53",
        "Nov 21 11:00:03 router kernel: DROP IN=eth0 OUT=eth1 SRC=192.168.1.9 DST=192.168.2.9 PROTO=ICMP TYPE=8",
        "Nov 21 11:00:04 router kernel: DROP IN=eth0 OUT= SRC=2001:db8::5 DST=2001:db8:1::1 PROTO=TCP SPT=1 DPT=2222",
    ]

    private func folder(_ lines: [String] = lines) async throws -> Folder {
        let folder = try Folder()
        let log = RouterLog(
            try ScoutDatabase(folder: folder.path, now: EventBook.now),
            zone: try #require(TimeZone(identifier: "UTC")))
        _ = try await log.ingest(lines, source: "test", reference: EventBook.now, now: EventBook.now)
        return folder
    }

    @Test func `each term that a line can answer is answered, the newest first`() async throws {
        let folder = try await folder()
        let search = RouterSearch(folder: folder.path, places: Places())
        let cases: [(String, [Int64])] = [
            ("", [4, 3, 2, 1]), ("src:203.0.113.5", [1]), ("203.0.113.0/24", [1]),
            ("dst:198.51.100.7,192.0.2.10", [2, 1]),
            ("-src:203.0.113.5", [4, 3, 2]), ("2001:db8::/32", [4]), ("port:53", [2]), ("dport:>1024", [4]),
            ("sport:40000", [1]), ("-port:0-65535", [3]), ("proto:tcp", [4, 1]), ("proto:icmp,17", [3, 2]),
            ("direction:inbound", [4, 1]), ("direction:outbound", [2]), ("direction:internal", [3]),
            ("country:NL", [1]), ("-asn:64500", [4, 3, 2]), ("in:router proto:udp", [2]), ("in:flows", []),
            ("since:2026-11-21T11:00:03Z", [4, 3]), ("until:2026-11-21T11:00:03Z", [2, 1]),
            ("-until:2026-11-21T11:00:03Z", [4, 3]),
        ]
        for (text, expected) in cases {
            let parsed = SearchExpression(text)
            #expect(parsed.problems.isEmpty)
            let page = try await search.events(FlowQuery(search: parsed), now: EventBook.now)
            #expect(page.items.map(\.id) == expected, "\(text)")
        }
        let first = try await search.events(FlowQuery(search: SearchExpression("port:22")), now: EventBook.now).items
            .first
        #expect(first?.verdict == "DROP" && first?.host == "router" && first?.destinationPort == 22)
    }

    @Test func `words that a line does not tell are refused, and places without files too`() async throws {
        let folder = try await folder()
        let search = RouterSearch(folder: folder.path)
        for text in ["bytes:>1M", "example.org", "tag:scan service:dns", "country:NL"] {
            await #expect(throws: ServiceError.self, "\(text)") {
                _ = try await search.events(FlowQuery(search: SearchExpression(text)), now: EventBook.now)
            }
        }
        #expect(RouterSearch.unanswerable(SearchExpression("tag:scan service:dns")) == ["tag:", "service:"])
    }

    @Test func `pages follow one another without a gap, and an unknown cursor is refused`() async throws {
        let folder = try await folder(
            (0..<50).map {
                "Nov 21 11:00:0\($0 % 10) router kernel: DROP IN=eth0 OUT= SRC=203.0.113.5 DST=192.0.2.10 PROTO=TCP SPT=\($0) DPT=22"
            })
        let search = RouterSearch(folder: folder.path)
        var query = FlowQuery(search: SearchExpression("dport:22"), page: PageRequest(limit: 7))
        var seen: [Int64] = []
        repeat {
            let page = try await search.events(query, now: EventBook.now)
            seen += page.items.map(\.id)
            query.page.cursor = page.nextCursor
        } while query.page.cursor != nil
        #expect(seen.count == 50 && Set(seen).count == 50)
        query.page.cursor = "'; DROP TABLE ip_events; --"
        await #expect(throws: ServiceError.self) { _ = try await search.events(query, now: EventBook.now) }
    }

    @Test func `a folder without a log has no events and gets no file`() async throws {
        let folder = try Folder()
        let search = RouterSearch(folder: folder.path)
        #expect(try await !search.hasEvents())
        #expect(try await search.events(FlowQuery(), now: EventBook.now).items.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
