internal import ArgumentParser
internal import Storage
internal import Vocabulary

/// Item 5, reading: every question of the dashboard, over all that `fill` made.
struct Queries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Times every question of the dashboard.")
    @OptionGroup var folder: Folder
    @Option(help: "As given to fill.") var flows = 10_000_000
    @Option(help: "As given to fill.") var days = 7
    @Option(help: "How often each is asked, each time about something else.") var rounds = 40

    private struct Question {
        let name: String
        /// Milliseconds that 95 of 100 must not exceed.
        let limit: Double
        /// Asks for round n; how many rows came.
        let ask: (Int) async throws -> Int
    }

    func run() async throws {
        var options = StoreOptions(directory: folder.folder, access: .reading)
        // As the service answers.
        options.haste = .milliseconds(150)
        options.patience = .seconds(2)
        options.places = MadeUpPlaces()
        let store = try Store(options)
        var late: [String] = []
        print("| question | p50 ms | p95 ms | slowest ms | rows |\n|---|---|---|---|---|")
        for question in questions(store) {
            var times: [Double] = []
            var rows = 0
            for round in 0..<rounds {
                let begin = ContinuousClock.now
                rows += try await question.ask(round)
                times.append((ContinuousClock.now - begin) / .milliseconds(1))
            }
            let p95 = Cost.p95(times)
            let middle = times.sorted()[times.count / 2]
            print(
                "| \(question.name) | \(Cost.two(middle)) | \(Cost.two(p95)) | \(Cost.two(times.max() ?? 0)) | "
                    + "\(rows / rounds) |")
            if p95 > question.limit {
                late.append("\(question.name): \(Cost.two(p95)) ms, not below \(question.limit)")
            }
        }
        guard late.isEmpty else { throw Broken("too slow: " + late.joined(separator: "; ")) }
    }

    private func questions(_ store: Store) -> [Question] {
        let end = Traffic.start.advanced(bySeconds: Double(days) * 86_400)
        let spans: [(String, Double)] = [("1 h", 3600), ("24 h", 86_400), ("all", Double(days) * 86_400)]
        var all: [Question] = []
        func ask(_ name: String, limit: Double = 300, _ ask: @escaping (Int) async throws -> Int) {
            all.append(Question(name: name, limit: limit, ask: ask))
        }
        for (name, seconds) in spans {
            ask("traffic, \(name)") { round in
                var query = TrafficQuery()
                query.until = end.advanced(bySeconds: -Double(round))
                query.since = query.until?.advanced(bySeconds: -seconds)
                query.step = seconds > 86_400 ? .hour : seconds > 3600 ? .minute : .second
                return try await store.traffic(query).count
            }
            for subject in TopQuery.Subject.allCases {
                ask("top \(subject.rawValue), \(name)") { round in
                    var query = TopQuery()
                    query.by = subject
                    query.until = end.advanced(bySeconds: -Double(round * 60))
                    query.since = query.until?.advanced(bySeconds: -seconds)
                    return try await store.top(query).count
                }
            }
            ask("graph, \(name)") { round in
                var query = GraphQuery()
                query.until = end.advanced(bySeconds: -Double(round))
                query.since = query.until?.advanced(bySeconds: -seconds)
                return try await store.graph(query).edges.count
            }
        }
        ask("stats") { _ in try await store.stats().totalAlerts }
        ask("packet history") { _ in try await store.packetHistory().count }
        ask("incidents") { _ in try await store.incidents(IncidentQuery()).items.count }
        ask("alerts") { round in
            var query = AlertQuery()
            query.rule = Story.rules[round % Story.rules.count]
            return try await store.alerts(query).items.count
        }
        for sort in HostQuery.Sort.allCases {
            ask("hosts by \(sort.rawValue)") { _ in
                var query = HostQuery()
                query.sort = sort
                return try await store.hosts(query).items.count
            }
        }
        ask("hosts, text") { round in
            var query = HostQuery()
            query.text = "45.\(round).0.0/16"
            return try await store.hosts(query).items.count
        }
        ask("host of ours") { try await store.host(Traffic.home($0 * 9, false))?.peers.count ?? 0 }
        ask("popular host elsewhere") { try await store.host(Traffic.stranger($0, false))?.peers.count ?? 0 }
        search(store, &all)
        return all
    }

    private func search(_ store: Store, _ all: inout [Question]) {
        func ask(_ name: String, limit: Double = 300, _ text: @escaping (Int) -> String) {
            all.append(
                Question(name: name, limit: limit) { round in
                    let search = SearchExpression(text(round))
                    guard search.problems.isEmpty else { throw Broken("\(search.problems)") }
                    return try await store.flows(FlowQuery(search: search)).items.count
                })
        }
        ask("flows, newest") { _ in "" }
        ask("flows, of a day") { round in "until:2026-01-0\(6 + round % 4)T12:00:00Z" }
        ask("search service and size") { round in "service:tls bytes:>\(50 + round)k" }
        ask("search host and port") { round in "src:\(Traffic.home(round * 7, false)) port:22" }
        ask("search block and tag") { round in "src:10.0.0.0/8 tag:scan -service:dns port:>\(round)" }
        ask("search without tag") { round in "-tag:scan -port:443 dir:outbound packets:>\(round)" }
        ask("search name, common") { round in "name:example\(round).com" }
        ask("search country, common") { round in "country:A\(MadeUpPlaces.letter(round))" }
        // A page that finds little ends after two seconds and the file it is in.
        ask("search country, one address", limit: 3000) { _ in "country:ZZ" }
        ask("search network, never seen", limit: 3000) { round in "asn:\(4_000_000_000 + round)" }
        ask("indicator, rare name", limit: 1000) { round in "name:www\(19_000 + round * 7).example" }
        ask("indicator, name never seen", limit: 1000) { round in "no-such-name-\(round)" }
        ask("indicator, busy", limit: 1000) { round in "host:\(Traffic.stranger(round, false))" }
        ask("indicator, rare", limit: 1000) { round in "host:\(Traffic.stranger(40_000 + round * 97, round % 10 == 0))"
        }
        ask("indicator, never seen", limit: 1000) { round in "host:203.0.113.\(round)" }
    }
}

/// Places as of files: 26 countries, a network for every /16, and one stranger who lies where nobody else does.
private struct MadeUpPlaces: PlaceLookup {
    static func letter(_ number: Int) -> String { String(UnicodeScalar(UInt8(65 + number % 26))) }

    func place(of address: IPAddress) -> AddressPlace? {
        guard address.isGlobal else { return nil }
        if address == Traffic.stranger(45_000, false) { return AddressPlace(country: "ZZ", system: 1) }
        return AddressPlace(
            country: "A" + Self.letter(Int(address.low >> 16 & 0xFFFF)),
            system: UInt32(truncatingIfNeeded: address.low >> 16))
    }
}
