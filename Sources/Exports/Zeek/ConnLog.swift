package import Flows
package import Vocabulary

/// `conn.log`: one line a flow, when it has ended, with Zeek's field names, `conn_state` and `history`.
package struct ConnLog<Sink: LineSink>: EventOutput {
    private var log: ZeekLog<Sink>
    private let home: HomeNetworks

    package init(to sink: Sink, home: HomeNetworks) {
        self.home = home
        log = ZeekLog(
            "conn",
            [
                ("ts", "time"), ("uid", "string"), ("id.orig_h", "addr"), ("id.orig_p", "port"), ("id.resp_h", "addr"),
                ("id.resp_p", "port"), ("proto", "enum"), ("service", "string"), ("duration", "interval"),
                ("orig_bytes", "count"), ("resp_bytes", "count"), ("conn_state", "string"), ("local_orig", "bool"),
                ("local_resp", "bool"), ("missed_bytes", "count"), ("history", "string"), ("orig_pkts", "count"),
                ("orig_ip_bytes", "count"), ("resp_pkts", "count"), ("resp_ip_bytes", "count"),
                ("tunnel_parents", "set[string]"), ("ip_proto", "count"), ("community_id", "string"),
            ], to: sink)
    }

    package mutating func observe(events: [FlowEvent]) {
        for event in events where event.kind == .closed { write(event.flow) }
    }

    package mutating func finish() { log.close() }

    private mutating func write(_ flow: FlowSnapshot) {
        let icmp = flow.key.transport == .icmp || flow.key.transport == .icmpv6
        let service = flow.service == .unknown ? nil : flow.service == .tls ? "ssl" : flow.service.name
        log.write([
            ZeekConnection.time(flow.firstSeen), ZeekConnection.uid(flow), flow.key.initiator.description,
            "\(icmp ? UInt16(flow.icmpType) : flow.key.initiatorPort)", flow.key.responder.description,
            "\(icmp ? UInt16(flow.icmpCode) : flow.key.responderPort)", protocolName(flow.key.transport), service,
            ZeekConnection.interval(flow.duration), "\(flow.initiator.payload)", "\(flow.responder.payload)",
            ZeekConnection.state(flow), home.contains(flow.key.initiator) ? "T" : "F",
            home.contains(flow.key.responder) ? "T" : "F", "0", flow.history.description, "\(flow.initiator.packets)",
            "\(flow.initiator.bytes)", "\(flow.responder.packets)", "\(flow.responder.bytes)", nil,
            "\(flow.key.transport.rawValue)", CommunityID.text(of: flow.key),
        ])
    }

    private func protocolName(_ transport: IPProtocol) -> String {
        switch transport {
        case .tcp, .udp, .icmp: transport.description
        case .icmpv6: "icmp"
        default: "unknown_transport"
        }
    }
}
