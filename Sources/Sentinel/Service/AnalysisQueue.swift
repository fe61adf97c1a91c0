import Capture
import Exports
import Foundation
import Pipeline
import Synchronization
import Vocabulary

/// Captures that people uploaded, analysed one after the other beside the live path, each file removed when it is done.
///
/// Bounds: 8 wait, 32 finished ones are remembered (the oldest goes), 500 incidents of each.
actor AnalysisQueue {
    private struct Entry {
        var job: AnalysisJob
        let path: String
        let settings: DetectionSettings
        let stop = StopSignal()
        let progress = Progress()
    }
    private var entries: [Entry] = []
    private var isRunning = false
    private var count = 0
    private static let waitingCap = 8
    private static let kept = 32
    private static let incidentCap = 500

    /// What the analysing thread has read so far.
    private final class Progress: Sendable {
        let now = Mutex<(packets: UInt64, share: Double?)>((0, nil))
    }

    /// Newest first.
    var all: [AnalysisJob] { entries.reversed().map(current) }

    func job(_ id: String) -> AnalysisJob? { entries.first { $0.job.id == id }.map(current) }

    func add(path: String, name: String, settings: DetectionSettings) throws -> AnalysisJob {
        guard entries.count(where: { $0.job.state == .queued }) < Self.waitingCap else {
            try? FileManager.default.removeItem(atPath: path)
            throw ServiceError.unavailable("\(Self.waitingCap) captures wait to be analysed already; try again later")
        }
        count += 1
        let job = AnalysisJob(id: "A\(count)", name: name)
        entries.append(Entry(job: job, path: path, settings: settings))
        if entries.count > Self.kept, let old = entries.firstIndex(where: { $0.job.state.isOver }) {
            entries.remove(at: old)
        }
        runNext()
        return job
    }

    /// Stops it where it runs and forgets it; false when there is none of that id.
    func remove(_ id: String) -> Bool {
        guard let place = entries.firstIndex(where: { $0.job.id == id }) else { return false }
        entries[place].stop.raise()
        if entries[place].job.state == .queued { discard(entries[place].path) }
        entries.remove(at: place)
        return true
    }

    private func current(_ entry: Entry) -> AnalysisJob {
        var job = entry.job
        guard job.state == .running else { return job }
        entry.progress.now.withLock { now in
            job.packets = now.packets
            job.progress = now.share
        }
        return job
    }

    private func runNext() {
        guard !isRunning, let place = entries.firstIndex(where: { $0.job.state == .queued }) else { return }
        isRunning = true
        entries[place].job.state = .running
        let entry = entries[place]
        let id = entry.job.id
        Thread.detachNewThread {
            let outcome = Self.outcome(entry)
            Task { await self.finish(id, outcome) }
        }
    }

    private func finish(_ id: String, _ outcome: Result<(packets: UInt64, incidents: [Incident]), any Error>) {
        isRunning = false
        if let place = entries.firstIndex(where: { $0.job.id == id }) {
            entries[place].job.progress = nil
            switch outcome {
            case .success(let result):
                entries[place].job.state = .done
                entries[place].job.progress = 1
                entries[place].job.packets = result.packets
                entries[place].job.incidents = Array(result.incidents.prefix(Self.incidentCap))
                if result.incidents.count > Self.incidentCap {
                    entries[place].job.message = "the first \(Self.incidentCap) of \(result.incidents.count) incidents"
                }
            case .failure(let error):
                entries[place].job.state = .failed
                entries[place].job.message = "\(error)"
            }
        }
        runNext()
    }

    private static func outcome(_ entry: Entry) -> Result<(packets: UInt64, incidents: [Incident]), any Error> {
        defer { try? FileManager.default.removeItem(atPath: entry.path) }
        return Result {
            let document = try Analysis(input: entry.path, settings: entry.settings).run(stop: entry.stop) { news in
                entry.progress.now.withLock { $0 = (news.packets, news.share) }
            }
            return (document.counts.packets, document.incidents)
        }
    }

    private func discard(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}

extension AnalysisJob.State {
    fileprivate var isOver: Bool { self != .queued && self != .running }
}
