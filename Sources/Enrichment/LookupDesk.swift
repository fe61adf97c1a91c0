import FoundationEssentials
package import Outbound
package import Vocabulary

/// Asks the sources about addresses: settings in force, the cache before the gate, and each question only once at a time.
///
/// An answer is kept as long as its card says, that there is none for a quarter of that, a failure for five minutes; what the
/// gate refused (budget, offline, breaker) is not kept at all. A lookup never fails: what went wrong is a verdict with its name.
package actor LookupDesk {
    /// Who asks.
    package enum Mode: Sendable, Hashable {
        case person
        /// An incident: only sources that may be asked in the background.
        case background
        /// A contact of one of our hosts: only reputation, and only as long as a fifth of the day's budget is left for incidents.
        case contact
    }

    private let gate: OutboundGate
    private let cache: any VerdictCache
    private let local: [any LocalIntelligence]
    private let catalog: [any IntelligenceSource.Type]
    private let nameServers: [SourceContext.NameServer]
    private let environment: [String: String]
    private let now: @Sendable () -> Timestamp
    private(set) package var settings = IntelligenceSettings()
    private var keys: KeyRing
    /// Questions that are being asked.
    private var asking: [Question: Task<SourceVerdict, Never>] = [:]
    /// What was answered last: whoever looked into the cache before it was kept there need not ask again. All are forgotten at 256.
    private var recent: [Question: SourceVerdict] = [:]
    private(set) package var refused: UInt64 = 0
    private static let failureLifetime = 300.0

    private struct Question: Hashable {
        var source: String
        var address: IPAddress
    }

    package init(
        gate: OutboundGate, cache: any VerdictCache, keys: KeyRing, environment: [String: String] = [:],
        local: [any LocalIntelligence] = [], catalog: [any IntelligenceSource.Type] = SourceCatalog.all,
        nameServers: [SourceContext.NameServer]? = nil, now: @escaping @Sendable () -> Timestamp
    ) {
        self.gate = gate
        self.cache = cache
        self.keys = keys
        self.environment = environment
        self.local = local
        self.catalog = catalog
        self.nameServers = nameServers ?? NameServers.system().map { .init($0) }
        self.now = now
    }

    /// The settings in force from now on; keys that are given are kept first.
    ///
    /// - Throws: `EnrichmentError` when keys cannot be kept; then nothing has changed.
    package func use(
        _ settings: IntelligenceSettings, keys changed: [String: String] = [:]
    ) async throws(EnrichmentError) {
        try keys.keep(changed)
        self.settings = settings
        await gate.setOffline(settings.offline)
        for id in changed.keys.sorted() {
            if let card = card(id) { await gate.forgive(service(of: card)) }
        }
    }

    /// What all sources say of an address. A private one is only looked for on this machine.
    package func look(up address: IPAddress, _ mode: Mode, fresh: Bool = false) async -> EvidenceNote {
        let asked = await sources(for: mode)
        let isPublic = address.mayBeLookedUp
        if !isPublic { refused &+= 1 }
        let kept = isPublic && !fresh ? await cache.verdicts(about: address) : []
        var verdicts: [SourceVerdict] = []
        var open: [any IntelligenceSource.Type] = []
        for source in asked {
            let card = source.card
            if !isPublic {
                verdicts.append(skipped(card, "private_subject", "Only public addresses are asked about outside."))
            } else if let lack = lack(of: card) {
                verdicts.append(skipped(card, lack.problem, lack.reason))
            } else if let known = kept.first(where: { $0.source == card.id }), isGood(known, card) {
                verdicts.append(known)
            } else {
                open.append(source)
            }
        }
        verdicts += await ask(open, about: address, fresh: fresh)
        for house in local { verdicts += await house.verdicts(about: address, at: now()) }
        let order = catalog.map { $0.card.id }
        verdicts.sort { left, right in
            let places = [left, right].map { order.firstIndex(of: $0.source) ?? order.count }
            return (places[0], left.source) < (places[1], right.source)
        }
        return EvidenceNote(
            subject: address.description, at: now(),
            consensus: Consensus(verdicts, configured: configured, threshold: settings.threshold), verdicts: verdicts)
    }

    /// Reputation sources that are switched on and have what they need.
    package var configured: Int {
        catalog.count { $0.card.kind == .reputation && isOn($0.card) && lack(of: $0.card) == nil }
    }

    private func sources(for mode: Mode) async -> [any IntelligenceSource.Type] {
        let on = catalog.filter { isOn($0.card) }
        if mode == .person { return on }
        let ready = on.filter { isAutomatic($0.card) && lack(of: $0.card) == nil }
        guard mode == .contact else { return ready }
        var rich: [any IntelligenceSource.Type] = []
        for source in ready where source.card.kind == .reputation {
            let service = service(of: source.card)
            let standing = await gate.standing(of: service)
            if standing.state == .ok, standing.usedDay < service.budget.perDay * 4 / 5 { rich.append(source) }
        }
        return rich
    }

    /// Whether a contact can be asked about now.
    package var canAskAboutContacts: Bool { get async { await !sources(for: .contact).isEmpty } }

    /// All at once; what is being asked already is waited for.
    private func ask(
        _ sources: [any IntelligenceSource.Type], about address: IPAddress, fresh: Bool
    ) async -> [SourceVerdict] {
        var verdicts: [SourceVerdict] = []
        var tasks: [Task<SourceVerdict, Never>] = []
        for source in sources {
            let question = Question(source: source.card.id, address: address)
            if let task = asking[question] {
                tasks.append(task)
                continue
            }
            if !fresh, let known = recent[question], isGood(known, source.card) {
                verdicts.append(known)
                continue
            }
            let context = context(source.card)
            let task = Task { await verdict(source, address, context) }
            asking[question] = task
            tasks.append(task)
        }
        for task in tasks { verdicts.append(await task.value) }
        if recent.count >= 256 { recent.removeAll(keepingCapacity: true) }
        for verdict in verdicts {
            let question = Question(source: verdict.source, address: address)
            asking[question] = nil
            recent[question] = verdict
        }
        // What was refused before it left is no answer.
        await cache.keep(verdicts.filter { $0.outcome != .skipped }, about: address)
        return verdicts
    }

    private func verdict(
        _ source: any IntelligenceSource.Type, _ address: IPAddress, _ context: SourceContext
    ) async -> SourceVerdict {
        let card = source.card
        let finding: SourceFinding
        do {
            finding = try await source.look(up: address, context)
        } catch {
            finding = SourceFinding(error.isRefusal ? .skipped : .failed, problem: error.code.rawValue, error.message)
        }
        let at = now()
        let lifetime =
            switch finding.outcome {
            case .answered: card.lifetime
            case .unknown: card.lifetime / 4
            case .failed: Self.failureLifetime
            case .skipped: 0.0
            }
        return SourceVerdict(
            source: card.id, kind: card.kind, outcome: finding.outcome, problem: finding.problem,
            flagged: finding.flagged, confidence: finding.confidence,
            reason: CleanText.line(finding.reason, limit: 300), excerpt: finding.excerpt,
            facts: Array(finding.facts.prefix(40)), at: at, expires: at.advanced(bySeconds: lifetime))
    }

    /// Not over, and from after the last change of what it would be judged by.
    private func isGood(_ verdict: SourceVerdict, _ card: SourceCard) -> Bool {
        now() < verdict.expires && verdict.at.nanoseconds >= settings.sources[card.id]?.changed ?? .min
    }

    private func skipped(_ card: SourceCard, _ problem: String, _ reason: String) -> SourceVerdict {
        SourceVerdict(
            source: card.id, kind: card.kind, outcome: .skipped, problem: problem, reason: reason, at: now(),
            expires: now())
    }
}

