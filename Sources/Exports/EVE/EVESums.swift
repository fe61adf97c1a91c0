import Vocabulary

/// Traffic ticks summed up, for `stats` lines: one a minute of event time.
struct EVESums {
    private(set) var packets: UInt64 = 0
    private(set) var bytes: UInt64 = 0
    private(set) var flows: UInt64 = 0
    private(set) var active: UInt64 = 0
    private var first: Int64?
    private var minute: Int64?

    /// Takes what passed in one second; true when a line is due, because a new minute began.
    mutating func take(_ tick: TrafficTick) -> Bool {
        packets &+= tick.packets
        bytes &+= tick.bytes
        flows &+= tick.newFlows
        active = tick.activeFlows
        if first == nil { first = tick.second }
        let now = tick.second / 60
        defer { minute = now }
        return minute.map { $0 != now } ?? false
    }

    /// Whole seconds of event time since the first packet.
    func uptime(at time: Timestamp) -> Int64 { max(0, time.second - (first ?? time.second)) }
}
