import Vocabulary

/// What one source did to one port of many hosts.
struct PortSweep {
    struct Limits {
        let failed: Int
        let window: Double
        let hour: Int
        let day: Int
        let burst: Int
    }

    enum Verdict {
        case burst(Int)
        case failures(count: Int, threshold: Int, seconds: Double)
    }

    let source: IPAddress
    private let port: UInt16
    let transport: IPProtocol
    private var failures = ContactLog<IPAddress>(capacity: 128)
    private var failed = DistinctCount()
    private var good = DistinctCount()
    /// Over UDP: all that were asked.
    private var asked = DistinctCount()
    private var growth = Growth()
    private var told: Verdict = .burst(0)
    private(set) var isTold = false
    private var refusals: UInt64 = 0
    private var stealth: Probe?
    private var flows: [UInt64] = []
    private var firstSeen: Timestamp
    private var lastSeen: Timestamp
    /// Openings of the last five to ten seconds.
    private var burstStart: Timestamp
    private var burstHosts = DistinctCount()
    private var burstOpened = 0
    private var burstAnswered = 0
    private var sample = AddressSample()

    init(_ source: IPAddress, port: UInt16, _ transport: IPProtocol, _ time: Timestamp) {
        self.source = source
        self.port = port
        self.transport = transport
        firstSeen = time
        lastSeen = time
        burstStart = time
    }

    var failedHosts: Int { max(failed.count, burstHosts.count - burstAnswered) }

    /// The flow is lent where it lies, and stays as it is.
    mutating func open(_ flow: inout FlowSnapshot, _ probe: Probe) {
        lastSeen = max(lastSeen, flow.lastSeen)
        if probe.isStealth { stealth = probe }
        let age = flow.firstSeen.seconds(since: burstStart)
        if age > 10 || age < -10 {
            burstStart = flow.firstSeen
            burstHosts.removeAll()
            burstOpened = 0
            burstAnswered = 0
            if growth.reported == 0 { sample.removeAll() }
        }
        if transport == .udp { asked.add(Digest.of(flow.key.responder)) }
        guard probe == .syn else { return }
        burstOpened += 1
        if burstHosts.add(Digest.of(flow.key.responder)), sample.count < 64 { sample.append(flow.key.responder) }
        if flows.count < 32, growth.reported == 0 { flows.append(flow.id) }
    }

    /// Over UDP an answer shows when the flow ends, and answered flows end later than others: of all that were asked most must have failed.
    private var isMostlyFailed: Bool { transport != .udp || failed.count * 3 >= asked.count * 2 }

    mutating func succeed(_ host: IPAddress) {
        good.add(Digest.of(host))
        burstAnswered += 1
    }

    mutating func fail(_ flow: FlowSnapshot, refused: Bool) {
        let host = flow.key.responder
        lastSeen = max(lastSeen, flow.lastSeen)
        firstSeen = min(firstSeen, flow.firstSeen)
        failed.add(Digest.of(host))
        if refused { refusals += 1 }
        failures.note(host, .failed, at: flow.lastSeen)
        if flows.count < 32, transport == .udp || flows.isEmpty { flows.append(flow.id) }
    }

    /// As many hosts as `burst` were sent an opening in the last seconds, and hardly one has answered.
    func isBurst(_ limits: Limits, at now: Timestamp) -> Bool {
        guard burstOpened >= limits.burst, burstOpened % 8 == 0 || burstOpened == limits.burst else { return false }
        let hosts = burstHosts.count
        return hosts - burstAnswered >= limits.burst && burstAnswered * 5 <= hosts
    }

    func verdict(_ limits: Limits, at now: Timestamp) -> Verdict? {
        let enough = failed.count >= 2 * good.count && isMostlyFailed
        guard enough, failures.contacts.count >= limits.failed else { return nil }
        for (threshold, seconds) in [(limits.failed, limits.window), (limits.hour, 3600), (limits.day, 86_400)]
        where failures.contacts.count >= min(threshold, 128) {
            let count = failures.tally(seconds, before: now).failed
            if count >= min(threshold, 128) { return .failures(count: count, threshold: threshold, seconds: seconds) }
        }
        return nil
    }

    var isQuiet: Bool { growth.reported == 0 }
    mutating func speaks() -> Bool { growth.speaks(failedHosts, threshold: 1) }

    mutating func conclusion() -> Finding? {
        isTold && growth.concludes(failedHosts) ? finding(told) : nil
    }

    mutating func finding(_ verdict: Verdict) -> Finding {
        told = verdict
        isTold = true
        let hosts = failures.contacts.isEmpty ? sample.all : failures.contacts.map(\.target)
        let (victims, blocks) = Swept.parties(hosts)
        var evidence = [
            Evidence("port", text: "\(transport) \(port)"),
            Evidence("failed_hosts", count: failedHosts),
            Evidence("refused", count: refusals),
            Evidence("hosts_that_talked", count: good.count),
        ]
        switch verdict {
        case .burst(let threshold):
            evidence.append(
                Evidence("unanswered_openings", count: burstHosts.count - burstAnswered, threshold: Double(threshold)))
            evidence.append(Evidence("window_seconds", measure: 10))
        case .failures(let count, let threshold, let seconds):
            evidence.append(Evidence("failed_hosts_in_window", count: count, threshold: Double(threshold)))
            evidence.append(Evidence("window_seconds", measure: seconds))
        }
        if let stealth { evidence.append(Evidence("scan_type", text: stealth.name)) }
        evidence.append(Evidence("blocks", .list(blocks)))
        let outside = !hosts.contains { $0.isPrivate }
        return Finding(
            detection: .scanHorizontal, summary: "\(source) tries \(transport) port \(port) of many hosts",
            severity: .medium, confidence: min(0.97, 0.65 + 0.005 * Double(min(failedHosts, 64))),
            techniques: outside ? ["T1046", "T1595.001"] : ["T1046", "T1018"], attackers: [.address(source)],
            victims: victims, evidence: evidence, flows: flows, firstSeen: firstSeen, lastSeen: lastSeen)
    }
}

/// How swept hosts are named: one block when they all lie in it, else themselves.
enum Swept {
    /// Parties, at most 64, and the /24 (IPv6: /64) blocks with their number of hosts, ascending, at most 16.
    static func parties(_ hosts: [IPAddress]) -> ([Party], [String]) {
        let sorted = hosts.sorted()
        var blocks: [(block: AddressBlock, hosts: Int)] = []
        for host in sorted {
            guard let block = AddressBlock(host, prefix: host.isV4 ? 24 : 64) else { continue }
            if blocks.last?.block == block { blocks[blocks.count - 1].hosts += 1 } else { blocks.append((block, 1)) }
        }
        let names = blocks.prefix(16).map { "\($0.block): \($0.hosts)" }
        if let only = blocks.first, blocks.count == 1, only.hosts > 16 { return ([.block(only.block)], names) }
        return (sorted.prefix(64).map(Party.address), names)
    }
}
