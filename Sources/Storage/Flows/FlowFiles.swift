import Bedrock
internal import GRDB
import Vocabulary

/// The flow files that are being written: picks the file of a flow's day, begins the next part when one is full.
///
/// Bounds: four files are open at once; the one not written for longest is closed to make room, and closed files get their indexes
/// and are not written again. On the writer's thread alone.
struct FlowFiles {
    static let mostOpen = 4
    static let rowsAtOnce = 10_000

    private let folder: StoreFolder
    private let main: DatabasePool
    private let flowsPerFile: Int
    private let now: @Sendable () -> Timestamp
    /// The one written last stands last.
    private var open: [OpenSegment] = []

    init(folder: StoreFolder, main: DatabasePool, flowsPerFile: Int, now: @escaping @Sendable () -> Timestamp) {
        self.folder = folder
        self.main = main
        self.flowsPerFile = max(1, flowsPerFile)
        self.now = now
    }

    /// Writes some of the flows, from `start` on, all into one file in one transaction; their ids.
    mutating func write(_ flows: Span<FlowRecord>, from start: Int) throws -> (ids: [UInt64], segment: OpenSegment) {
        let day = SegmentName.day(of: flows[start].end)
        let segment = try segment(day)
        let most = min(flows.count - start, Self.rowsAtOnce, max(1, flowsPerFile - segment.count))
        var end = start + 1
        while end < start + most, SegmentName.day(of: flows[end].end) == day { end += 1 }
        let ids = try segment.write(flows.extracting(start..<end))
        segment.written = now()
        return (ids, segment)
    }

    private mutating func segment(_ day: Int64) throws -> OpenSegment {
        if let place = open.lastIndex(where: { $0.name.day == day }) {
            let found = open[place]
            if found.count < flowsPerFile {
                if place != open.count - 1 { open.append(open.remove(at: place)) }
                return found
            }
            let next = try begin(SegmentName(day: day, part: found.name.part + 1), floor: found.last)
            try close(found)
            return next
        }
        return try continued(day)
    }

    /// The day's last part where it may still be written, else the next one.
    private mutating func continued(_ day: Int64) throws -> OpenSegment {
        let row = try main.read { database in
            try Row.fetchOne(
                database, sql: "SELECT part, state FROM segment WHERE day = ? ORDER BY part DESC LIMIT 1",
                arguments: [day])
        }
        guard let row else { return try begin(SegmentName(day: day, part: 0), floor: -1) }
        let name = SegmentName(day: day, part: row["part"])
        if SegmentState(rawValue: row["state"]) == .open {
            let floor = name.part > 0 ? try last(SegmentName(day: day, part: name.part - 1)) : -1
            return try begin(name, floor: floor)
        }
        return try begin(SegmentName(day: day, part: name.part + 1), floor: try last(name))
    }

    /// Highest id of a file; -1 when it is gone or empty.
    private func last(_ name: SegmentName) throws -> Int64 {
        guard StoreFolder.exists(folder.flowFile(name)) else { return -1 }
        return try OpenSegment(name, folder: folder, floor: -1, now: now()).last
    }

    private mutating func begin(_ name: SegmentName, floor: Int64) throws -> OpenSegment {
        if open.count >= Self.mostOpen { try close(open[0]) }
        let segment = try OpenSegment(name, folder: folder, floor: floor, now: now())
        try main.write { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO segment (day, part, state, rolled, written) VALUES (?, ?, ?, -1, ?)",
                arguments: [name.day, name.part, SegmentState.open.rawValue, now().second])
        }
        open.append(segment)
        return segment
    }

    private mutating func close(_ segment: OpenSegment) throws {
        let name = segment.name
        try main.write { database in
            try database.execute(
                sql: "UPDATE segment SET state = ?, written = ? WHERE day = ? AND part = ?",
                arguments: [SegmentState.closed.rawValue, segment.written.second, name.day, name.part])
        }
        open.removeAll { $0 === segment }
    }

    /// Closes what was not written for an hour, also what an earlier run left open.
    mutating func closeIdle() throws {
        let limit = now().second - 3600
        for segment in open where segment.written.second < limit { try close(segment) }
        let held = open.map(\.name)
        try main.write { database in
            let left = try Row.fetchAll(
                database, sql: "SELECT day, part FROM segment WHERE state = ? AND written < ?",
                arguments: [SegmentState.open.rawValue, limit]
            ).map { SegmentName(day: $0["day"], part: $0["part"]) }
            for name in left where !held.contains(name) {
                try database.execute(
                    sql: "UPDATE segment SET state = ? WHERE day = ? AND part = ?",
                    arguments: [SegmentState.closed.rawValue, name.day, name.part])
            }
        }
    }

    /// Closes all: retention may take them then.
    mutating func closeAll() throws {
        for segment in open { try close(segment) }
    }
}

/// Where a flow file stands.
enum SegmentState: Int {
    case open
    /// Not written any more, indexes to be built.
    case closed
    case sealed
}
