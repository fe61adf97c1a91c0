import Foundation
import Sentinel
import Vocabulary

/// What was found out about addresses, for a person or as JSON lines.
struct EvidenceView {
    let ink: Ink
    let isJSON: Bool

    func show(_ outcome: EnrichmentRun.Outcome) throws {
        if isJSON {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
            return Console.print(String(decoding: try encoder.encode(outcome), as: UTF8.self))
        }
        if let incident = outcome.incident { Console.print(ink.bold(incident)) }
        if let alert = outcome.alert { Console.print(ink.bold("alert #\(alert)")) }
        for note in outcome.notes { lines(note).forEach(Console.print) }
    }

    /// The consensus, then a line a source.
    func lines(_ note: EvidenceNote) -> [String] {
        let consensus = note.consensus
        let missing = consensus.configured - consensus.answered
        let silent = missing > 0 ? " (\(missing) did not answer)" : ""
        let isPrivate = note.verdicts.contains { $0.problem == "private_subject" }
        let verdict =
            isPrivate
            ? "is no public address: nobody outside is asked about it"
            : consensus.configured == 0
                ? "no reputation source is set up" : "\(consensus.score) reputation sources flag it\(silent)"
        let head = "\(ink.bold(note.subject))  \(verdict)"
        return [consensus.flagged > 0 ? ink.severity(.high, head) : head] + note.verdicts.map(line)
    }

    private func line(_ verdict: SourceVerdict) -> String {
        let mark =
            verdict.flagged ? ink.severity(.high, "bad ") : verdict.outcome == .answered ? "    " : ink.dim("  - ")
        let name = verdict.source.padding(toLength: 11, withPad: " ", startingAt: 0)
        let problem = verdict.problem.map { " [\($0)]" } ?? ""
        return "  \(mark)\(name) \(Ink.clean(verdict.reason))\(ink.dim(problem))"
    }
}
