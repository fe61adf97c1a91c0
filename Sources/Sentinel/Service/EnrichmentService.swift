import Bedrock
import Enrichment
import Incidents
import Outbound
import ServiceLifecycle
import Synchronization
import Vocabulary

/// Looks up the public parties of incidents in the background, and adds what it finds to the incident and to the pages of the hosts.
///
/// The packet path never waits for it: incidents come over a queue that is bounded, one is looked up at a time. What a budget or an
/// open breaker kept from being asked is tried again after ten minutes. Where the owner wishes it, everybody outside whom our hosts talk to is
/// asked about when no incident waits; one whom the sources agree to be bad is an incident at once.
actor EnrichmentService: ServiceLifecycle.Service {
    let desk: LookupDesk
    private let evidence: any IntelligenceStore
    private let store: any SentinelStore
    private let news: NewsDesk
    private let ids: StreamIDs
    private let now: @Sendable () -> Timestamp
    private let bell: AsyncStream<Void>
    private let ringer: AsyncStream<Void>.Continuation
    private let offers: AsyncStream<Incident>
    private nonisolated let incoming: AsyncStream<Incident>.Continuation
    private var queue = LookupQueue()
    private nonisolated let contacts = Mutex(Contacts())
    /// Of what reputation found; quiet for a day, so that a bad contact is one incident a day.
    private var correlator = Correlator(quiet: 86_400)

    private struct Contacts {
        var isOn = false
        var book = ContactBook()
    }
    private static let patience = 600.0

    init(
        desk: LookupDesk, evidence: any IntelligenceStore, store: any SentinelStore, news: NewsDesk, ids: StreamIDs,
        now: @escaping @Sendable () -> Timestamp = { WallClock.now }
    ) {
        self.desk = desk
        self.evidence = evidence
        self.store = store
        self.news = news
        self.ids = ids
        self.now = now
        (bell, ringer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (offers, incoming) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1024))
    }

    /// Incidents that wait.
    var waiting: Int { queue.count }

    func run() async throws {
        await cancelWhenGracefulShutdown { await self.work() }
    }

    /// Hears of an incident, without waiting. Bounds: 1,024 changes are held until they are looked at; of more the oldest go.
    nonisolated func offer(_ update: IncidentUpdate) {
        guard update.change == .opened || update.change == .grew else { return }
        incoming.yield(update.incident)
    }

    /// Takes in an incident that opened or grew.
    func take(_ incident: Incident) {
        if queue.offer(incident) { ringer.yield() }
    }

    private func work() async {
        await withTaskGroup(of: Void.self) { group in
            // What was postponed rings by itself.
            group.addTask { [ringer] in
                while !Task.isCancelled {
                    try? await Task.sleep(for: .seconds(30))
                    ringer.yield()
                }
            }
            group.addTask {
                for await incident in self.offers { await self.take(incident) }
            }
            group.addTask {
                for await _ in self.bell { await self.drain() }
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// Hears of a flow, without waiting.
    nonisolated func meet(_ news: CellarNews.FlowNews) {
        guard news.kind == .opened || news.kind == .closed,
            let contact = Contact(news.flow, news.direction, isOver: news.kind == .closed)
        else { return }
        let isNew = contacts.withLock { $0.isOn && $0.book.offer(contact) }
        if isNew { ringer.yield() }
    }

    /// All that may be looked up now: incidents first, before each contact as well.
    func drain() async {
        while !Task.isCancelled {
            let settings = await desk.settings
            let isOn = settings.contacts && settings.automatic && !settings.offline
            contacts.withLock { $0.isOn = isOn }
            if let job = queue.next(at: now()) {
                await lookUp(job)
            } else if isOn, await desk.canAskAboutContacts, let contact = contacts.withLock({ $0.book.next() }) {
                await judge(contact)
            } else {
                return
            }
        }
    }

    private func judge(_ contact: Contact) async {
        let note = await desk.look(up: contact.address, .contact)
        guard note.verdicts.contains(where: { $0.outcome != .skipped && !$0.isLocal }) else { return }
        try? await evidence.attach(note, toHost: contact.address)
        guard let finding = ReputationFinding.finding(contact, note) else { return }
        let wanted = (try? await store.suppressions()) ?? []
        _ = correlator.replace(suppressions: wanted.compactMap(Suppression.init(record:)))
        let changes = correlator.observe(finding)
        guard let incident = changes.last?.incident else { return }
        var page = CellarNews()
        page.found = [CellarNews.Found(finding: finding, incident: incident.id)]
        page.changes = changes
        await news.take(page)
        await store.flush()
        if let record = try? await evidence.attach([note], toIncident: incident.id, streamID: ids.next()) {
            await news.remember(record, .enriched)
        }
    }

    private func lookUp(_ job: LookupQueue.Job) async {
        let settings = await desk.settings
        guard settings.automatic, !settings.offline else { return }
        let begun = now()
        var notes: [EvidenceNote] = []
        var unasked: [IPAddress] = []
        for address in job.addresses {
            let note = await desk.look(up: address, .background)
            if note.verdicts.contains(where: { $0.outcome == .skipped }) { unasked.append(address) }
            // What this machine knows by itself is no news: it comes along where somebody outside had something to say.
            let isNews = note.verdicts.contains {
                $0.outcome != .skipped && !$0.isLocal && (!job.isRetry || $0.at >= begun)
            }
            guard isNews else { continue }
            notes.append(note)
            try? await evidence.attach(note, toHost: address)
        }
        if !unasked.isEmpty {
            var rest = job
            rest.addresses = unasked
            queue.postpone(rest, until: now().advanced(bySeconds: Self.patience))
        }
        guard !notes.isEmpty else { return }
        // The incident itself may still wait to be written.
        await store.flush()
        if let record = try? await evidence.attach(notes, toIncident: job.incident, streamID: ids.next()) {
            await news.remember(record, .enriched)
        }
    }
}
