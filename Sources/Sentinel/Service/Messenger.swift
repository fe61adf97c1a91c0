import Detection
import Exports
import Flows
import Pipeline
import Vocabulary

/// Carries what the packet thread sees up to the service: copies what is kept, forms no text, waits for nobody.
final class Messenger: EventOutput {
    private let relay: Relay
    private var news = CellarNews()
    /// The finding that was told last, until it is known which incident it went into.
    private var told: Finding?
    /// Bytes since the last second ended, as far as flows have reported them: a small flow reports when it ends.
    private var protocols = TrafficPoint.ByProtocol()
    private var directions = TrafficPoint.ByDirection()
    private static let pageSize = 2048

    init(relay: Relay) { self.relay = relay }

    func observe(events: [FlowEvent], home: HomeNetworks) {
        let lent = events.span
        for index in lent.indices {
            switch lent[index].kind {
            case .opened, .progressed, .closed: note(lent[index], home)
            case .tick: if case .traffic(let tick) = lent[index].detail { end(second: tick) }
            case .application: if case .application(let fact) = lent[index].detail { read(fact, lent[index]) }
            case .neighbor:
                if case .neighbor(let fact) = lent[index].detail { sight(fact, lent[index].timestamp, home) }
            default: continue
            }
        }
        if news.flows.count >= Self.pageSize { relay.hand(over: &news) }
    }

    func observe(finding: Finding) { told = finding }

    func observe(change: IncidentChange) {
        news.changes.append(change)
        guard let finding = told else { return }
        switch change {
        case .closed: return
        case .opened(let incident), .grew(let incident):
            // Others that the finding only links to grow too; the story it went into has its time and kind.
            guard incident.detections.contains(finding.detection), incident.lastSeen >= finding.lastSeen else { return }
            news.found.append(CellarNews.Found(finding: finding, incident: incident.id))
            told = nil
        }
    }

    func observe(tick: TrafficTick) { relay.hand(over: &news) }

    func observe(behaviour: [BehaviourWindow], refused: UInt64) {
        news.behaviour += behaviour
        news.refusedBehaviour &+= refused
        if news.behaviour.count >= Self.pageSize { relay.hand(over: &news) }
    }

    func observe(totals: PathTotals, suppressed: UInt64) {
        news.totals = totals
        news.suppressed = suppressed
        relay.hand(over: &news)
    }

    func observe(progress: PipelineProgress) {
        news.progress = progress
        relay.hand(over: &news)
    }

    func finish() { relay.hand(over: &news) }

    private func note(_ event: FlowEvent, _ home: HomeNetworks) {
        guard event.flow.depth == 0 else { return }
        let direction = home.direction(of: event.flow.key)
        let bytes = UInt64(event.flow.initiator.deltaBytes) &+ UInt64(event.flow.responder.deltaBytes)
        switch event.flow.key.transport {
        case .tcp: protocols.tcp &+= bytes
        case .udp: protocols.udp &+= bytes
        case .icmp, .icmpv6: protocols.icmp &+= bytes
        default: protocols.other &+= bytes
        }
        switch direction {
        case .inbound: directions.inbound &+= bytes
        case .outbound: directions.outbound &+= bytes
        case .internal: directions.internal &+= bytes
        case .external: directions.external &+= bytes
        }
        news.flows.append(CellarNews.FlowNews(kind: event.kind, flow: event.flow, direction: direction))
    }

    /// Several workers each end the same second: it is told once, with all of them in it.
    private func end(second tick: TrafficTick) {
        let time = Timestamp(nanoseconds: tick.second &* 1_000_000_000)
        if news.seconds.last?.time != time { news.seconds.append(TrafficPoint(time: time)) }
        let last = news.seconds.count - 1
        news.seconds[last].packets &+= tick.packets
        news.seconds[last].bytes &+= tick.bytes
        news.seconds[last].newFlows &+= tick.newFlows
        news.seconds[last].activeFlows &+= tick.activeFlows
        news.seconds[last].byProtocol.add(protocols)
        news.seconds[last].byDirection.add(directions)
        protocols = TrafficPoint.ByProtocol()
        directions = TrafficPoint.ByDirection()
    }

    private func read(_ fact: ApplicationFact, _ event: FlowEvent) {
        switch fact {
        case .tlsClientHello(let hello): name(event.flow.id, hello.serverName)
        case .httpRequest(let request) where request.index == 0: name(event.flow.id, request.host)
        case .dns(let message) where !message.isResponse && message.variant == .dns: name(event.flow.id, message.name)
        case .dhcp(let message) where !message.hostname.isEmpty && message.kind == .request:
            guard let address = message.requestedAddress, address.isUnicast else { return }
            news.sightings.append(
                HostSighting(
                    address: address, mac: message.clientMAC, name: message.hostname, home: true, time: event.timestamp)
            )
        default: return
        }
    }

    private func name(_ flow: UInt64, _ name: String) {
        guard !name.isEmpty, news.names.count < Self.pageSize else { return }
        news.names.append((flow, name))
    }

    private func sight(_ fact: NeighborFact, _ time: Timestamp, _ home: HomeNetworks) {
        guard fact.senderAddress.isUnicast, news.sightings.count < Self.pageSize else { return }
        news.sightings.append(
            HostSighting(
                address: fact.senderAddress, mac: fact.senderMAC, home: home.contains(fact.senderAddress), time: time))
    }
}

extension TrafficPoint.ByProtocol {
    fileprivate mutating func add(_ more: TrafficPoint.ByProtocol) {
        tcp &+= more.tcp
        udp &+= more.udp
        icmp &+= more.icmp
        other &+= more.other
    }
}

extension TrafficPoint.ByDirection {
    fileprivate mutating func add(_ more: TrafficPoint.ByDirection) {
        inbound &+= more.inbound
        outbound &+= more.outbound
        self.internal &+= more.internal
        external &+= more.external
    }
}
