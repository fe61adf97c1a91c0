import Bedrock
import Foundation
import Hunting
package import Vocabulary

/// Free search through a folder for a verb: stored flows and the router's log, each told for itself.
package struct FreeHunt: Sendable {
    private let data: String

    package init(data: String) { self.data = data }

    /// Nil where flows are not asked for, or there are none because the folder holds only a router's log.
    package func flows(_ query: FlowQuery) async throws -> Page<FlowRecord>? {
        guard query.search.includes(.flows) else { return nil }
        let isThere = FileManager.default.fileExists(atPath: data + "/netsentinel.db")
        if !isThere, try await router.hasEvents() { return nil }
        return try await DataFolder.open(data, .reading).flows(query)
    }

    /// Nil events where none are asked for or none were ever ingested; the note says why a search does not reach them.
    package func routerEvents(_ query: FlowQuery) async throws -> (events: Page<RouterEvent>?, note: String?) {
        guard query.search.includes(.router) else { return (nil, nil) }
        let isNamed = query.search.terms.contains { if case .origin = $0.criterion { true } else { false } }
        let missing = RouterSearch.unanswerable(query.search)
        if !missing.isEmpty, !isNamed {
            let words = missing.joined(separator: ", ")
            return try await router.hasEvents()
                ? (nil, "Router events say nothing of \(words); they were not searched.") : (nil, nil)
        }
        guard try await router.hasEvents() else {
            return (nil, isNamed ? "No router's log was ever ingested here." : nil)
        }
        return (try await router.events(query, now: WallClock.now), nil)
    }

    private var router: RouterSearch {
        RouterSearch(folder: data, places: AtlasPlaces(.standard(data: data)), patience: .seconds(60))
    }
}
