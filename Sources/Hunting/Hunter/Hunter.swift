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
    /// What became of an adviser's wishes, since the start.
    private(set) package var advice = ChooserStatus()

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

    /// Somebody who may ask for missions besides those that are due.
    package struct Adviser: Sendable {
        /// For the log.
        let name: String
        /// The missions that may be asked for.
        let enabled: Set<String>
        /// Is shown the picture in numbers.
        let choose: @Sendable (HuntSummary) async throws -> [MissionOrder]

        package init(
            name: String, enabled: Set<String>,
            choose: @escaping @Sendable (HuntSummary) async throws -> [MissionOrder]
        ) {
            self.name = name
            self.enabled = enabled
            self.choose = choose
        }
    }

    /// A mission on its way, and what the log says of how it came about.
    private struct Errand {
        let order: MissionOrder
        let trigger: HuntEntry.Trigger
        var notes: [String] = []
    }

    /// One round: every order after the other, over one picture; then what an adviser asks for besides.
    ///
    /// An adviser takes nothing away: what is due runs with the options that the owner set, whatever is asked for.
    package func run(
        _ orders: [MissionOrder], trigger: HuntEntry.Trigger, adviser: Adviser? = nil
    ) async throws -> [HuntEntry] {
        guard !isOut else { throw ServiceError.conflict("the hunter is out already: try again when it is back") }
        isOut = true
        defer { isOut = false }
        for order in orders {
            guard let mission = MissionCatalog.named(order.mission) else {
                throw ServiceError.notFound("no mission is called \(order.mission)")
            }
            let problems = mission.card.options.problems(with: order.options, owner: mission.card.name)
            guard problems.isEmpty else { throw ServiceError.invalid(problems) }
        }
        let begun = now()
        let ground = HuntingGround(picture: try await picture(), places: places, find: find)
        let looked = Self.looked(ground.picture, seconds: max(0, now().seconds(since: begun)))
        var errands = orders.map { Errand(order: $0, trigger: trigger) }
        if let adviser {
            let (chosen, notes) = await ask(adviser, ground.picture.summary, besides: orders)
            if !errands.isEmpty { errands[0].notes += notes }
            errands += chosen.map {
                Errand(order: $0, trigger: .model, notes: ["the model \(adviser.name) asked for this mission"])
            }
        }
        var started = now()
        var entries: [HuntEntry] = []
        for errand in errands {
            try Task.checkCancellation()
            guard let mission = MissionCatalog.named(errand.order.mission) else { continue }
            let result = try await mission.hunt(ground, MissionOptions(mission.card, errand.order.options))
            var entry = HuntEntry(
                mission: errand.order.mission, started: started, seconds: 0, trigger: errand.trigger,
                looked: [looked] + result.looked + errand.notes, findings: 0, incidents: [],
                nothing: result.nothing)
            try await tell(result, &entry)
            let done = now()
            entry.seconds = max(0, done.seconds(since: started))
            started = done
            entries.append(try await journal?.add(entry) ?? entry)
        }
        return entries
    }

    private func ask(
        _ adviser: Adviser, _ summary: HuntSummary, besides due: [MissionOrder]
    ) async -> ([MissionOrder], [String]) {
        advice.asked &+= 1
        do {
            let (orders, refused) = Self.judge(try await adviser.choose(summary), among: adviser.enabled)
            let extra = orders.filter { wish in !due.contains { $0.isTheSame(as: wish) } }
            advice.granted &+= UInt64(extra.count)
            advice.due &+= UInt64(orders.count - extra.count)
            advice.refused &+= UInt64(refused.count)
            let tally =
                "the model \(adviser.name) was asked: \(extra.count) missions more, "
                + "\(orders.count - extra.count) that were due anyway, \(refused.count) wishes refused"
            return (extra, [tally] + refused.prefix(8).map { "the model's wish was refused: \($0)" })
        } catch {
            advice.failed &+= 1
            return ([], ["the model \(adviser.name) could not be asked: \("\(error)".prefix(300))"])
        }
    }

    /// What a chooser asks for, as far as it can be done, and what of it was refused and why.
    package static func judge(
        _ orders: [MissionOrder], among enabled: Set<String>
    ) -> (orders: [MissionOrder], refused: [String]) {
        var good: [MissionOrder] = []
        var refused: [String] = []
        for order in orders.prefix(32) {
            let name = clean(order.mission)
            guard let mission = MissionCatalog.named(order.mission) else {
                refused.append("there is no mission \(name)")
                continue
            }
            guard enabled.contains(order.mission), !good.contains(where: { $0.mission == order.mission }) else {
                refused.append("\(name) is off, or was asked for twice")
                continue
            }
            let problems = mission.card.options.problems(with: order.options, owner: mission.card.name)
            if problems.isEmpty {
                good.append(order)
            } else {
                refused.append("\(name): \(clean(problems.joined(separator: "; "), most: 300))")
            }
        }
        if orders.count > 32 { refused.append("\(orders.count - 32) wishes more than 32") }
        return (good, refused)
    }

    /// What a model wrote, for one line of the log.
    private static func clean(_ text: String, most: Int = 64) -> String {
        String(text.unicodeScalars.prefix(most).map { (32..<127).contains($0.value) ? Character($0) : "?" })
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

    private static func looked(_ picture: Picture, seconds: Double) -> String {
        let days = (picture.days * 10).rounded() / 10
        let left = picture.leftOut + picture.lookups.leftOut
        return "\(picture.coverage.flows) flows of \(days) days in \(picture.coverage.files) files, summed up in "
            + "\((seconds * 10).rounded() / 10) s"
            + (left > 0 ? "; \(left) conversations did not fit into the picture" : "")
    }
}

extension MissionOrder {
    /// The same mission with the same values of its options, said or left as they are.
    fileprivate func isTheSame(as other: MissionOrder) -> Bool {
        guard mission == other.mission, let card = MissionCatalog.named(mission)?.card else { return false }
        let (own, others) = (MissionOptions(card, options), MissionOptions(card, other.options))
        return card.options.allSatisfy { own[$0.name] == others[$0.name] }
    }
}
