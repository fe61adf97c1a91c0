import Bedrock
import Foundation
import Hunting
package import Vocabulary

/// A router's log file, or what comes on standard input, taken into the folder's `hunting.db`; a service may run there meanwhile.
package enum IngestCommand {
    /// - Parameters:
    ///   - path: `-` is standard input.
    ///   - zone: of a sender that writes local time, such as `Europe/Berlin`, `UTC` or `+02:00`; nil: this machine's.
    ///   - tell: is called after each piece with what was taken so far.
    package static func run(
        _ path: String, data: String, zone: String?, tell: (IngestReport) -> Void
    ) async throws -> IngestReport {
        let zone = try timeZone(zone)
        try DataFolder.make(data)
        let now = WallClock.now
        let log = RouterLog(try ScoutDatabase(folder: data, now: now), zone: zone)
        let file = try path == "-" ? FileDescriptor.standardInput : FileDescriptor.open(reading: path)
        if file.kind == .directory { throw ServiceError.invalid(["\(path) is a folder: name a file in it"]) }
        var reader = try LineReader(file)
        var total = IngestReport()
        let reference = path == "-" ? now : min(written(path) ?? now, now)
        while true {
            let lines = try reader.next(most: 2000)
            if lines.isEmpty { return total }
            total.add(try await log.ingest(lines, source: path, reference: reference, now: now))
            tell(total)
        }
    }

    /// - Throws: a sentence for what is no zone.
    static func timeZone(_ name: String?) throws -> TimeZone {
        guard let name else { return .current }
        if let zone = TimeZone(identifier: name) { return zone }
        let digits = name.dropFirst().split(separator: ":")
        if let sign = name.first, sign == "+" || sign == "-", digits.count == 2, let hours = Int(digits[0]),
            let minutes = Int(digits[1]), (0...14).contains(hours), (0...59).contains(minutes),
            let zone = TimeZone(secondsFromGMT: (hours * 3600 + minutes * 60) * (sign == "+" ? 1 : -1))
        {
            return zone
        }
        throw ServiceError.invalid(["\(name) is no time zone: write one such as Europe/Berlin, UTC or +02:00"])
    }

    /// When the file was last written: no line of it is younger.
    private static func written(_ path: String) -> Timestamp? {
        let date = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        return date.map { Timestamp(seconds: $0.timeIntervalSince1970) }
    }
}
