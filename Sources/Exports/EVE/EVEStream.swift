import Flows
package import Vocabulary

/// EVE-compatible JSON lines: `flow alert dns tls http ssh dhcp arp stats incident`, one object a line.
///
/// Field names are Suricata's, so that tools which read its EVE read ours; docs/reference/eve.schema.json holds every line to a
/// form. What one side of a conversation says is held back until the other has answered or the flow ends: one `tls`, `http` or `ssh`
/// line an exchange. Bounds: `sessionCap` flows held back (the oldest is written early), 16 requests a flow.
package struct EVEStream<Sink: LineSink>: EventOutput {
    private var sink: Sink
    private let interface: String
    private var sessions: [UInt64: EVESession] = [:]
    private var ages: [UInt64] = []
    private let sessionCap: Int
    private var packets: UInt64 = 0
    private var bytes: UInt64 = 0

    package init(to sink: Sink, interface: String = "", sessionCap: Int = 65_536) {
        self.sink = sink
        self.interface = interface
        self.sessionCap = sessionCap
    }

    package mutating func observe(events: [FlowEvent]) {
        for event in events { observe(event) }
    }

    package mutating func observe(finding: Finding) {
        sink.write(line: EVELine.alert(finding, interface: interface))
    }

    package mutating func observe(change: IncidentChange) {
        guard case .closed(let incident) = change else { return }
        sink.write(line: EVELine.incident(incident))
    }

    package mutating func observe(tick: TrafficTick) {
        packets += tick.packets
        bytes += tick.bytes
        guard tick.second % 60 == 0 else { return }
        sink.write(line: EVELine.stats(tick, packets: packets, bytes: bytes))
    }

    package mutating func finish() {
        for id in sessions.keys.sorted() { release(id) }
        sink.close()
    }

    private mutating func observe(_ event: FlowEvent) {
        switch event.detail {
        case .neighbor(let fact): sink.write(line: EVELine.neighbor(fact, at: event.timestamp, interface: interface))
        case .application(let fact): observe(fact, event)
        default: break
        }
        guard event.kind == .closed else { return }
        release(event.flow.id)
        sink.write(line: EVELine.flow(event.flow, interface: interface))
    }

    private mutating func observe(_ fact: ApplicationFact, _ event: FlowEvent) {
        switch fact {
        case .dns(let message): sink.write(line: EVELine.dns(message, event, interface: interface))
        case .dhcp(let message): sink.write(line: EVELine.dhcp(message, event, interface: interface))
        case .httpRequest, .httpResponse, .tlsClientHello, .tlsServerHello, .tlsCertificate, .sshBanner,
            .sshKeyExchange:
            hold(fact, event)
        default: break
        }
    }

    private mutating func hold(_ fact: ApplicationFact, _ event: FlowEvent) {
        let id = event.flow.id
        if sessions[id] == nil {
            if sessions.count >= sessionCap { makeRoom() }
            ages.append(id)
        }
        for line in sessions[id, default: EVESession(event)].take(fact, event, interface: interface) {
            sink.write(line: line)
        }
    }

    /// The oldest session that is still held is written as it stands.
    private mutating func makeRoom() {
        let dead = ages.prefix { sessions[$0] == nil }.count
        ages.removeFirst(dead)
        if let oldest = ages.first {
            ages.removeFirst()
            release(oldest)
        }
    }

    private mutating func release(_ id: UInt64) {
        guard var session = sessions.removeValue(forKey: id) else { return }
        for line in session.rest(interface: interface) { sink.write(line: line) }
        if ages.count > 4 * sessionCap { ages.removeAll { sessions[$0] == nil } }
    }
}
