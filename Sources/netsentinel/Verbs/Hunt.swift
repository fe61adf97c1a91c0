import ArgumentParser
import Foundation
import Sentinel
import Vocabulary

/// `netsentinel hunt`: the past looked through again. With terms a search through all stored flows, without them the rules of the
/// retro-hunt over stored events.
struct Hunt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hunt",
        abstract: "Hunt through the stored past: by rules, or 'src:10.0.0.5 port:>1024 -tag:port_scan_vertical'.",
        discussion: """
            Without terms: looks for scans and loud sources in stored flows and router events (or in a net_sentinel.db given by
            --db-path) and keeps what it finds as alerts, once a day each. Nothing is blocked.
            With terms: src: dst: host: port: sport: dport: proto: service: bytes: packets: duration: direction: tag: name: country: asn:
            in: since: until: (country:DE and asn:64496 need place files; in:flows or in:router searches only there)
            A block (10.0.0.0/8), a range (>1M, 1-1024) or values with commas; - before a term turns it round.
            """, aliases: ["scout"])

    @Argument(help: "What to look for; all terms must hold.")
    var expression: [String] = []

    @Option(help: "From when on: 90s, 6h, \"1 hour 30 minutes\", 7d, or a moment such as 2026-11-21T08:00:00Z.")
    var since: String?

    @Option(help: "Up to when; now when not given.")
    var until: String?

    @Flag(name: .long, help: "Say what would be found and change nothing.")
    var dryRun = false

    @Option(name: .long, help: ArgumentHelp("A net_sentinel.db of net-sentinel, of any version.", valueName: "file"))
    var dbPath: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Another threshold for the rules (may be given again).", valueName: "name=value"))
    var set: [String] = []

    @Flag(name: .long, help: "List the thresholds of the rules.")
    var thresholds = false

    @Flag(name: .long, help: "List the hunter's missions with their options.")
    var missions = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Run a mission of the hunter by hand (may be given again); all runs every one.", valueName: "name"))
    var mission: [String] = []

    @Flag(name: .long, help: "With --mission: traffic that was made up counts too.")
    var forged = false

    @OptionGroup var alerts: ScoutAlertOptions
    @OptionGroup var listing: ListingOptions
    @OptionGroup var folder: DataOption

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        if thresholds {
            for item in try RetroCommand.thresholds(environment: environment) {
                Console.print("\(item.name)=\(item.value)")
            }
        } else if missions {
            try listing.view.show(MissionCommand.cards)
        } else if !mission.isEmpty {
            try await runMissions()
        } else if alerts.isAsked {
            try await alerts.run(store: RetroCommand.alerts(data: folder.path, database: dbPath), listing: listing)
        } else if expression.isEmpty {
            try await huntByRules(environment)
        } else {
            try await search()
        }
    }

    private func runMissions() async throws {
        var options: [String: Double] = [:]
        for (name, value) in try choices() {
            guard let number = Double(value) else { throw ValidationError("--set \(name)=\(value): expected a number") }
            options[name] = number
        }
        do {
            let outcomes = try await MissionCommand.run(
                mission == ["all"] ? [] : mission, options: options, data: folder.path, includesForged: forged)
            try listing.view.show(outcomes)
        } catch let error as ServiceError { throw ValidationError("\(error)") }
    }

    private func choices() throws -> [(String, String)] {
        try set.map { text in
            let halves = text.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { throw ValidationError("--set \(text): expected name=value") }
            return (String(halves[0]), String(halves[1]))
        }
    }

    private func search() async throws {
        let search = SearchExpression(expression.joined(separator: " "))
        if let problem = search.problem { throw ValidationError(problem) }
        guard dbPath == nil, !dryRun, set.isEmpty else {
            throw ValidationError(
                "--db-path, --dry-run and --set go with the rules, not with a search for \(expression[0])")
        }
        var page = PageRequest()
        page.limit = listing.limit
        var query = FlowQuery(search: search, page: page)
        let now = Timestamp(seconds: Date().timeIntervalSince1970)
        query.since = try moment(since)?.timestamp(now: now)
        query.until = try moment(until)?.timestamp(now: now)
        let hunt = FreeHunt(data: folder.path)
        if let flows = try await hunt.flows(query) { try listing.view.show(flows) }
        let router = try await hunt.routerEvents(query)
        if let events = router.events { try listing.view.show(events) }
        if let note = router.note { Console.say(note) }
    }

    private func huntByRules(_ environment: [String: String]) async throws {
        var order = RetroOrder()
        order.since = since
        order.until = until
        order.isDry = dryRun
        order.database = dbPath ?? environment["NET_SCOUT_DB_PATH"]
        for (name, value) in try choices() { order.thresholds[name] = value }
        _ = try moment(since)
        _ = try moment(until)
        do {
            let report = try await RetroCommand.run(order, data: folder.path, environment: environment)
            try listing.view.show(report)
        } catch ServiceError.invalid(let problems) {
            throw ValidationError(problems.joined(separator: "\n"))
        }
    }

    private func moment(_ text: String?) throws -> SearchMoment? {
        do { return try text.map { try SearchMoment(since: $0) } } catch { throw ValidationError("\(error)") }
    }
}
