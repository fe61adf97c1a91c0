import Bedrock
import Foundation
import Hunting
import Logging
import Vocabulary

/// The hunter in the service: wakes on schedule, runs the missions that are due, and answers for them to the API.
///
/// What was chosen for missions is kept in the store's settings; the log and what was told, in `hunting.db`.
actor HunterRoom: HunterDesk {
    private let folder: String
    private let settings: any SentinelStore
    private let flows: any HuntingStore
    private let hunter: Hunter
    private let journal: HuntJournal
    private let places: (any PlaceLookup)?
    private let log: RouterLog
    nonisolated let scout: any ScoutStore
    /// Chooses more missions, where somebody does.
    private var chooser: (any MissionChooser)?
    private var choices: [String: MissionChange]
    private let started = WallClock.now
    private static let key = "hunter"
    /// Seconds after the start before anything is due: a start is busy enough.
    private static let grace = 600.0

    init(
        folder: String, store: some SentinelStore & HuntingStore, news: NewsDesk, places: (any PlaceLookup)?,
        forged: Bool
    ) async throws {
        self.folder = folder
        settings = store
        flows = store
        let database = try ScoutDatabase(folder: folder, now: WallClock.now)
        scout = database
        journal = HuntJournal(database)
        self.places = places
        log = RouterLog(database, zone: .current)
        hunter = Hunter(
            store: store, find: { try await store.allFlows($0) }, journal: journal, places: places,
            includesForged: forged, now: { WallClock.now },
            tell: { try await news.take(past: $0, known: $1) })
        let kept = try await store.setting(Self.key)
        choices = kept.flatMap { try? JSONDecoder().decode([String: MissionChange].self, from: Data($0.utf8)) } ?? [:]
    }

    func listen(to chooser: any MissionChooser) { self.chooser = chooser }

    /// Until the task is cancelled.
    func keepHunting() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(60))
            guard !Task.isCancelled else { return }
            do { try await huntWhatIsDue(now: WallClock.now) } catch is CancellationError { return } catch {
                Logger(label: "hunter").error("the hunter came back early: \(error)")
            }
        }
    }

    func huntWhatIsDue(now: Timestamp) async throws {
        let all = try await missions()
        let due = all.filter { mission in mission.nextRun.map { $0 <= now } ?? false }
        guard !due.isEmpty else { return }
        let orders = due.map { MissionOrder(mission: $0.name, options: choices[$0.name]?.options ?? [:]) }
        do {
            _ = try await hunter.run(orders, trigger: .schedule, adviser: await adviser(among: all.filter(\.enabled)))
        } catch let error where !(error is CancellationError) {
            // Said in the log of each, and not tried again before its time.
            for order in orders {
                let entry = HuntEntry(
                    mission: order.mission, started: now, seconds: 0, trigger: .schedule, looked: [], findings: 0,
                    incidents: [], nothing: "it could not look: \(error)")
                _ = try await journal.add(entry)
            }
        }
    }

    /// Whoever chooses now; what a wish says nothing of stays as the owner set it.
    private func adviser(among missions: [MissionStatus]) async -> Hunter.Adviser? {
        guard let chooser, let name = await chooser.name else { return nil }
        let set = choices.mapValues { $0.options ?? [:] }
        return Hunter.Adviser(name: name, enabled: Set(missions.map(\.name))) { summary in
            try await chooser.choose(summary, among: missions).map { wish in
                var wish = wish
                wish.options = (set[wish.mission] ?? [:]).merging(wish.options) { _, new in new }
                return wish
            }
        }
    }

    func chooserStatus() async -> ChooserStatus {
        var status = await hunter.advice
        status.model = await chooser?.name
        return status
    }

    func missions() async throws -> [MissionStatus] {
        var all: [MissionStatus] = []
        for mission in MissionCatalog.all { all.append(try await status(mission.card)) }
        return all
    }

    func setMission(_ name: String, _ change: MissionChange) async throws -> MissionStatus {
        guard let card = MissionCatalog.named(name)?.card else {
            throw ServiceError.notFound("no mission is called \(name)")
        }
        var problems = card.options.problems(with: change.options ?? [:], owner: card.name)
        if let hours = change.everyHours, !(0.25...744).contains(hours) {
            problems.append("every_hours: is a number from 0.25 to 744")
        }
        guard problems.isEmpty else { throw ServiceError.invalid(problems) }
        var chosen = choices[name] ?? MissionChange()
        chosen.enabled = change.enabled ?? chosen.enabled
        chosen.everyHours = change.everyHours ?? chosen.everyHours
        if let options = change.options {
            chosen.options = (chosen.options ?? [:]).merging(options) { _, new in new }
        }
        choices[name] = chosen
        try await settings.setSetting(
            Self.key, String(decoding: try JSONEncoder().encode(choices), as: UTF8.self))
        return try await status(card)
    }

    func runMission(_ name: String) async throws -> HuntEntry {
        let order = MissionOrder(mission: name, options: choices[name]?.options ?? [:])
        guard let entry = try await hunter.run([order], trigger: .person).first else {
            throw ServiceError.notFound("no mission is called \(name)")
        }
        return entry
    }

    func huntLog(mission: String?, page: PageRequest) async throws -> Page<HuntEntry> {
        try await journal.entries(mission: mission, page: page)
    }

    /// Only over our own folder: whoever reaches the API names no files.
    func retroHunt(_ order: RetroOrder) async throws -> RetroReport {
        var own = order
        own.database = nil
        return try await RetroCommand.run(
            own, data: folder, flows: flows, environment: ProcessInfo.processInfo.environment)
    }

    func routerEvents(_ query: FlowQuery) async throws -> Page<RouterEvent> {
        try await RouterSearch(folder: folder, places: places).events(query, now: WallClock.now)
    }

    func ingested() async throws -> IngestReport { try await log.totals() }

    private func status(_ card: MissionCard) async throws -> MissionStatus {
        let chosen = choices[card.name]
        let enabled = chosen?.enabled ?? true
        let hours = chosen?.everyHours ?? card.everyHours
        let last = try await journal.last(card.name)
        let soonest = started.advanced(bySeconds: Self.grace)
        let turn = try await journal.lastInItsTurn(card.name)
        let next = turn.map { max(soonest, $0.advanced(bySeconds: hours * 3600)) } ?? soonest
        return MissionStatus(
            name: card.name, title: card.title, description: card.summary, detections: card.detections,
            techniques: card.techniques, severity: card.severity,
            options: card.options.map { RuleStatus.Option($0, value: chosen?.options?[$0.name] ?? $0.value) },
            blindSpots: card.blindSpots, enabled: enabled, everyHours: hours, last: last,
            nextRun: enabled ? next : nil)
    }
}
