import Bedrock
import Detection
import Enrichment
import Foundation
import Synchronization
import Vocabulary

/// Keeps the blocklists of the data folder in force: reads them, hands the table down to the packet thread whole, and has the past
/// searched for what is new.
///
/// A reload is a swap: until another table is built the old one stays, and stays when the new one cannot be built.
actor IndicatorOffice: IndicatorDesk {
    private let folder: ListFolder
    /// Lists that were named at the start, besides those of the folder.
    private let named: [Blocklists.Source]
    private let inbox: CommandInbox
    private let past: PastSearchDesk
    nonisolated let atlas: GeoAtlas
    /// Told of every new table: uploads are analysed with it too.
    private let use: @Sendable (IndicatorTable?) async -> Void
    private let now: @Sendable () -> Timestamp
    private var current: Blocklists?
    private var mark = ""
    private var seen = ""
    private var loaded: Timestamp?
    private var loading: Task<Void, Never>?

    init(
        data: String, named: [Blocklists.Source], inbox: CommandInbox, past: PastSearchDesk,
        atlas: GeoAtlas = GeoAtlas(files: []),
        use: @escaping @Sendable (IndicatorTable?) async -> Void,
        now: @escaping @Sendable () -> Timestamp = { WallClock.now }
    ) {
        folder = ListFolder(ofData: data)
        self.named = named
        self.inbox = inbox
        self.past = past
        self.atlas = atlas
        self.use = use
        self.now = now
    }

    var table: IndicatorTable? { current?.table }

    /// Reads all lists and puts them in force; one reading after the other.
    func load() async {
        let before = loading
        let turn = Task {
            await before?.value
            await self.read()
        }
        loading = turn
        await turn.value
    }

    private func read() async {
        mark = folder.mark()
        seen = mark
        let sources = folder.sources() + named
        let now = now()
        // Reading a million lines takes a second or two, which nobody waits for.
        let outcome = await Task.detached(priority: .utility) {
            Result { () throws(SentinelError) in try Blocklists(reading: sources, now: now) }
        }.value
        guard case .success(let lists) = outcome else { return }
        let before = current?.table
        current = lists
        loaded = now
        inbox.send(indicators: lists.table)
        await use(lists.table)
        await past.search(for: lists.table, before: before, mark: mark)
    }

    /// Looks whether a file of the folder changed or an entry is over; two looks must agree, so that a file that is still being
    /// written is not read.
    func look() async {
        let found = folder.mark()
        defer { seen = found }
        if found != mark, found == seen { return await load() }
        if let end = current?.nextEnd, end <= now() { await load() }
    }

    func overview() async -> IndicatorOverview {
        var overview = IndicatorOverview()
        overview.lists = current?.lists ?? []
        overview.entries = current?.table?.entries ?? IndicatorList.Entries()
        overview.bytes = current?.table?.byteCount ?? 0
        overview.loaded = loaded
        overview.loadSeconds = ((current?.seconds ?? 0) * 1000).rounded() / 1000
        overview.refused = current?.refused ?? 0
        overview.past = await past.state
        overview.geo = atlas.files.map {
            IndicatorOverview.GeoFile(path: $0.path, type: $0.type, built: $0.built, problem: $0.problem)
        }
        return overview
    }

    func addList(_ id: String, file path: String, about: ListChange) async throws -> IndicatorList {
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard ListFolder.isName(id) else {
            throw ServiceError.invalid(["name: letters, digits, dots, - and _, at most 100"])
        }
        let meta = try Self.meta(about)
        var list = IndicatorList(id: id, name: id)
        list.enabled = true
        let source = Blocklists.Source(path: path, list: list)
        let now = now()
        let trial = try await Task.detached(priority: .utility) { try Blocklists(reading: [source], now: now) }.value
        guard trial.table != nil else {
            let faults = trial.lists.first?.faults.map { "\($0.count) \($0.reason)" } ?? []
            throw ServiceError.invalid([
                trial.lists.first?.problem
                    ?? "there is no entry in it that can be used: \(faults.joined(separator: ", "))"
            ])
        }
        try Self.told { () throws(SentinelError) in try folder.add(path, id: id, meta: meta) }
        await load()
        return try found(id)
    }

    func changeList(_ id: String, _ change: ListChange) async throws -> IndicatorList {
        guard folder.contains(id) else { throw ServiceError.notFound("there is no list \(id)") }
        let meta = try Self.meta(change)
        try Self.told { () throws(SentinelError) in try folder.change(id, meta) }
        await load()
        return try found(id)
    }

    func removeList(_ id: String) async throws {
        guard folder.contains(id) else { throw ServiceError.notFound("there is no list \(id)") }
        try Self.told { () throws(SentinelError) in try folder.remove(id) }
        await load()
    }

    func look(up subject: String) async -> LocalKnowledge {
        LocalKnowledge(
            subject: subject, hit: current?.look(up: subject), place: IPAddress(subject).flatMap { atlas.place(of: $0) }
        )
    }

    /// The same for the note of a look-up.
    func answer(about address: IPAddress) -> HouseKnowledge.Answer {
        HouseKnowledge.Answer(
            hit: current?.table?.look(up: address), entries: current?.table?.entries.total ?? 0,
            place: atlas.place(of: address), hasPlaces: !atlas.isEmpty)
    }

    nonisolated func place(of address: IPAddress) -> Place? { atlas.place(of: address) }

    private func found(_ id: String) throws -> IndicatorList {
        guard let list = current?.lists.first(where: { $0.id == id }) else {
            throw ServiceError.unavailable("the list was kept and could not be read")
        }
        return list
    }

    private static func meta(_ change: ListChange) throws -> ListFolder.Meta {
        var meta = ListFolder.Meta()
        meta.name = change.name
        meta.source = change.source
        meta.confidence = change.confidence
        meta.expires = change.expires?.description
        meta.enabled = change.enabled
        guard meta.problems.isEmpty else { throw ServiceError.invalid(meta.problems) }
        return meta
    }

    /// What the folder could not do, in the words of the service.
    private static func told(_ body: () throws(SentinelError) -> Void) throws(ServiceError) {
        do throws(SentinelError) { try body() } catch { throw .unavailable(error.message) }
    }
}
