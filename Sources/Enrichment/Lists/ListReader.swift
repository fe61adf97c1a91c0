import Bedrock
package import Vocabulary

/// Reads one list file into a sink: whatever its format, plain or gzip, in one pass.
///
/// Hostile input: nothing in a file throws or traps; what cannot be taken is counted by kind with the line it was met in first.
/// Bounds: a window of the file, one line or record.
package enum ListReader {
    /// What became of a file.
    package struct Outcome: Sendable {
        /// With format, entries and faults filled in.
        package var list: IndicatorList
        /// When the first entry will be over; nil when none ever is.
        package var nextEnd: Timestamp?
    }

    /// - Parameters:
    ///   - list: what is known of it before; `place` its number among all lists.
    ///   - now: entries that are over by then are left out.
    package static func read<Sink: IndicatorSink>(
        _ path: String, as list: IndicatorList, place: Int, format: ListFormat? = nil, now: Timestamp,
        into sink: consuming Sink
    ) -> (outcome: Outcome, sink: Sink) {
        var outcome = Outcome(list: list, nextEnd: list.expires)
        outcome.list.loaded = now
        var intake = ListIntake(sink, list: place, now: now)
        do throws(BedrockError) {
            var bytes = try ListBytes(path: path)
            let format = format ?? ListFormat(bytes.window)
            outcome.list.format = format.rawValue
            switch format {
            case .plain: PlainListReader.read(&bytes, into: &intake)
            case .hosts: HostsListReader.read(&bytes, into: &intake)
            case .csv: CSVListReader.read(&bytes, into: &intake)
            case .stix: STIXListReader.read(&bytes, into: &intake)
            case .misp: MISPListReader.read(&bytes, into: &intake)
            }
            if let failure = bytes.failure { intake.refuse(.damagedFile, failure.message.utf8, line: bytes.line) }
        } catch {
            outcome.list.problem = error.message
        }
        outcome.list.entries = intake.entries
        outcome.list.faults = intake.faults.all
        if let end = intake.nextEnd { outcome.nextEnd = min(outcome.nextEnd ?? end, end) }
        return (outcome, intake.sink)
    }
}
