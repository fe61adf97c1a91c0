package import Vocabulary

/// One source tries the same port of many hosts.
///
/// State is kept for a source and port only from the second host on. Bounds: 4096 source-and-port entries with 128 failed hosts
/// each until they report, 2048 sources. Failures decide; where there is no time to wait for them (a capture of a tenth of a
/// second, 10,000 probes a second) unanswered openings do.
package struct HorizontalScan: DetectionRule {
    package static let card = RuleCard(
        name: "horizontal-scan", title: "Horizontal scan",
        summary:
            "One source contacts the same port of many hosts, and most of them refuse, do not answer, or are left at once. "
            + "Judged by failures against successes, so busy clients, mail and DNS servers stay quiet.",
        detections: [.scanHorizontal], techniques: ["T1046", "T1018", "T1595.001"], severity: .medium,
        options: [
            CardOption("failed_hosts", 25, 5...100_000, "hosts", "hosts whose contact failed, in `window`"),
            CardOption("window", 300, 10...3600, "seconds", "the window of `failed_hosts`"),
            CardOption("hour_hosts", 50, 5...100_000, "hosts", "failed hosts in an hour"),
            CardOption("day_hosts", 100, 5...100_000, "hosts", "failed hosts in a day"),
            CardOption("burst_hosts", 50, 10...100_000, "hosts", "TCP openings without an answer in 10 seconds"),
        ],
        blindSpots: [
            "A scan of one host in a quarter of an hour or slower.",
            "A scan of hosts that nearly all answer and talk is not told from a busy client.",
            "UDP scans are judged when their flows time out, not before.",
        ],
        rationale:
            "25 hosts on one port with failed connections in 5 minutes is Zeek's policy/misc/scan; failures weighed "
            + "against successes after Jung's threshold random walk (2004). Left alone: peer-to-peer (nearly a port a host), "
            + "CDN browsing, broken IPv6 with happy eyeballs, blocked QUIC, resolvers, mDNS.")
    package static let interests: EventKinds = [.opened, .established, .refused, .closed]
    package static var waitsForSecondFlow: Bool { true }
    package static var asksAhead: Bool { true }
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { [.tcp, .udp, .silent] }

    private var sieve = RepeatSieve()
    private var sourceSieve = RepeatSieve(slots: 8192)
    private var sweeps = DigestTable<PortSweep>(capacity: 4096)
    private var sources = DigestTable<FailingSource>(capacity: 2048)
    private let limits: PortSweep.Limits

    package init(settings: RuleSettings) {
        limits = PortSweep.Limits(
            failed: Int(settings["failed_hosts"]), window: settings["window"], hour: Int(settings["hour_hosts"]),
            day: Int(settings["day_hosts"]), burst: Int(settings["burst_hosts"]))
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let key = event.flow.key
        guard key.transport == .tcp || key.transport == .udp else { return }
        let digest = Self.sweep(key)
        switch event.kind {
        case .opened:
            guard let probe = Probe.opening(&event) else { return }
            open(&event, probe, digest, &report)
        case .established:
            guard let place = sweeps.find(digest) else { return }
            sweeps[place].succeed(event.flow.key.responder)
        default:
            // Most ends are those of conversations, of which nothing is kept.
            let hasFailed = event.kind == .refused || Probe.outcome(&event, at: event.timestamp) == .failed
            guard hasFailed || key.transport == .udp, Probe.opening(&event) != nil else { return }
            if hasFailed {
                if let source = sources.find(Self.source(key.initiator, key.transport)) { sources[source].add(key) }
                if let place = sweeps.find(digest) { fail(place, &event, &report) }
            } else if key.transport == .udp, event.flow.responder.packets > 0, let place = sweeps.find(digest) {
                sweeps[place].succeed(event.flow.key.responder)
            }
        }
    }

    /// A source and a port of a transport.
    @inline(__always)
    private static func sweep(_ key: FlowKey) -> UInt64 {
        Digest.of(key.initiator, UInt32(key.responderPort) | UInt32(key.transport.rawValue) << 16)
    }

    @inline(__always)
    package mutating func prefetch(_ flow: FlowKey, _ kind: FlowEvent.Kind, _ step: PrefetchStep) {
        guard kind == .opened else { return }
        if step == .entry { return sweeps.prefetchFound(Self.sweep(flow), lines: 6) }
        sieve.prefetch(Self.sweep(flow))
        sourceSieve.prefetch(Self.source(flow.initiator, flow.transport))
    }

    private mutating func open(_ event: inout FlowEvent, _ probe: Probe, _ digest: UInt64, _ report: inout FindingSink)
    {
        let key = event.flow.key
        let host = UInt32(truncatingIfNeeded: Digest.of(key.responder))
        let place: Int
        if let found = sweeps.find(digest) {
            place = found
        } else {
            guard sieve.observe(digest, host) != nil else { return }
            place = sweeps.insert(
                digest, PortSweep(key.initiator, port: key.responderPort, key.transport, event.timestamp))
            // The host that was sifted first is known by its digest alone; it counts once it is contacted again.
        }
        let source = Self.source(key.initiator, key.transport)
        if sources.find(source) == nil, sourceSieve.observe(source, host) != nil {
            _ = sources.insert(source, FailingSource())
        }
        sweeps[place].open(&event.flow, probe)
        if probe.isStealth {
            fail(place, &event, &report)
        } else if sweeps[place].isBurst(limits, at: event.timestamp) {
            speak(place, .burst(limits.burst), event.timestamp, &report)
        }
    }

    private mutating func fail(_ place: Int, _ event: inout FlowEvent, _ report: inout FindingSink) {
        sweeps[place].fail(event.flow, refused: event.kind == .refused)
        guard let verdict = sweeps[place].verdict(limits, at: event.timestamp) else { return }
        speak(place, verdict, event.timestamp, &report)
    }

    private mutating func speak(
        _ place: Int, _ verdict: PortSweep.Verdict, _ now: Timestamp, _ report: inout FindingSink
    ) {
        if let source = sources.find(Self.source(sweeps[place].source, sweeps[place].transport)),
            sources[source].isPeerToPeer(sweep: sweeps[place].failedHosts)
        {
            return
        }
        let isFirst = sweeps[place].isQuiet
        guard sweeps[place].speaks() else { return }
        if isFirst, let source = sources.find(Self.source(sweeps[place].source, sweeps[place].transport)),
            !sources[source].speaks()
        {
            return
        }
        guard isFirst || sweeps[place].isTold else { return }
        report.report(sweeps[place].finding(verdict))
    }

    /// Each transport for itself: a worm that scans by TCP may keep its own company by UDP.
    private static func source(_ address: IPAddress, _ transport: IPProtocol) -> UInt64 {
        Digest.of(address, UInt32(transport.rawValue))
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        var last: [Finding] = []
        sweeps.forEach { sweep in if let finding = sweep.conclusion() { last.append(finding) } }
        for finding in last { report.report(finding) }
    }
}

/// Failures of one source on all ports of one transport: what tells a scanner from a peer-to-peer program.
struct FailingSource {
    private var hosts = DistinctCount()
    private var ports = PortSet()
    private var told = 0

    /// The first eight ports are told one by one, then at each doubling: a scan of all ports of a network is one scan.
    mutating func speaks() -> Bool {
        told += 1
        return told <= 8 || told & (told - 1) == 0
    }

    mutating func add(_ key: FlowKey) {
        hosts.add(Digest.of(key.responder))
        ports.insert(key.responderPort)
    }

    /// Peers listen on ports of their own: many ports, few hosts on each, and this port is not where most failures are.
    func isPeerToPeer(sweep hostsOnPort: Int) -> Bool {
        ports.count >= 10 && hosts.count < 4 * ports.count && hostsOnPort * 10 < hosts.count * 9
    }
}
