package import Flows
package import Vocabulary

/// `conn.log`: one line a flow, when it has ended, with Zeek's field names, `conn_state` and `history`.
///
/// `local_orig` and `local_resp` are judged by the configured home networks, else by what the capture has shown until then: private
/// addresses, interfaces, and whoever spoke ARP, NDP or DHCP. Learnt here once more, in packet order, so that the log does not
/// depend on how many workers cut the events into batches.
package struct ConnLog<Sink: LineSink>: EventOutput {
    private var log: ZeekLog<Sink>
    private var home = HomeNetworks()
    private var isReady = false
    private var interfaces = 0

    package init(to sink: Sink) { log = ZeekLog("conn", Self.columns, to: sink) }

    package var lostLines: UInt64 { log.lost }

    package mutating func observe(events: [FlowEvent], home known: HomeNetworks) {
        if !isReady {
            home = HomeNetworks(configured: known.configured)
            isReady = true
        }
        if known.interfaces.count != interfaces {
            for block in known.interfaces { home.observe(interface: block) }
            interfaces = known.interfaces.count
        }
        for event in events {
            switch event.kind {
            case .closed: write(event.flow)
            case .neighbor: if case .neighbor(let fact) = event.detail { home.observe(fact) }
            case .application: if case .application(.dhcp(let message)) = event.detail { home.observe(message) }
            default: break
            }
        }
    }

    package mutating func observe(tick: TrafficTick) { log.pause() }
    package mutating func finish() { log.close() }

    private mutating func write(_ flow: FlowSnapshot) {
        let lasted = flow.lastSeen.nanoseconds &- flow.firstSeen.nanoseconds
        let isLocal = (home.contains(flow.key.initiator), home.contains(flow.key.responder))
        log.write { row in
            row.time(flow.firstSeen)
            row.uid(flow.id)
            // ICMP has its type and the counterpart's type, or its code, where ports stand: here as in Zeek.
            row.address(flow.key.initiator)
            row.count(flow.key.initiatorPort)
            row.address(flow.key.responder)
            row.count(flow.key.responderPort)
            row.name(ZeekConnection.transport(flow.key.transport))
            row.name(ZeekConnection.service(flow))
            if lasted > 0 {
                row.interval(nanoseconds: lasted)
                row.count(flow.initiator.payload)
                row.count(flow.responder.payload)
            } else {
                row.unset(3)
            }
            row.name(ZeekConnection.state(flow))
            row.flag(isLocal.0)
            row.flag(isLocal.1)
            // Nothing can be missed where nothing is counted; of TCP it is not known here.
            if flow.key.transport == .tcp { row.unset() } else { row.count(0) }
            row.history(flow.history)
            row.count(flow.initiator.packets)
            row.count(flow.initiator.bytes)
            row.count(flow.responder.packets)
            row.count(flow.responder.bytes)
            row.unset()
            row.count(flow.key.transport.rawValue)
            row.name(CommunityID.text(of: flow.key))
        }
    }

    private static var columns: [(name: String, type: String)] {
        [
            ("ts", "time"), ("uid", "string"), ("id.orig_h", "addr"), ("id.orig_p", "port"), ("id.resp_h", "addr"),
            ("id.resp_p", "port"), ("proto", "enum"), ("service", "string"), ("duration", "interval"),
            ("orig_bytes", "count"), ("resp_bytes", "count"), ("conn_state", "string"), ("local_orig", "bool"),
            ("local_resp", "bool"), ("missed_bytes", "count"), ("history", "string"), ("orig_pkts", "count"),
            ("orig_ip_bytes", "count"), ("resp_pkts", "count"), ("resp_ip_bytes", "count"),
            ("tunnel_parents", "set[string]"), ("ip_proto", "count"), ("community_id", "string"),
        ]
    }
}
