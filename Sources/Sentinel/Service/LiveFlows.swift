import Vocabulary

/// The flows that are alive now, for the live table: what each did since the last look, and what is known of it besides its numbers.
///
/// Bounds: `capacity` flows; a new one is left out while it is full (counted in `missed`), so a flood costs nothing here.
struct LiveFlows {
    /// A flow with its rates. JSON: the flow of the API with `pps` and `bps`.
    struct Entry: Sendable, Encodable {
        var record: FlowRecord
        var packetsPerSecond = 0.0
        var bitsPerSecond = 0.0
        fileprivate var packets: UInt64 = 0
        fileprivate var bytes: UInt64 = 0

        fileprivate init(_ record: FlowRecord) { self.record = record }

        enum Key: String, CodingKey { case pps, bps }

        func encode(to encoder: any Encoder) throws {
            try record.encode(to: encoder)
            var box = encoder.container(keyedBy: Key.self)
            try box.encode(packetsPerSecond, forKey: .pps)
            try box.encode(bitsPerSecond, forKey: .bps)
        }
    }

    private var entries: [UInt64: Entry] = [:]
    private(set) var missed: UInt64 = 0
    private let capacity: Int

    init(capacity: Int = 8192) { self.capacity = capacity }

    var count: Int { entries.count }

    mutating func observe(_ news: CellarNews.FlowNews, name: String?, tags: [DetectionID], forged: Bool) {
        let flow = news.flow
        if news.kind == .closed {
            entries[flow.id] = nil
            return
        }
        guard entries[flow.id] != nil || entries.count < capacity else {
            missed &+= 1
            return
        }
        var record = FlowRecord(flow, direction: news.direction, name: name, forged: forged)
        record.tags = tags
        entries[flow.id, default: Entry(record)].renew(record)
    }

    /// The `limit` flows with the most bytes since the last call, `seconds` ago; then counting begins again.
    mutating func busiest(_ limit: Int, over seconds: Double) -> [Entry] {
        var busy: [Entry] = []
        for place in entries.indices(where: \.isBusy) {
            busy.append(entries.values[place].closing(over: seconds))
        }
        busy.sort { ($1.bitsPerSecond, $0.record.origin) < ($0.bitsPerSecond, $1.record.origin) }
        return Array(busy.prefix(limit))
    }
}

extension LiveFlows.Entry {
    fileprivate var isBusy: Bool { packets > 0 }

    fileprivate mutating func renew(_ now: FlowRecord) {
        let isNew = packets == 0 && record.packetsOut + record.packetsIn == now.packetsOut + now.packetsIn
        packets &+=
            isNew
            ? now.packetsOut + now.packetsIn : now.packetsOut + now.packetsIn &- record.packetsOut &- record.packetsIn
        bytes &+= isNew ? now.bytesOut + now.bytesIn : now.bytesOut + now.bytesIn &- record.bytesOut &- record.bytesIn
        let known = record.name
        record = now
        record.name = now.name ?? known
    }

    fileprivate mutating func closing(over seconds: Double) -> LiveFlows.Entry {
        packetsPerSecond = Double(packets) / seconds
        bitsPerSecond = Double(bytes) * 8 / seconds
        packets = 0
        bytes = 0
        return self
    }
}

extension Dictionary {
    fileprivate func indices(where matches: (Value) -> Bool) -> [Index] { indices.filter { matches(values[$0]) } }
}