// MARK: Settings in force

extension LookupDesk {
    private func card(_ id: String) -> SourceCard? { catalog.lazy.map { $0.card }.first { $0.id == id } }

    private func isOn(_ card: SourceCard) -> Bool { settings.sources[card.id]?.enabled ?? true }

    private func isAutomatic(_ card: SourceCard) -> Bool { settings.sources[card.id]?.automatic ?? card.automatic }

    private func service(of card: SourceCard) -> OutboundService {
        var service = card.service
        service.budget.perMinute = settings.sources[card.id]?.perMinute ?? service.budget.perMinute
        service.budget.perDay = settings.sources[card.id]?.perDay ?? service.budget.perDay
        return service
    }

    /// The environment before the card's own, or before what the owner gave where the card has none.
    private func url(of card: SourceCard) -> String? {
        let variables = card.url == nil ? ["PDNS_API_URL", card.urlVariable] : [card.urlVariable]
        for name in variables {
            if let url = environment[name], !url.isEmpty { return IntelligenceSettings.trimmed(url) }
        }
        return card.url ?? settings.sources[card.id]?.url
    }

    /// What keeps a source from being asked at all.
    private func lack(of card: SourceCard) -> (problem: String, reason: String)? {
        if url(of: card) == nil { return ("no_url", "\(card.title) needs an address: PDNS_API_URL, or the settings.") }
        if card.needsKey, keys.key(of: card) == nil {
            return (
                "no_key", "\(card.title) needs a key: \(card.keyVariables.joined(separator: " or ")), or the settings."
            )
        }
        return nil
    }

    private func context(_ card: SourceCard) -> SourceContext {
        SourceContext(
            gate: gate, service: service(of: card), url: url(of: card) ?? "", key: keys.key(of: card)?.key ?? "",
            options: settings.sources[card.id]?.options ?? [:], nameServers: nameServers)
    }

    /// Every source as the owner sees it.
    package func overview(waiting: Int = 0) async -> IntelligenceOverview {
        var overview = IntelligenceOverview()
        overview.offline = settings.offline
        overview.automatic = settings.automatic
        overview.contacts = settings.contacts
        overview.threshold = settings.threshold
        overview.waiting = waiting
        overview.refused = refused
        for source in catalog { overview.sources.append(await status(source.card)) }
        return overview
    }

    private func status(_ card: SourceCard) async -> IntelligenceSourceStatus {
        var status = IntelligenceSourceStatus(id: card.id, title: card.title, kind: card.kind, help: card.help)
        let service = service(of: card)
        let standing = await gate.standing(of: service)
        status.enabled = isOn(card)
        status.automatic = isAutomatic(card)
        status.configured = lack(of: card) == nil
        status.needsKey = card.needsKey
        if let key = keys.key(of: card) {
            status.key = KeyRing.masked(key.key)
            status.keyOrigin = key.origin
        }
        status.keyVariables = card.keyVariables
        status.url = url(of: card).flatMap { $0.isEmpty ? nil : $0 }
        let chosen = settings.sources[card.id]?.options
        status.options = card.options.map { .init($0, value: chosen?[$0.name] ?? $0.value) }
        status.usedMinute = standing.usedMinute
        status.perMinute = service.budget.perMinute
        status.usedDay = standing.usedDay
        status.perDay = service.budget.perDay
        status.until = standing.until
        status.calls = standing.calls
        status.refused = standing.refused
        status.lastError = standing.lastError?.message
        status.lastErrorAt = standing.lastError?.at
        status.state =
            !status.enabled
            ? .disabled
            : !status.configured
                ? .unconfigured : IntelligenceSourceStatus.State(rawValue: standing.state.rawValue) ?? .ok
        return status
    }
}
