import Vocabulary

extension SentinelStore {
    /// Flows that match, newest first, where the store would answer in parts so that nobody at a screen waits: up to the query's limit,
    /// at most 200 parts.
    func allFlows(_ query: FlowQuery) async throws -> [FlowRecord] {
        let wanted = query.page.limit
        var query = query
        var found: [FlowRecord] = []
        for _ in 0..<200 {
            try Task.checkCancellation()
            let page = try await flows(query)
            found += page.items
            guard found.count < wanted, let next = page.nextCursor else { break }
            query.page.cursor = next
            query.page.limit = wanted - found.count
        }
        return found
    }
}
