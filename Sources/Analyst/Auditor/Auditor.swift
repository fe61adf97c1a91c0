package import Vocabulary

/// Looks through rows in chunks: the program's own review always, a model's findings where one is asked, each held against its rows.
///
/// Bounds: 5,000 rows, 40 a chunk, 10 findings a chunk, 200 struck ones kept. A chunk whose answer cannot be used is said and passed over;
/// after three in a row the model is not asked any more.
package struct Auditor: Sendable {
    package static let chunkSize = 40
    package static let mostRows = 5000
    private static let struckCap = 200
    private static let patience = 3

    /// Asks the model; nil where none is asked. The argument is the question, the answer the model's text.
    package typealias Ask = @Sendable (ModelQuestion) async throws -> String

    private let ask: Ask?
    private let prompt: String
    private let disguise: (@Sendable () -> Disguise)?

    package init(prompt: String, disguise: (@Sendable () -> Disguise)? = nil, ask: Ask?) {
        self.prompt = prompt
        self.disguise = disguise
        self.ask = ask
    }

    private struct Answer: Decodable {
        struct Finding: Decodable {
            var text: String
            var rows: [String]
            var risk: String?
        }
        var findings: [Finding]
    }

    /// Fills `job` step by step and tells each step; ends early when the task is cancelled.
    package func run(
        _ all: [AuditorRow], limit: Int, _ job: inout AuditorJob, tell: @Sendable (AuditorJob) async -> Void
    ) async {
        let groups = RowGroups(all, limit: min(limit, Self.mostRows))
        job.rowsRead = all.count
        job.rows = groups.rows
        let reviewed = RowReview.findings(groups.rows)
        let check = EvidenceCheck(RowCase(groups.rows).incident)
        job.findings = reviewed.filter { check.judge($0.text, citing: $0.rows) == .supported }
        var notes = groups.leftOut > 0 ? ["The \(groups.leftOut) least of the rows were left out."] : []
        guard let ask, !groups.rows.isEmpty else {
            notes.append(
                groups.rows.isEmpty ? "No row matches." : "No model was asked: the program grouped and ranked the rows."
            )
            job.message = notes.joined(separator: " ")
            return
        }
        let chunks = stride(from: 0, to: groups.rows.count, by: Self.chunkSize).map {
            Array(groups.rows[$0..<min($0 + Self.chunkSize, groups.rows.count)])
        }
        job.chunks = chunks.count
        await tell(job)
        var failures = 0
        for chunk in chunks {
            if Task.isCancelled { return }
            do {
                try await take(chunk, ask, &job)
                failures = 0
            } catch {
                failures += 1
                if notes.count < 4 { notes.append("Rows \(chunk[0].id) to \(chunk[chunk.count - 1].id): \(error)") }
            }
            job.chunksDone += 1
            job.message = notes.joined(separator: " ")
            await tell(job)
            if failures >= Self.patience {
                notes.append("The model was given up after \(failures) failures in a row.")
                break
            }
        }
        job.findings = job.findings.enumerated().sorted {
            $0.element.risk != $1.element.risk ? $0.element.risk > $1.element.risk : $0.offset < $1.offset
        }.map(\.element)
        job.message = notes.joined(separator: " ")
    }

    private func take(_ chunk: [AuditorRow], _ ask: Ask, _ job: inout AuditorJob) async throws {
        var hidden = disguise?()
        let sent = hidden.map { _ in chunk.map { row in Self.disguised(row, &hidden) } } ?? chunk
        let text = try await ask(AuditorPrompts.question(sent, prompt: prompt))
        let answer: Answer = try ModelAnswer.read(text)
        let check = EvidenceCheck(RowCase(chunk).incident)
        for said in answer.findings.prefix(10) {
            let text = hidden?.revealed(said.text) ?? said.text
            switch check.judge(text, citing: said.rows) {
            case .supported:
                let cited = chunk.filter { said.rows.contains($0.id) }
                // A model may not call it worse than its worst row, nor less bad than its least.
                let range = (cited.map(\.risk).min() ?? .info)...(cited.map(\.risk).max() ?? .info)
                let risk = said.risk.flatMap { Severity($0) } ?? range.upperBound
                job.findings.append(
                    .init(
                        text: text, risk: min(max(risk, range.lowerBound), range.upperBound), rows: said.rows,
                        by: .model))
            case .struck(let reason):
                guard job.struck.count < Self.struckCap else { continue }
                job.struck.append(
                    .init(
                        WireText.bounded(text, limit: EvidenceCheck.longest),
                        events: said.rows.prefix(8).map { WireText.bounded($0, limit: 12) }, reason: reason))
            }
        }
    }

    private static func disguised(_ row: AuditorRow, _ disguise: inout Disguise?) -> AuditorRow {
        guard var used = disguise else { return row }
        let incident = used.disguised(RowCase([row]).incident)
        disguise = used
        var row = row
        row.source = incident.attackers.first?.description ?? used.replaced(row.source)
        row.destination = incident.victims.first?.description ?? used.replaced(row.destination)
        row.text = used.replaced(row.text)
        return row
    }
}
