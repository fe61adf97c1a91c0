import Bedrock
import Detection
import Vocabulary

/// Searches the stored flows for indicators that have come: what a list names today may have been met last week.
///
/// All flows of the last `days` are held against the new table and against the one before, a page at a time and never in anybody's
/// way; hits become findings dated by their flows. Bounds: one search at a time; another table ends it and begins anew from what
/// was searched last. What was searched is remembered over restarts by the lists' mark.
actor PastSearchDesk {
    /// Takes what a search found, in order of time; the flows of a finding are ids of the store.
    typealias Take = @Sendable ([Finding]) async -> Void

    private let store: any SentinelStore
    private let take: Take
    private let now: @Sendable () -> Timestamp
    private(set) var state = IndicatorOverview.PastSearch()
    private var running: Task<Void, Never>?
    /// The table that was searched for last.
    private var settled: IndicatorTable?
    private static let key = "indicators_searched"
    private static let days = 30.0
    private static let pageSize = 500

    init(store: any SentinelStore, now: @escaping @Sendable () -> Timestamp = { WallClock.now }, take: @escaping Take) {
        self.store = store
        self.now = now
        self.take = take
    }

    /// Begins to search for what `table` names and what was searched last does not; `mark` names the lists it came from.
    func search(for table: IndicatorTable?, before: IndicatorTable?, mark: String) async {
        running?.cancel()
        await running?.value
        guard let table else {
            settled = nil
            return
        }
        // Lists that are as they were when the program ended were searched then.
        if before == nil, settled == nil, (try? await store.setting(Self.key)) == Self.json(mark) {
            settled = table
            return
        }
        let known = settled
        running = Task(priority: .background) { await self.work(table, known, mark) }
    }

    /// Ends what runs.
    func stop() async {
        running?.cancel()
        await running?.value
    }

    /// When the search that runs is over.
    func wait() async { await running?.value }

    private func work(_ table: IndicatorTable, _ known: IndicatorTable?, _ mark: String) async {
        state = IndicatorOverview.PastSearch()
        state.state = .running
        defer { state.state = .idle }
        var meetings = PastMeetings(added: table, known: known)
        var query = FlowQuery()
        query.page.limit = Self.pageSize
        // Of event time: a capture of last year has its own last month.
        var oldest: Timestamp?
        repeat {
            guard !Task.isCancelled, let page = try? await store.flows(query) else { return }
            let bound = oldest ?? page.items.first?.end.advanced(bySeconds: -Self.days * 86_400)
            oldest = bound
            for flow in page.items { meetings.observe(flow) }
            state.flows = meetings.looked
            let isDone = page.items.last.map { flow in bound.map { flow.end < $0 } ?? false } ?? false
            query.page.cursor = isDone ? nil : page.nextCursor
            await Task.yield()
        } while query.page.cursor != nil
        let findings = meetings.findings()
        if !findings.isEmpty { await take(findings) }
        state.hits = meetings.hits
        state.finished = now()
        settled = table
        try? await store.setSetting(Self.key, Self.json(mark))
    }

    /// The mark is long; its digest says as much.
    private static func json(_ mark: String) -> String { "\"\(digest(mark))\"" }
}
