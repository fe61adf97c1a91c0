package import Flows
package import Vocabulary

/// EVE-compatible JSON lines: `flow alert dns tls http ssh dhcp arp anomaly stats incident`, one object a line.
///
/// Field names are Suricata's, so that tools which read its EVE read ours; docs/reference/eve.schema.json holds every line to a
/// form. What one side of a conversation says is held back until the other has answered or the flow ends: one `tls`, `http` or `ssh`
/// line an exchange. Bounds: `sessionCap` flows held back (the oldest is written early), 16 requests a flow.
package struct EVEStream<Sink: LineSink>: EventOutput {
    private var sink: Sink
    private var line: EVELine
    private var sessions: HeldFlows<EVESession>
    private var sums = EVESums()

    /// `interfaces`: names by number, for `in_iface`; empty for a capture file.
    package init(to sink: Sink, interfaces: [String] = [], sessionCap: Int = 65_536) {
        self.sink = sink
        line = EVELine(interfaces: interfaces)
        sessions = HeldFlows(capacity: sessionCap)
    }

    package var lostLines: UInt64 { sink.lost }

    package mutating func observe(events: [FlowEvent], home: HomeNetworks) {
        for event in events {
            switch event.kind {
            case .closed: close(event.flow)
            case .application, .neighbor, .tick: observe(event)
            default: break
            }
        }
    }

    package mutating func observe(finding: Finding) {
        line.alert(finding)
        write()
    }

    package mutating func observe(change: IncidentChange) {
        guard case .closed(let incident) = change else { return }
        line.incident(incident)
        write()
    }

    package mutating func observe(tick: TrafficTick) { sink.pause() }

    package mutating func observe(end: CaptureEnd) {
        for session in sessions.removeAll() { write(session.rest) }
        for (stop, count) in end.stops where stop.reason.isAnomaly {
            line.anomaly(stop, count: count, at: end.time)
            write()
        }
        line.stats(end, sums)
        write()
    }

    package mutating func finish() {
        for session in sessions.removeAll() { write(session.rest) }
        sink.close()
    }

    private mutating func observe(_ event: FlowEvent) {
        switch event.detail {
        case .neighbor(let fact):
            line.neighbor(fact, at: event.timestamp)
            write()
        case .traffic(let tick):
            guard sums.take(tick) else { return }
            line.stats(sums, at: event.timestamp)
            write()
        case .application(let fact): observe(fact, event)
        default: break
        }
    }

    private mutating func observe(_ fact: ApplicationFact, _ event: FlowEvent) {
        switch fact {
        case .dns(let message):
            line.dns(message, event)
            write()
            guard message.isMalformed else { return }
            line.anomaly(event, app: Wording.variant(message.variant), "malformed_data")
            write()
        case .dhcp(let message):
            line.dhcp(message, event)
            write()
        case .httpRequest, .httpResponse, .tlsClientHello, .tlsServerHello, .tlsCertificate, .sshBanner,
            .sshKeyExchange:
            hold(fact, event)
        default: break
        }
    }

    private mutating func hold(_ fact: ApplicationFact, _ event: FlowEvent) {
        var ready: EVESession.Ready?
        let evicted = sessions.update(event.flow.id, fresh: EVESession(event)) { session in
            ready = session.take(fact, event)
        }
        if let evicted { write(evicted.rest) }
        if let ready { write([ready]) }
        if event.comesAfterEnd, let session = sessions.remove(event.flow.id) { write(session.rest) }
    }

    private mutating func close(_ flow: FlowSnapshot) {
        if let session = sessions.remove(flow.id) { write(session.rest) }
        line.flow(flow)
        write()
    }

    private mutating func write(_ ready: [EVESession.Ready]) {
        for ready in ready {
            switch ready {
            case .http(let request, let response, let event): line.http(request, response, event)
            case .tls(let client, let server, let certificate, let event): line.tls(client, server, certificate, event)
            case .ssh(let client, let server, let event): line.ssh(client: client, server: server, event)
            }
            write()
        }
    }

    private mutating func write() { sink.write(line: line.bytes) }
}
