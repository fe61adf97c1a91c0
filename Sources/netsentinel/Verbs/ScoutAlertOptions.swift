import ArgumentParser
import Foundation
import Vocabulary

/// `netsentinel hunt --alerts`, `--mark`: what the retro-hunt found before, and what a person makes of it.
struct ScoutAlertOptions: ParsableArguments {
    @Flag(
        name: .long,
        help: "List alerts of earlier hunts, newest first; snoozed ones and false positives only by --status.")
    var alerts = false

    @Option(name: .long, help: "With --alerts: new, enriched, snoozed or false_positive (may be given again).")
    var status: [String] = []

    @Option(name: .long, help: ArgumentHelp("Give an alert another state, by its id.", valueName: "id"))
    var mark: Int64?

    @Option(name: .customLong("as"), help: "With --mark: new, enriched, snoozed or false_positive.")
    var state: String?

    @Option(name: .customLong("for"), help: "With --as snoozed: how long, such as \"2 hours\" or 3d.")
    var length: String?

    var isAsked: Bool { alerts || mark != nil }

    func validate() throws {
        for name in status + [state].compactMap(\.self) where ScoutAlert.Status(rawValue: name) == nil {
            let names = ScoutAlert.Status.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\(name) is no state of an alert: one of \(names)")
        }
        guard (mark == nil) == (state == nil) else { throw ValidationError("--mark ID and --as STATE go together") }
        guard (state == ScoutAlert.Status.snoozed.rawValue) == (length != nil) else {
            throw ValidationError("--as snoozed needs --for \"2 hours\", and nothing else takes it")
        }
    }

    func run(store: any ScoutStore, listing: ListingOptions) async throws {
        let now = Timestamp(seconds: Date().timeIntervalSince1970)
        guard let mark, let state = state.flatMap(ScoutAlert.Status.init) else {
            var query = ScoutQuery()
            query.statuses = status.compactMap(ScoutAlert.Status.init)
            query.page.limit = listing.limit
            return try listing.view.show(try await store.scoutAlerts(query, now: now))
        }
        var until: Timestamp?
        if let length {
            guard case .ago(let seconds)? = try? SearchMoment(since: length) else {
                throw ValidationError("--for \(length): is no length such as \"2 hours\" or 3d")
            }
            until = now.advanced(bySeconds: seconds)
        }
        guard let alert = try await store.setScoutStatus(mark, state, until: until, now: now) else {
            throw ValidationError("there is no alert \(mark)")
        }
        try listing.view.show(Page(items: [alert]))
    }
}
