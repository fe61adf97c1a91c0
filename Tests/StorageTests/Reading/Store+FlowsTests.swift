import GRDB
import Testing
import Vocabulary

@testable import Storage

@Suite struct StoreFlowsTests {
    private func found(_ store: Store, _ text: String) async throws -> [Int] {
        let search = SearchExpression(text)
        #expect(search.problems.isEmpty)
        let page = try await store.flows(FlowQuery(search: search, page: PageRequest(limit: 500)))
        return page.items.map { Int($0.key.initiatorPort) - 40_000 }
    }

    @Test func `a flow comes back as it went in`() async throws {
        let store = try TestFolder().store { $0.communityID = { "1:\($0.initiatorPort)" } }
        var six = Sample.flow(2, source: try #require(IPAddress("2001:db8::1")), at: 1)
        six.key.responder = try #require(IPAddress("ff02::fb"))
        six.history = FlowHistory("S")
        six.name = nil
        six.forged = true
        six.direction = .internal
        let sent = [Sample.flow(1), six]
        let got = try await store.whileRunning { store async throws in
            await store.keep(Sample.flows(sent))
            return try await store.flows(FlowQuery()).items
        }
        try #require(got.count == 2)
        for (before, after) in zip(sent.reversed(), got) {
            var expected = before
            expected.id = UInt64(before.end.nanoseconds)
            expected.origin = 0
            expected.communityID = "1:\(before.key.initiatorPort)"
            #expect(after == expected)
        }
    }

    @Test func `every field of a search finds what it says`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            var dns = Sample.flow(
                2, source: IPAddress(10, 0, 0, 6), destination: IPAddress(10, 0, 0, 1), port: 53, bytes: 10)
            dns.key.transport = .udp
            dns.service = .dns
            dns.direction = .internal
            dns.name = "Www.Example.ORG"
            let six = Sample.flow(3, source: IPAddress("2001:db8::5") ?? .unspecified, at: 7200)
            await store.keep(Sample.flows([Sample.flow(1), dns, Sample.flow(4, bytes: 5_000_000), six]))
            let cases: [(String, [Int])] = [
                ("", [3, 4, 2, 1]), ("src:10.0.0.5", [4, 1]), ("dst:10.0.0.1", [2]), ("host:10.0.0.1", [2]),
                ("10.0.0.0/8", [4, 2, 1]), ("-10.0.0.0/8", [3]), ("src:2001:db8::/32", [3]), ("::/0", [3, 4, 2, 1]),
                ("host:10.0.0.6,10.0.0.1", [2]), ("port:53", [2]), ("dport:>100", [3, 4, 1]),
                ("sport:40002-40003", [3, 2]),
                ("proto:udp", [2]), ("-proto:udp", [3, 4, 1]), ("service:dns,ssh", [2]), ("bytes:>1M", [4]),
                ("bytes:<=30", [2]), ("packets:12", [3, 4, 2, 1]), ("duration:>=1", []), ("dir:internal", [2]),
                ("name:example.org", [2]), ("example.org", [2]), ("HOST1", [1]), ("since:2026-01-05T09:00:00Z", [3]),
                ("until:2026-01-05T09:00:00Z", [4, 2, 1]), ("-until:2026-01-05T09:00:00Z", [3]),
                ("src:10.0.0.5 bytes:>1M -port:80", [4]), ("10.0.0.5 93.184.216.34", [4, 1]),
            ]
            for (text, expected) in cases { #expect(try await found(store, text) == expected, "\(text)") }
        }
    }

    /// Who lies where, for a test.
    struct Places: PlaceLookup {
        var knowsSystems = true
        func place(of address: IPAddress) -> AddressPlace? {
            switch address {
            case IPAddress(93, 184, 216, 34): AddressPlace(country: "US", system: 15_133)
            case IPAddress(45, 1, 1, 1): AddressPlace(country: "de", system: 64_500)
            default: nil
            }
        }
    }

