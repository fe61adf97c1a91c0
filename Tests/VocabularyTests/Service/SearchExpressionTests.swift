import Testing
import Vocabulary

@Suite struct SearchExpressionTests {
    private func only(_ text: String) -> SearchTerm? {
        let search = SearchExpression(text)
        #expect(search.problems.isEmpty, "\(text)")
        #expect(search.terms.count == 1, "\(text)")
        return search.terms.first
    }

    private func block(_ text: String) throws -> AddressBlock { try #require(AddressBlock(text)) }

    @Test func `the example of the documents`() throws {
        let search = SearchExpression("src:10.0.0.5 port:>1024 -tag:scan")
        #expect(search.problem == nil)
        #expect(
            search.terms == [
                SearchTerm(.address(.source, [try block("10.0.0.5/32")])),
                SearchTerm(.port(.either, [1025...UInt64.max])),
                SearchTerm(.tag(["scan"]), isNegated: true),
            ])
    }

    @Test func `addresses and blocks of both families, with and without a field`() throws {
        #expect(only("10.0.0.0/8")?.criterion == .address(.either, [try block("10.0.0.0/8")]))
        #expect(only("2001:db8::1")?.criterion == .address(.either, [try block("2001:db8::1/128")]))
        #expect(only("-::1")?.isNegated == true)
        #expect(only("dst:2001:db8::/32")?.criterion == .address(.destination, [try block("2001:db8::/32")]))
        #expect(
            only("host:10.0.0.1,10.0.0.2")?.criterion
                == .address(.either, [try block("10.0.0.1/32"), try block("10.0.0.2/32")]))
    }

    @Test func `numbers, ranges and sizes`() {
        #expect(only("port:80")?.criterion == .port(.either, [80...80]))
        #expect(only("sport:20-25,80")?.criterion == .port(.source, [20...25, 80...80]))
        #expect(only("bytes:>=1M")?.criterion == .bytes([1_000_000...UInt64.max]))
        #expect(only("bytes:<2k")?.criterion == .bytes([0...1999]))
        #expect(only("packets:<=7")?.criterion == .packets([0...7]))
        #expect(only("duration:>5m")?.criterion == .duration([301...UInt64.max]))
        #expect(only("bytes:>18446744073709551614")?.criterion == .bytes([UInt64.max...UInt64.max]))
    }

    @Test func `protocols, services, directions, names and tags`() {
        #expect(only("proto:TCP,17")?.criterion == .transport([.tcp, .udp]))
        #expect(only("service:dns")?.criterion == .service([.dns]))
        #expect(only("dir:inbound")?.criterion == .direction([.inbound]))
        #expect(only("Example.ORG")?.criterion == .name(["example.org"]))
        #expect(only("name:\"two words\"")?.criterion == .name(["two words"]))
        #expect(only("tag:Syn_Flood")?.criterion == .tag(["syn_flood"]))
    }

    @Test func `countries, networks and where something was seen`() {
        #expect(only("country:de,FR")?.criterion == .country(["DE", "FR"]))
        #expect(only("-asn:AS64496,64500")?.criterion == .system([64_496, 64_500]))
        #expect(only("in:router")?.criterion == .origin([.router]))
    }

    @Test func `times, fixed and counted back`() throws {
        let time = try #require(Timestamp("2026-11-21T08:00:00Z"))
        #expect(only("since:2026-11-21T08:00:00Z")?.criterion == .since(.at(time)))
        #expect(only("since:2026-11-21T08:00")?.criterion == .since(.at(time)))
        #expect(only("until:2026-11-21")?.criterion == .until(.at(time.advanced(bySeconds: -28_800))))
        #expect(only("since:15m")?.criterion == .since(.ago(900)))
        #expect(SearchMoment.ago(900).timestamp(now: time) == time.advanced(bySeconds: -900))
    }

    @Test(arguments: [
        "port:", "port:x", "port:9-1", "port:>18446744073709551615", "port:<0", "port:-1", "bytes:99999999999999T",
        "src:nobody", "src:10.0.0.0/33", "proto:256", "service:none", "dir:up", "since:yesterday", "since:1h,2h",
        "since:99999999999d", "country:Germany", "country:D1", "asn:ASX", "asn:4294967296", "in:cloud", "nothing:1",
        "-", ":", ":x", "duration:18446744073709551615d",
    ])
    func `what is not understood is said and left out`(text: String) {
        let search = SearchExpression(text)
        #expect(search.terms.isEmpty)
        #expect(search.problems.count == 1)
        #expect(search.problem?.isEmpty == false)
    }

    @Test func `the rest of a search holds when a part of it is not understood`() {
        let search = SearchExpression("port:80 colour:red name:x")
        #expect(search.terms.count == 2)
        #expect(search.problems.count == 1)
    }

    @Test func `nothing is a search for everything`() {
        for text in ["", "   ", "\t\n", "\u{0}\u{1F}", "\"\"", "\" ", "\u{00A0}\u{3000}"] {
            let search = SearchExpression(text)
            #expect(search.problems.isEmpty, "\(text.debugDescription)")
            #expect(search.terms.isEmpty || text == "\" ")
        }
    }

    @Test func `there is an end to terms, values and length`() {
        #expect(SearchExpression(String(repeating: "a ", count: 500)).terms.count == 32)
        #expect(SearchExpression(String(repeating: "a ", count: 500)).problems.count == 1)
        #expect(SearchExpression(String(repeating: "x", count: 1001)).terms.isEmpty)
        let many = "port:" + (1...33).map(String.init).joined(separator: ",")
        #expect(SearchExpression(many).terms.isEmpty)
        #expect(SearchExpression(String(repeating: "-", count: 900)).terms.count <= 1)
        #expect(SearchExpression("port:" + String(repeating: ",", count: 900)).problems.count == 1)
    }

    @Test func `no text traps, and terms never exceed what was typed`() {
        let pieces = [
            "src", "dst", "host", ":", ":", "-", ">", "<", "=", ",", "\"", " ", "/", ".", "10.0.0.1", "::",
            "fe80::1%eth0",
            "\u{0}", "\u{202E}", "🏴‍☠️", "e\u{301}", "since", "bytes", "1h", "18446744073709551616", "1M", "k", "T", "'",
            ";", "--", "%",
            "\\", "tag", "port", "99999999999", "-1", "2026-01-01", "T00:00:00Z", "+99:99", "\r\n", "duration", "proto",
        ]
        var state: UInt64 = 7
        for _ in 0..<20_000 {
            var text = ""
            for _ in 0..<Int(state >> 60) + 1 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int((state >> 33) % UInt64(pieces.count))]
            }
            let search = SearchExpression(text)
            #expect(search.terms.count + search.problems.count <= 33)
            for term in search.terms {
                if case .since(let moment) = term.criterion {
                    #expect(moment.timestamp(now: Timestamp(nanoseconds: 0)).nanoseconds != 1)
                }
            }
        }
    }

    @Test func `what stands in quotes beside a place stays one term among incidents`() throws {
        var query = IncidentQuery()
        #expect(throws: ServiceError.self) { try query.take(typed: "country:\"DE scan\"") }
        try query.take(typed: "country:DE \"port scan\"")
        #expect(query.places.count == 1 && query.text == "port scan")
    }
}
