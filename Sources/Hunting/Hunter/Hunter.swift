package import Vocabulary

/// Runs missions over the stored past: makes the picture once a round, asks each mission, and tells what is new.
///
/// Works without a model; a chooser may ask for missions and options by name and number, and what it asks for is judged like a person's
/// wish. The same finding is told once; when it goes on, its incident grows.
package actor Hunter {
    /// Takes a finding of the past into an incident and answers with the incident's id; nil where it is suppressed or settled.
    package typealias Teller = @Sendable (_ finding: Finding, _ incident: String?) async throws -> String?

    private let store: any HuntingStore
    private let find: @Sendable (FlowQuery) async throws -> [FlowRecord]
    private let journal: HuntJournal?
    private let places: (any PlaceLookup)?
    private let includesForged: Bool
    private let teller: Teller
    private let now: @Sendable () -> Timestamp
    private var isOut = false

    /// - Parameters:
    ///   - find: looks flows up, newest first.
    ///   - journal: nil: nothing is remembered, as for a dry run.
    package init(
        store: any HuntingStore, find: @escaping @Sendable (FlowQuery) async throws -> [FlowRecord],
        journal: HuntJournal?, places: (any PlaceLookup)? = nil, includesForged: Bool = false,
        now: @escaping @Sendable () -> Timestamp, tell: @escaping Teller
    ) {
        self.store = store
        self.find = find
        self.journal = journal
        self.places = places
        self.includesForged = includesForged
        self.now = now
        teller = tell
    }

    /// Days of history that a picture holds at most.
    static let historyDays = 31.0

    /// The picture of what is stored; `.conflict` while the hunter is out already.
    package func picture() async throws -> Picture {
        var query = TalkQuery()
        query.includesForged = includesForged
        var newest = FlowQuery()
        newest.page.limit = 1
        if let last = try await find(newest).first {
            query.since = last.end.advanced(bySeconds: -Self.historyDays * 86_400)
        }
        let box = PictureBox()
        let coverage = try await store.talks(query) { sums in box.observe(sums) }
        try await store.lookups(query) { sums in box.observe(sums) }
        return box.finish(coverage)
    }

    /// One round: every order after the other, over one picture.
    ///
    /// - Parameter choose: is shown the picture in numbers and may ask for more; nil: nobody is asked.
    package func run(
        _ orders: [MissionOrder], trigger: HuntEntry.Trigger, enabled: Set<String> = [],
        choose: (@Sendable (HuntSummary) async throws -> [MissionOrder])? = nil
    ) async throws -> [HuntEntry] {
        guard !isOut else { throw ServiceError.conflict("the hunter is out already: try again when it is back") }
        isOut = true
        defer { isOut = false }
        for order in orders {
            guard let mission = MissionCatalog.named(order.mission) else {
                throw ServiceError.notFound("no mission is called \(order.mission)")
            }
            let problems = MissionOptions.problems(mission.card, order.options)
            guard problems.isEmpty else { throw ServiceError.invalid(problems) }
        }
        var started = now()
        let ground = HuntingGround(picture: try await picture(), places: places, find: find)
        var wanted = orders.map { (order: $0, trigger: trigger, notes: [String]()) }
        if let choose {
            let (chosen, notes) = await Self.ask(choose, ground.picture.summary, enabled)
            wanted.removeAll { entry in chosen.contains { $0.mission == entry.order.mission } }
            wanted += chosen.map { (order: $0, trigger: HuntEntry.Trigger.model, notes: [String]()) }
            if !wanted.isEmpty { wanted[0].notes += notes }
        }
        var entries: [HuntEntry] = []
        for (order, trigger, notes) in wanted {
            try Task.checkCancellation()
            guard let mission = MissionCatalog.named(order.mission) else { continue }
            let result = try await mission.hunt(ground, MissionOptions(mission.card, order.options))
            var entry = HuntEntry(
                mission: order.mission, started: started, seconds: 0, trigger: trigger,
                looked: [Self.looked(ground.picture)] + result.looked + notes, findings: 0, incidents: [],
                nothing: result.nothing)
            try await tell(result, &entry)
            let done = now()
            entry.seconds = max(0, done.seconds(since: started))
            started = done
            entries.append(try await journal?.add(entry) ?? entry)
        }
        return entries
    }

    private static func ask(
        _ choose: @Sendable (HuntSummary) async throws -> [MissionOrder], _ summary: HuntSummary, _ enabled: Set<String>
    ) async -> ([MissionOrder], [String]) {
        do {
            let (orders, refused) = judge(try await choose(summary), among: enabled)
            return (orders, refused.map { "the model's wish was refused: \($0)" })
        } catch {
            return ([], ["the model could not be asked: \(error)"])
        }
    }

    /// What a chooser asks for, as far as it can be done, and what of it was refused and why.
    package static func judge(
        _ orders: [MissionOrder], among enabled: Set<String>
    ) -> (orders: [MissionOrder], refused: [String]) {
        var good: [MissionOrder] = []
        var refused: [String] = []
        for order in orders.prefix(32) {
            let name = String(order.mission.prefix(64))
            guard let mission = MissionCatalog.named(order.mission) else {
                refused.append("there is no mission \(name)")
                continue
            }
            guard enabled.contains(name), !good.contains(where: { $0.mission == name }) else {
                refused.append("\(name) is off, or was asked for twice")
                continue
            }
            let problems = MissionOptions.problems(mission.card, order.options)
            if problems.isEmpty { good.append(order) } else { refused += problems.prefix(8).map { "\(name): \($0)" } }
        }
        return (good, refused)
    }

    private func tell(_ result: MissionResult, _ entry: inout HuntEntry) async throws {
        var known = 0
        var silenced = 0
        for finding in result.findings {
            let key = Self.key(entry.mission, finding)
            let before = try await journal?.told(key)
            if let before, before.last >= finding.lastSeen {
                known += 1
                continue
            }
            guard let incident = try await teller(finding, before?.incident) else {
                silenced += 1
                continue
            }
            try await journal?.tell(key, incident: incident, last: finding.lastSeen)
            if !entry.incidents.contains(incident) { entry.incidents.append(incident) }
            if before == nil { entry.findings += 1 } else { known += 1 }
        }
        guard entry.findings == 0, entry.nothing == nil else { return }
        var words: [String] = []
        if known > 0 { words.append("\(known) were told before") }
        if silenced > 0 { words.append("\(silenced) are suppressed, or their incident is settled") }
        entry.nothing = "of \(result.findings.count) findings " + words.joined(separator: " and ")
    }

    private static func key(_ mission: String, _ finding: Finding) -> String {
        let attackers = finding.attackers.map(\.description).joined(separator: ",")
        // What grows with time does not make a finding another one.
        let isSweep = finding.victims.count > 1
        let victims = isSweep ? "many" : finding.victims.first?.description ?? ""
        let extra =
            finding.evidence.first { ["domain", "place", "port"].contains($0.name) }.map { "\($0.value)" } ?? ""
        return "\(mission)|\(finding.detection)|\(attackers)|\(victims)|\(extra)"
    }

    private static func looked(_ picture: Picture) -> String {
        let days = (picture.days * 10).rounded() / 10
        let left = picture.leftOut + picture.lookups.leftOut
        return "\(picture.coverage.flows) flows of \(days) days in \(picture.coverage.files) files"
            + (left > 0 ? "; \(left) conversations did not fit into the picture" : "")
    }
}
