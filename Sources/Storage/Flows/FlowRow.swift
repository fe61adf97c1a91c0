internal import GRDB
import Vocabulary

/// A row of a flow file, read.
enum FlowRow {
    /// Flows of one file. `condition` goes after WHERE.
    static func fetch(
        _ database: Database, _ segment: SegmentName, where condition: String, _ arguments: [DatabaseValue]
    ) throws -> [FlowRecord] {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT * FROM flow WHERE \(condition)", arguments: StatementArguments(arguments))
        var flows: [FlowRecord] = []
        while let row = try rows.next() { flows.append(record(row, segment)) }
        return flows
    }

    private static func record(_ row: Row, _ segment: SegmentName) -> FlowRecord {
        let id: Int64 = row[0]
        let end = Timestamp(nanoseconds: segment.dayStart &+ id &- (row[1] as Int64))
        let key = FlowKey(
            initiator: IPAddress(column: row[3]) ?? .unspecified,
            initiatorPort: UInt16(clamping: row[5] as Int64),
            responder: IPAddress(column: row[4]) ?? .unspecified,
            responderPort: UInt16(clamping: row[6] as Int64),
            transport: IPProtocol(rawValue: UInt8(clamping: row[7] as Int64)))
        var flow = FlowRecord(key: key, start: Timestamp(nanoseconds: end.nanoseconds &- (row[2] as Int64)), end: end)
        flow.id = UInt64(clamping: segment.dayStart &+ id)
        flow.service = Service(rawValue: UInt8(clamping: row[8] as Int64)) ?? .unknown
        flow.direction = Direction(rawValue: UInt8(clamping: row[9] as Int64)) ?? .external
        flow.state = TCPState(rawValue: UInt8(clamping: row[10] as Int64)) ?? .none
        flow.ending = Ending(rawValue: UInt8(clamping: row[11] as Int64)) ?? .open
        flow.forged = row[12]
        flow.packetsOut = UInt64(column: row[13])
        flow.packetsIn = UInt64(column: row[14])
        flow.bytesOut = UInt64(column: row[15])
        flow.bytesIn = UInt64(column: row[16])
        flow.history = FlowHistory(row[17] as String)
        flow.name = row[18]
        return flow
    }
}
