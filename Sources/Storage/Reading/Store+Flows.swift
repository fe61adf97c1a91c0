internal import GRDB
package import Vocabulary

extension Store {
    package func flows(_ query: FlowQuery) async throws -> Page<FlowRecord> {
        do {
            var page = try await flowReader.search(query, now: options.now())
            page.items = named(page.items)
            return page
        } catch let error as DatabaseError {
            throw ServiceError.unavailable("the flows cannot be read: \(error.message ?? "no reason given")")
        }
    }

    /// With their community ids.
    func named(_ flows: [FlowRecord]) -> [FlowRecord] {
        guard let communityID = options.communityID else { return flows }
        return flows.map { flow in
            var flow = flow
            flow.communityID = communityID(flow.key)
            return flow
        }
    }
}