    @Test func `countries and networks are searched by the place files of now`() async throws {
        let store = try TestFolder().store {
            $0.places = Places()
            $0.flowsPerFile = 2
        }
        try await store.whileRunning { store async throws in
            let flows = [
                Sample.flow(1), Sample.flow(2, destination: IPAddress(45, 1, 1, 1), at: 1),
                Sample.flow(3, destination: IPAddress(10, 0, 0, 9), at: 2),
                Sample.flow(4, source: IPAddress(45, 1, 1, 1), destination: IPAddress(10, 0, 0, 9), at: 3),
            ]
            await store.keep(Sample.flows(flows))
            let cases: [(String, [Int])] = [
                ("country:us", [1]), ("country:DE", [4, 2]), ("country:DE,US", [4, 2, 1]), ("-country:DE", [3, 1]),
                ("asn:64500", [4, 2]), ("asn:AS15133", [1]), ("country:DE -asn:64500", []), ("country:FR", []),
                ("country:DE src:10.0.0.5", [2]), ("45.1.1.1 country:DE", [4, 2]), ("-country:DE -country:US", [3]),
                ("in:flows country:US", [1]), ("in:router", []), ("-in:router country:US", [1]),
            ]
            for (text, expected) in cases { #expect(try await found(store, text) == expected, "\(text)") }
        }
    }

    @Test func `without place files a search for places is refused with what to do`() async throws {
        let cases: [(Places?, String)] = [
            (nil, "country:DE"), (nil, "-asn:1"), (Places(knowsSystems: false), "asn:1"),
        ]
        for (places, text) in cases {
            let store = try TestFolder().store { $0.places = places }
            let query = FlowQuery(search: SearchExpression(text))
            do {
                _ = try await store.flows(query)
                Issue.record("\(text) was answered")
            } catch ServiceError.invalid(let problems) {
                #expect(problems.count == 1 && problems.first?.contains("place file") == true)
            }
            var incidents = IncidentQuery()
            try incidents.take(typed: text)
            await #expect(throws: ServiceError.self) { _ = try await store.incidents(incidents) }
        }
    }

    @Test func `a search reads all files of all days, sealed or not, in the same order`() async throws {
        let store = try TestFolder().store { $0.flowsPerFile = 40 }
        try await store.whileRunning { store async throws in
            // 100 a day on three days: three files each, of which the last is open or closed.
            let flows = (0..<300).map {
                Sample.flow($0, source: IPAddress(10, 0, 0, UInt8($0 % 7)), at: Double($0 / 100) * 86_400)
            }
            await store.keep(Sample.flows(flows))
            let all = try await found(store, "")
            #expect(all == Array((0..<300).reversed()))
            let before = try await found(store, "10.0.0.3")
            await store.keepUp(Retention())
            let sealed = try await store.flowReader.segments().filter(\.isSealed).count
            #expect(sealed == 6)
            let after = try await found(store, "10.0.0.3")
            #expect(after == before)
            #expect(before == (0..<300).reversed().filter { $0 % 7 == 3 })
            #expect(try await found(store, "dst:93.184.216.34").count == 300)
        }
    }

    @Test func `a search that takes long gives what it has, and its cursors lead through everything`() async throws {
        let store = try TestFolder().store {
            $0.flowsPerFile = 10
            $0.haste = .zero
            $0.patience = .zero
        }
        try await store.whileRunning { store async throws in
            await store.keep(Sample.flows((0..<60).map { Sample.flow($0) }))
            for (text, expected) in [("", Array((0..<60).reversed())), ("host7.example", [7]), ("name:none", [])] {
                var query = FlowQuery(search: SearchExpression(text))
                var seen: [Int] = []
                var pages = 0
                repeat {
                    let page = try await store.flows(query)
                    seen += page.items.map { Int($0.key.initiatorPort) - 40_000 }
                    query.page.cursor = page.nextCursor
                    pages += 1
                } while query.page.cursor != nil && pages < 20
                #expect(seen == expected)
                #expect((6...7).contains(pages))
            }
        }
    }

    @Test func `every search finds the same before and after files are indexed`() async throws {
        let store = try TestFolder().store { $0.flowsPerFile = 100 }
        try await store.whileRunning { store async throws in
            // One name is common, others stand once, some flows have none; two fell silent long before they ended.
            var flows = (0..<450).map { number in
                var flow = Sample.flow(
                    number, source: IPAddress(10, 0, 0, UInt8(number % 11)),
                    destination: IPAddress(93, 184, UInt8(number % 5), UInt8(number % 250)), at: Double(number))
                if number % 3 == 0 { flow.name = "Common.example" }
                if number % 7 == 0 { flow.name = nil }
                return flow
            }
            for late in [120, 350] {
                flows[late].start = Sample.start
                flows[late].end = Sample.start.advanced(bySeconds: 3)
            }
            await store.keep(Sample.flows(flows))
            let searches = [
                "", "name:common", "host17.example", "host2", "name:nothing", "name:host17.example,host19.example",
                "-name:host",
                "COMMON src:10.0.0.3", "host:93.184.2.17", "host:93.184.2.0/24", "10.0.0.3 93.184.2.222",
                "name:host1 bytes:>10",
                "until:2026-01-05T08:00:10Z", "since:2026-01-05T08:03:00Z until:2026-01-05T08:05:00Z", "%", "name:_",
                "host20.example 10.0.0.9", "host:203.0.113.1", "-host:10.0.0.3 name:host",
            ]
            var before: [[Int]] = []
            for text in searches { before.append(try await found(store, text)) }
            #expect(before[12] == [350, 120] + (0..<10).reversed())
            try await store.main.write { try $0.execute(sql: "UPDATE segment SET state = 1") }
            await store.keepUp(Retention(days: 50_000))
            #expect(try await store.flowReader.segments().filter(\.isSealed).count == 5)
            for (text, expected) in zip(searches, before) {
                #expect(try await found(store, text) == expected, "\(text)")
            }
        }
    }

    @Test func `pages follow each other without gap or double while more comes in`() async throws {
        let store = try TestFolder().store { $0.flowsPerFile = 30 }
        try await store.whileRunning { store async throws in
            await store.keep(Sample.flows((0..<100).map { Sample.flow($0) }))
            var query = FlowQuery(search: SearchExpression(), page: PageRequest(limit: 7))
            var seen: [Int] = []
            var rounds = 0
            while rounds < 50 {
                let page = try await store.flows(query)
                seen += page.items.map { Int($0.key.initiatorPort) - 40_000 }
                rounds += 1
                await store.keep(Sample.flows([Sample.flow(200 + rounds)]))
                guard let next = page.nextCursor else { break }
                query.page.cursor = next
            }
            #expect(seen == Array((0..<100).reversed()))
        }
    }

    @Test func `flows that end at the same moment, or before the last one, all have ids of their own`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            await store.keep(Sample.flows((0..<50).map { _ in Sample.flow(1) } + [Sample.flow(0)]))
            let items = try await store.flows(FlowQuery(search: SearchExpression(), page: PageRequest(limit: 500)))
                .items
            #expect(Set(items.map(\.id)).count == 51)
            #expect(items.first?.end == Sample.flow(0).end)
            // Filters go by the true end.
            var query = FlowQuery()
            query.until = Sample.flow(1).end
            #expect(try await store.flows(query).items.map(\.end) == [Sample.flow(0).end])
        }
    }

    @Test(arguments: [
        "'; DROP TABLE flow; --", "\" OR 1=1", "name:%' OR '1'='1", "tag:') OR 1=1 --", "x\u{0}y",
        String(repeating: "a", count: 900), "name:\\", "🙂", "host:'", "port:1;2",
    ])
    func `hostile text finds nothing and breaks nothing`(text: String) async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            await store.keep(Sample.flows([Sample.flow(1)]))
            let search = SearchExpression(text)
            let items = try await store.flows(FlowQuery(search: search)).items
            #expect(search.terms.isEmpty || items.isEmpty)
            #expect(try await store.flows(FlowQuery()).items.count == 1)
        }
    }

    @Test(arguments: ["", "x", "-5", "9223372036854775808", "1'--", "-9223372036854775808"])
    func `a cursor that is none is refused`(cursor: String) async throws {
        let store = try TestFolder().store()
        let query = FlowQuery(search: SearchExpression(), page: PageRequest(limit: 5, cursor: cursor))
        await #expect(throws: ServiceError.self) { try await store.flows(query) }
    }

    @Test func `names from the wire come back whole, whatever is in them`() async throws {
        let names = [
            "<script>alert(1)</script>", "a\"b'c", "x\u{202E}y", String(repeating: "n", count: 100_000), "a\u{0}b",
        ]
        let store = try TestFolder().store()
        let got = try await store.whileRunning { store async throws in
            await store.keep(
                Sample.flows(
                    names.enumerated().map { number, name in
                        var flow = Sample.flow(number)
                        flow.name = name
                        return flow
                    }))
            return try await store.flows(FlowQuery()).items.reversed().map { $0.name ?? "" }
        }
        #expect(got.dropLast() == names.dropLast())
        #expect(got.last == "a\u{FFFD}b")
    }

    @Test func `flows that a finding names carry its detection, whichever came first`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            await store.keep(Sample.flows((1...3).map { Sample.flow($0) }))
            await store.keep(Sample.incidents(Sample.incident("INC-1")))
            let alert = AlertRecord(streamID: 7, finding: Sample.finding(flows: [8, 32]), incident: "INC-1")
            await store.keep(Sample.alerts(alert))
            await store.keep(Sample.flows([Sample.flow(4)]))
            #expect(try await found(store, "tag:scan") == [4, 1])
            #expect(try await found(store, "-tag:scan") == [3, 2])
            #expect(try await found(store, "tag:scan -name:host1") == [4])
            #expect(try await found(store, "tag:scan host:10.0.0.5") == [4, 1])
            #expect(try await found(store, "tag:flood") == [])
            let named = try await store.flows(ofIncident: "INC-1", limit: 10)
            #expect(named.map(\.tags) == [[.portScanVertical], [.portScanVertical]])
        }
    }

    @Test func `the times of flows far outside of any calendar do no harm`() async throws {
        let store = try TestFolder().store()
        try await store.whileRunning { store async throws in
            var old = Sample.flow(1)
            old.start = Timestamp(nanoseconds: -5)
            old.end = Timestamp(nanoseconds: -1)
            var late = Sample.flow(2)
            late.end = Timestamp(nanoseconds: .max)
            await store.keep(Sample.flows([old, late]))
            #expect(try await store.flows(FlowQuery()).items.count == 2)
            var query = FlowQuery()
            query.since = Timestamp(nanoseconds: .min)
            query.until = Timestamp(nanoseconds: .max)
            #expect(try await store.flows(query).items.count == 1)
        }
    }
}
