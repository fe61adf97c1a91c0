import Bedrock
internal import GRDB
import Vocabulary

/// A flow file that is being written, on the writer's thread.
final class OpenSegment {
    let name: SegmentName
    private var rows: RowWriter
    /// Highest id in it, counted from the day's start; where ids of this day go on.
    private(set) var last: Int64
    private(set) var count: Int
    /// Wall clock.
    var written: Timestamp

    /// `floor` is the highest id of the day's earlier parts.
    init(_ name: SegmentName, folder: StoreFolder, floor: Int64, now: Timestamp) throws {
        self.name = name
        let file = folder.flowFile(name)
        try FlowSchema.create(file)
        let reader = try DatabaseQueue(path: file, configuration: FlowSchema.patient)
        let (last, count) = try reader.read { database in
            (
                try Int64.fetchOne(database, sql: "SELECT max(id) FROM flow") ?? floor,
                try Int.fetchOne(database, sql: "SELECT count(*) FROM flow") ?? 0
            )
        }
        try reader.close()
        self.last = max(last, floor)
        self.count = count
        written = now
        rows = try RowWriter(path: file, setup: FlowSchema.writing, insertion: FlowSchema.insertion)
    }

    /// Writes flows in one transaction; the answer is their ids. After an error nothing of it is there.
    func write(_ flows: Span<FlowRecord>) throws(DatabaseFault) -> [UInt64] {
        let before = (last, count)
        var ids: [UInt64] = []
        ids.reserveCapacity(flows.count)
        try rows.execute("BEGIN IMMEDIATE")
        do {
            for index in flows.indices {
                let end = max(0, flows[index].end.nanoseconds) - name.dayStart
                last = max(end, last + 1)
                ids.append(UInt64(name.dayStart + last))
                try write(flows[index], lag: last - end)
            }
            try rows.execute("COMMIT")
            count += flows.count
            return ids
        } catch {
            (last, count) = before
            try? rows.execute("ROLLBACK")
            throw error
        }
    }

    @inline(__always)
    private func write(_ flow: borrowing FlowRecord, lag: Int64) throws(DatabaseFault) {
        rows.bind(1, last)
        rows.bind(2, lag)
        rows.bind(3, max(0, flow.end.nanoseconds &- flow.start.nanoseconds))
        bind(4, flow.key.initiator)
        bind(5, flow.key.responder)
        rows.bind(6, Int64(flow.key.initiatorPort))
        rows.bind(7, Int64(flow.key.responderPort))
        rows.bind(8, Int64(flow.key.transport.rawValue))
        rows.bind(9, Int64(flow.service.rawValue))
        rows.bind(10, Int64(flow.direction.rawValue))
        rows.bind(11, Int64(flow.state.rawValue))
        rows.bind(12, Int64(flow.ending.rawValue))
        rows.bind(13, flow.forged ? 1 : 0)
        rows.bind(14, flow.packetsOut.column)
        rows.bind(15, flow.packetsIn.column)
        rows.bind(16, flow.bytesOut.column)
        rows.bind(17, flow.bytesIn.column)
        let history = flow.history.ascii
        rows.bind(18, asciiHigh: history.high, low: history.low, count: Int32(flow.history.count))
        if let name = flow.name { try rows.step(19, name.storable) } else { try rows.step() }
    }

    @inline(__always)
    private func bind(_ place: Int32, _ address: IPAddress) {
        if address.isV4 {
            rows.bind(place, Int64(address.v4Bits))
        } else {
            rows.bind(place, high: address.high, low: address.low)
        }
    }
}

extension FlowHistory {
    /// The letters as text, the first one in the highest byte of `high`.
    var ascii: (high: UInt64, low: UInt64) {
        // "shadfrci", the letter of code 0 in the lowest byte.
        let names: UInt64 = 0x6963_7266_6461_6873
        var high: UInt64 = 0
        var low: UInt64 = 0
        for index in 0..<UInt64(min(count, 16)) {
            let code = letters >> (index * 4) & 15
            let lower = names >> ((code & 7) * 8) & 0xFF
            let letter = code & 8 != 0 ? lower & 0xDF : lower
            if index < 8 { high |= letter << (56 - index * 8) } else { low |= letter << (120 - index * 8) }
        }
        return (high, low)
    }

    /// Reads what `description` writes; letters that are none are passed over.
    init(_ text: String) {
        self.init()
        let names = Array("shadfrci".utf8)
        for byte in text.utf8 {
            guard let code = names.firstIndex(of: byte | 0x20), let letter = Letter(rawValue: UInt8(code)) else {
                continue
            }
            add(letter, fromInitiator: byte & 0x20 == 0)
        }
    }
}
