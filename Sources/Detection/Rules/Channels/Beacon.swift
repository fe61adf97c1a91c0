import Flows
package import Vocabulary

/// A program that calls its master by a clock: over new connections, over requests in one, or inside a long one.
package struct Beacon: DetectionRule {
    package static let card = RuleCard(
        name: "beacon", title: "Command-and-control beacon",
        summary: """
            A host contacts the same server (or the same name at changing addresses) at intervals that a clock explains, with \
            messages of like size: from two seconds to hours, with jitter up to half the interval and some loss. A slow flow is \
            not a beacon, nor is anything irregular.
            """,
        detections: [.c2Beacon], techniques: ["T1071.001", "T1071", "T1571", "T1573", "T1568.002"], severity: .high,
        options: [
            CardOption("confidence", 0.6, 0.3...1, "", "Least confidence at which a series is reported"),
            CardOption("prevalence", 5, 2...1000, "hosts", "So many clients of one server make it an ordinary service"),
        ],
        blindSpots: [
            "Jitter beyond ±60 %, or intervals drawn from an exponential, do not look like a clock.",
            "Telemetry and update checks of a device are the same thing as a beacon to who cannot ask the device.",
            "Inside one long TLS connection only messages too large for a keep-alive are judged.",
            "Between two hosts inside, a timer without jitter that asks for one thing is taken for polling (checks, clusters, hubs).",
            "Over UDP, a beacon of a host that comes back to eight far peers and more (file sharing, games).",
            "Log-in services (ssh, mail, databases) are left to the rules about log-ins.",
        ],
        rationale: """
            RITA v5: regular gaps (Bowley skew, MAD), like sizes, prevalence. NTP, DNS, DHCP, discovery, SNMP, industrial and \
            monitoring polls inside the network, push keep-alives, media and browsing (referrers, many targets, large answers) \
            keep time for good reasons and are left alone.
            """)
    package static let interests: EventKinds = [.opened, .closed, .application, .pulse]
    package static let facts: FactKinds = [.dns, .clientHello, .httpRequest, .login, .ssh, .windows, .polls]
    package static var waitsForSecondFlow: Bool { true }
    package static var asksAhead: Bool { true }
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds {
        [.tcp, .udp, .silent]
    }

    /// What a series is about. `name` is the digest of a server name, 0 for an address.
    struct Key: SeededKey {
        enum Kind: UInt8 { case connections, named, requests, pulses }
        let kind: Kind
        let client: IPAddress
        let server: IPAddress
        let name: UInt64
        let port: UInt16
        let transport: IPProtocol

        func hash(_ seed: SeededHash) -> UInt64 {
            let small = UInt64(port) << 16 | UInt64(transport.rawValue) << 8 | UInt64(kind.rawValue)
            return seed.of(client, server, name ^ seed.of(small))
        }
    }
    /// The first arrival of a series that may follow: a spray of single connections costs no more than this.
    private struct Contact {
        let time: Timestamp
        let flow: UInt64
        var isSeries = false
    }
    /// The same for a name: most names are asked for once by a client, and a series is a large thing to remember one visit by.
    private struct NamedContact {
        let time: Timestamp
        let flow: UInt64
        let server: IPAddress
        var isSeries = false
    }
    /// An address and a port.
    private struct Endpoint: SeededKey {
        let address: IPAddress
        let port: UInt16

        func hash(_ seed: SeededHash) -> UInt64 { seed.of(address, UInt64(port)) }
    }
    private var contacts = DigestTable<Contact>(capacity: 65_536)
    private var namedContacts = DigestTable<NamedContact>(capacity: 32_768)
    private var series = BoundedTable<Key, ArrivalSeries>(capacity: 16_384)
    /// Ports that a client tried on a server, from the second on: a scanner's visits are a scan.
    private var ports = DigestTable<UInt32>(capacity: 8192)
    private var firstPorts = RepeatSieve()
    private var visitors = BoundedTable<Endpoint, DistinctCount>(capacity: 8192)
    /// What was said about a client and a server, in whatever manner it calls.
    private var said = BoundedTable<Key, ReportLadder>(capacity: 2048)
    /// How many servers inside a client calls again and again on one port: a monitor polls many, a bot has one master.
    private var polled = BoundedTable<Endpoint, DistinctCount>(capacity: 2048)
    /// How many far hosts a client comes back to over UDP: among hundreds of peers some keep time by chance.
    private var peers = BoundedTable<IPAddress, DistinctCount>(capacity: 2048)
    private var clients = DistinctCount()
    /// From so many peers on a client is one of a swarm.
    private static var company: Int { 8 }
    private let judge: BeaconJudge
    private let prevalence: Int

    package init(settings: RuleSettings) {
        judge = BeaconJudge(least: settings["confidence"])
        prevalence = Int(settings["prevalence"])
    }

    @inline(__always)
    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard Self.mayBeSeries(event.flow.key) else { return }
        judge(&event, context, &report)
    }

    private mutating func judge(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, _ report: inout FindingSink
    ) {
        let flow = event.flow.key
        switch event.kind {
        case .opened:
            guard isCandidate(flow, event.flow.sawOpening) else { return }
            open(flow, event.flow.id, at: event.timestamp, context, &report)
        case .closed:
            guard isSeries(flow) else { return }
            series.change(key(.connections, flow)) { series in
                series.add(sent: event.flow.initiator.payload, received: event.flow.responder.payload)
                if event.flow.service != .unknown { series.service = event.flow.service }
            }
        case .application:
            guard case .application(let fact) = event.detail else { return }
            learn(fact, &event, context, &report)
        case .pulse:
            guard case .pulse(let pulse) = event.detail, isCandidate(flow, event.flow.sawOpening) else { return }
            let id = event.flow.id
            let key = Key(
                kind: .pulses, client: flow.initiator, server: flow.responder, name: id, port: flow.responderPort,
                transport: flow.transport)
            let isDue = series.update(key, default: ArrivalSeries(at: event.timestamp)) { series in
                series.pulse(gap: pulse.gap, at: event.timestamp)
                series.add(
                    sent: UInt64(pulse.payload), received: event.flow.responder.payload / UInt64(max(1, series.count)))
                series.service = event.flow.service
                series.flows.add(id)
                return series.isDue()
            }
            if isDue { weigh(key, context, &report) }
        default: return
        }
    }

    @inline(__always)
    package mutating func prefetch(_ flow: FlowKey, _ kind: FlowEvent.Kind, _ step: PrefetchStep) {
        guard Self.mayBeSeries(flow) else { return }
        switch kind {
        case .opened, .closed:
            let digest = Self.digest(flow)
            if step == .index {
                contacts.prefetch(digest)
                if kind == .opened { firstPorts.prefetch(Digest.of(flow.initiator, flow.responder)) }
            } else {
                contacts.prefetchValue(digest)
            }
        case .application:
            let key = key(.connections, flow)
            if step == .index { series.prefetch(key) } else { series.prefetchValue(key, lines: 5) }
        default: break
        }
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        var open: [Key] = []
        series.forEach { key, series in
            guard series.count >= 8, !series.ladder.hasReported else { return }
            series.due = series.count
            open.append(key)
        }
        for key in open { consider(key, context, &report) }
    }

    private func key(_ kind: Key.Kind, _ flow: FlowKey) -> Key {
        Key(
            kind: kind, client: flow.initiator, server: flow.responder, name: 0, port: flow.responderPort,
            transport: flow.transport)
    }

    /// False for the commonest flows that are never a candidate: questions to name servers.
    @inline(__always)
    private static func mayBeSeries(_ key: FlowKey) -> Bool { key.responderPort != 53 || key.transport != .udp }

    private func isCandidate(_ key: FlowKey, _ sawOpening: Bool) -> Bool {
        guard key.transport == .tcp ? sawOpening : key.transport == .udp else { return false }
        return key.responder.isUnicast && !key.responder.isLoopback && key.initiator.isUnicast
            && key.initiator != key.responder && !Clockwork.isTimekeeper(key)
    }

    private mutating func open(
        _ flow: FlowKey, _ id: UInt64, at time: Timestamp, _ context: borrowing DetectionContext,
        _ report: inout FindingSink
    ) {
        let key = key(.connections, flow)
        let digest = Self.digest(flow)
        var isDue = false
        let isSeries: Bool
        if let place = contacts.find(digest) {
            isSeries = true
            if !contacts[place].isSeries { begin(key, contacts[place], context) }
            contacts[place].isSeries = true
            isDue = series.update(key, default: ArrivalSeries(at: time)) {
                $0.arrive(at: time, flow: id)
                return $0.isDue()
            }
        } else {
            isSeries = false
            _ = contacts.insert(digest, Contact(time: time, flow: id))
            notePort(flow)
        }
        if let name = context.names.entry(of: flow.responder) {
            if isSeries { learn(name, of: key) }
            open(name, flow, id, at: time, context, &report)
        }
        if isDue { weigh(key, context, &report) }
    }

    private mutating func notePort(_ key: FlowKey) {
        let pair = Digest.of(key.initiator, key.responder)
        if let place = ports.find(pair) {
            ports[place] &+= 1
        } else if firstPorts.observe(pair, UInt32(key.responderPort) << 8 | UInt32(key.transport.rawValue)) != nil {
            _ = ports.insert(pair, 2)
        }
    }

    /// A second arrival makes a series of the first.
    private mutating func begin(_ key: Key, _ first: Contact, _ context: borrowing DetectionContext) {
        series.update(key, default: ArrivalSeries(at: first.time)) { $0.arrive(at: first.time, flow: first.flow) }
        let client = key.client.high ^ DistinctCount.mix(key.client.low)
        clients.add(client)
        visitors.update(Endpoint(address: key.server, port: key.port), default: DistinctCount()) {
            _ = $0.add(client)
        }
        let isInside = context.home.contains(key.server)
        if !isInside, key.transport == .udp {
            peers.update(key.client, default: DistinctCount()) {
                _ = $0.add(key.server.high ^ DistinctCount.mix(key.server.low))
            }
        }
        guard isInside else { return }
        polled.update(Endpoint(address: key.client, port: key.port), default: DistinctCount()) {
            _ = $0.add(key.server.high ^ DistinctCount.mix(key.server.low))
        }
    }

    private static func digest(_ flow: FlowKey) -> UInt64 {
        let port = UInt64(flow.responderPort) << 8 | UInt64(flow.transport.rawValue)
        return Digest.of(flow.initiator, flow.responder) ^ DistinctCount.mix(port)
    }

    private mutating func isSeries(_ flow: FlowKey) -> Bool {
        contacts.find(Self.digest(flow)).map { contacts[$0].isSeries } ?? false
    }

    /// What the server of a series is called.
    private mutating func learn(_ name: NameTable.Name, of key: Key) {
        series.change(key) { series in
            series.serverName = name.text
            if series.names.add(name.digest) { series.randomNames += BeaconJudge.looksGenerated(name.text) ? 1 : 0 }
        }
    }

    /// The same name at changing addresses.
    private mutating func open(
        _ name: NameTable.Name, _ flow: FlowKey, _ id: UInt64, at time: Timestamp,
        _ context: borrowing DetectionContext, _ report: inout FindingSink
    ) {
        let small = UInt64(flow.responderPort) << 8 | UInt64(flow.transport.rawValue)
        let digest = DistinctCount.mix(Digest.of(flow.initiator) ^ DistinctCount.mix(name.digest ^ small << 40))
        guard let place = namedContacts.find(digest) else {
            _ = namedContacts.insert(digest, NamedContact(time: time, flow: id, server: flow.responder))
            return
        }
        let key = Key(
            kind: .named, client: flow.initiator, server: .unspecified, name: name.digest, port: flow.responderPort,
            transport: flow.transport)
        let first = namedContacts[place].isSeries ? nil : namedContacts[place]
        namedContacts[place].isSeries = true
        let isDue = series.update(key, default: ArrivalSeries(at: time)) { series in
            if let first { series.arrive(at: first.time, flow: first.flow, from: first.server) }
            series.arrive(at: time, flow: id, from: flow.responder)
            series.serverName = name.text
            return series.isDue()
        }
        if isDue { weigh(key, context, &report) }
    }

    private mutating func learn(
        _ fact: ApplicationFact, _ event: inout FlowEvent, _ context: borrowing DetectionContext,
        _ report: inout FindingSink
    ) {
        let connections = key(.connections, event.flow.key)
        switch fact {
        case .httpRequest(let request):
            let target = request.target
            let path = Self.path(of: target)
            let isProbe = Clockwork.isReachabilityCheck(host: request.host, path: target, path.length)
            let isLogin = HTTPLoginForm.isTry(method: request.method, target: target)
            func note(_ series: inout ArrivalSeries) {
                series.requests += 1
                if !request.referrer.isEmpty { series.referred += 1 }
                if isLogin { series.logins += 1 }
                series.targets.add(path.digest)
                if isProbe { series.probes += 1 }
                series.service = .http
                if !request.host.isEmpty, Self.hasLetters(request.host) {
                    series.serverName = request.host
                }
            }
            series.change(connections, note)
            let key = key(.requests, event.flow.key)
            let isDue = series.update(key, default: ArrivalSeries(at: event.timestamp)) { series in
                series.arrive(at: event.timestamp, flow: event.flow.id)
                series.add(sent: UInt64(request.headSize) + (request.contentLength ?? 0), received: 0)
                note(&series)
                return series.isDue()
            }
            if isDue { weigh(key, context, &report) }
        case .tlsClientHello(let hello):
            let name = hello.serverName
            series.change(connections) { series in
                series.sawHello = true
                series.service = .tls
                if !name.isEmpty { series.serverName = name }
            }
        case .login:
            series.change(connections) { $0.logins += 1 }
            series.change(key(.requests, event.flow.key)) { $0.logins += 1 }
        case .dns, .smb, .dcerpc, .ntp, .snmp, .sshBanner: series.change(connections) { $0.logins += 1 }
        default: return
        }
    }

    /// What stands before the question mark: its digest and its bytes.
    private static func path(of target: String) -> (digest: UInt64, length: Int) {
        let bytes = target.utf8.span
        var length = 0
        while length < bytes.count, bytes[length] != UInt8(ascii: "?") { length &+= 1 }
        return (Detection.digest(bytes, 0..<length), length)
    }

    /// A name, not an address.
    private static func hasLetters(_ host: String) -> Bool {
        let bytes = host.utf8.span
        for place in bytes.indices where bytes[place] >= 97 { return true }
        return false
    }

    private mutating func consider(
        _ key: Key, _ context: borrowing DetectionContext, _ report: inout FindingSink
    ) {
        guard series.change(key, { $0.isDue() }) ?? false else { return }
        weigh(key, context, &report)
    }

    /// Judges a series whose count calls for it.
    private mutating func weigh(
        _ key: Key, _ context: borrowing DetectionContext, _ report: inout FindingSink
    ) {
        guard let candidate = series.value(for: key) else { return }
        if key.kind == .named, candidate.responders.count < 2 { return }
        let server = key.kind == .named ? candidate.responders[0] : key.server
        let count = visitors.value(for: Endpoint(address: server, port: key.port))?.count ?? 1
        let isPrevalent = count >= prevalence && count * 4 >= clients.count
        if let place = ports.find(Digest.of(key.client, server)), ports[place] > 20 { return }
        let inside = polled.value(for: Endpoint(address: key.client, port: key.port))?.count ?? 0
        if inside >= 3, context.home.contains(server) { return }
        if key.transport == .udp, peers.value(for: key.client)?.count ?? 0 >= Self.company { return }
        guard let verdict = judge.judge(candidate, key, visitors: count, isPrevalent: isPrevalent, context) else {
            return
        }
        let pair = Key(
            kind: .connections, client: key.client, server: server, name: 0, port: key.port, transport: key.transport)
        guard said.update(pair, default: ReportLadder(), { $0.climbs(to: candidate.count) }) else { return }
        series.change(key) { _ = $0.ladder.climbs(to: $0.count) }
        report.report(verdict)
    }
}
