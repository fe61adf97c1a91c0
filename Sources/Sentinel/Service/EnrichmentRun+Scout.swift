import Bedrock
import Enrichment
import Foundation
import Outbound
import Vocabulary

/// What others know of the addresses of the retro-hunt's alerts, kept where net-scout keeps it: `enrichment_json` is
/// `{"src": {…}, "dst": {…}}`, a member a source (`rdns whois traceroute pdns` and whoever else answered).
extension EnrichmentRun {
    /// Nil where there is no such alert.
    func enrich(scoutAlert id: Int64, fresh: Bool) async throws -> Outcome? {
        guard let scout, let alert = try await scout.scoutAlert(id, now: WallClock.now) else { return nil }
        return try await enrich(alert, in: scout, fresh: fresh)
    }

    /// Those that nobody looked up, the newest first; snoozed ones and false positives are left alone.
    func enrichScoutAlerts(_ left: inout Int, fresh: Bool, tell: (Outcome) throws -> Void) async throws {
        guard let scout, left > 0 else { return }
        var query = ScoutQuery()
        query.unenriched = !fresh
        query.page.limit = left
        for alert in try await scout.scoutAlerts(query, now: WallClock.now).items {
            try tell(try await enrich(alert, in: scout, fresh: fresh))
            left -= 1
        }
    }

    private func enrich(_ alert: ScoutAlert, in scout: any ScoutStore, fresh: Bool) async throws -> Outcome {
        var outcome = Outcome(alert: alert.id, notes: [])
        var ends: [String: [String: Any]] = [:]
        var asked = 0
        var answered = 0
        for (end, text) in [("src", alert.source), ("dst", alert.destination)] {
            guard let text else { continue }
            guard let address = IPAddress(text) else {
                ends[end] = ["problem": "no address"]
                continue
            }
            guard address.mayBeLookedUp else {
                ends[end] = ["problem": "private_subject"]
                continue
            }
            let note = await desk.look(up: address, .person, fresh: fresh)
            outcome.notes.append(note)
            asked += 1
            let isAnswer = { (verdict: SourceVerdict) in verdict.outcome == .answered || verdict.outcome == .unknown }
            if note.verdicts.contains(where: { !$0.isLocal && isAnswer($0) }) { answered += 1 }
            ends[end] = Self.members(note)
            if !isForeign { try? await evidence?.attach(note, toHost: address) }
        }
        // One that nobody answered about (offline, no budget, no network) waits for another time; one that nobody may be asked about
        // is done.
        guard asked == 0 || answered > 0 else { return outcome }
        let data = try JSONSerialization.data(withJSONObject: ends, options: [.sortedKeys, .withoutEscapingSlashes])
        _ = try await scout.setScoutEnrichment(
            alert.id, json: String(decoding: data, as: UTF8.self), now: WallClock.now)
        return outcome
    }

    /// By source; who was not asked has no member.
    private static func members(_ note: EvidenceNote) -> [String: Any] {
        var members: [String: Any] = [:]
        for verdict in note.verdicts where verdict.outcome != .skipped {
            var member: [String: Any] = [
                "outcome": verdict.outcome.rawValue, "reason": verdict.reason, "at": verdict.at.description,
            ]
            if let problem = verdict.problem { member["problem"] = problem }
            if verdict.kind == .reputation || verdict.kind == .list { member["flagged"] = verdict.flagged }
            for fact in verdict.facts where member[fact.name] == nil { member[fact.name] = value(fact.value) }
            members[verdict.source] = member
        }
        return members
    }

    private static func value(_ value: Evidence.Value) -> Any {
        switch value {
        case .count(let count): Int64(clamping: count)
        case .measure(let measure): measure.isFinite ? measure : 0
        case .text(let text): text
        case .list(let all): all
        }
    }
}
