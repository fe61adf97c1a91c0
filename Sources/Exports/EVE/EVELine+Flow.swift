import Vocabulary

extension EVELine {
    /// A flow that ended.
    mutating func flow(_ flow: FlowSnapshot) {
        write("flow", at: flow.lastSeen, flow) { line in
            line.object("flow") { object in
                object.field("pkts_toserver", flow.initiator.packets)
                object.field("pkts_toclient", flow.responder.packets)
                object.field("bytes_toserver", flow.initiator.bytes)
                object.field("bytes_toclient", flow.responder.bytes)
                object.field("start", flow.firstSeen, zone: Self.zone)
                object.field("end", flow.lastSeen, zone: Self.zone)
                object.field("age", Int64(flow.duration))
                object.field("state", EVENames.state(flow))
                object.field("reason", EVENames.reason(flow.ending))
            }
            if flow.key.transport == .tcp { Self.tcp(flow, &line) }
        }
    }

    private static func tcp(_ flow: FlowSnapshot, _ line: inout JSONWriter) {
        let forward = flow.initiator.flags
        let back = flow.responder.flags
        let both = forward.union(back)
        line.object("tcp") { tcp in
            tcp.key("tcp_flags")
            tcp.value(hex: both.rawValue)
            tcp.key("tcp_flags_ts")
            tcp.value(hex: forward.rawValue)
            tcp.key("tcp_flags_tc")
            tcp.value(hex: back.rawValue)
            if both.contains(.syn) { tcp.field("syn", true) }
            if both.contains(.fin) { tcp.field("fin", true) }
            if both.contains(.rst) { tcp.field("rst", true) }
            if both.contains(.psh) { tcp.field("psh", true) }
            if both.contains(.ack) { tcp.field("ack", true) }
            if both.contains(.urg) { tcp.field("urg", true) }
            if both.contains(.ece) { tcp.field("ecn", true) }
            if both.contains(.cwr) { tcp.field("cwr", true) }
            tcp.field("state", EVENames.state(flow.state, initiatorFinished: forward.contains(.fin)))
        }
    }
}
