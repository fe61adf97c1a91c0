package import Vocabulary

/// What every host does, minute by minute, as rows for the forests: fed by flow events, rolled by ticks.
///
/// Nothing is done a packet: a flow event writes one or two cells. When a tick begins a new minute, the cells of the one before become
/// `finished`, which the rule `anomaly` judges and the service learns from. Depends on events and their order alone.
/// Bounds: 8192 hosts a table and minute, 1024 link addresses, 16,384 windows a minute; what is beyond is not counted and `lost` says so.
package struct BehaviourLedger: Sendable {
    private var sources = WindowTable<IPAddress, SourceCell>(capacity: 8192)
    private var targets = WindowTable<IPAddress, TargetCell>(capacity: 8192)
    private var speakers = WindowTable<IPAddress, SpeechCell>(capacity: 8192)
    private var links = WindowTable<UInt64, LinkCell>(capacity: 1024)
    private var questions = QuestionLedger()
    /// The last unicast host that something was done to, which in a flood is the next one too, and its place in `targets`; -1: none.
    private var visited = (host: IPAddress.unspecified, place: -1)
    private var minute: Int64 = .min
    /// The minute that ended with the event under way; empty at all others.
    package private(set) var finished: [BehaviourWindow] = []
    private var lost: UInt64 = 0
    private static let mostWindows = 16_384
    /// True where somebody learns: windows, and one flow in `flowSample`, are kept until `drain`.
    package var isRecording = false
    private var recorded: [BehaviourWindow] = []
    package static let flowSample: UInt64 = 16
    private static let mostRecorded = 8192

    package init() {}

    /// Takes an event; true when a minute ended with it and `finished` tells of it. The event is lent where it lies, and stays as it is: a
    /// copy of it would cost more than what is counted.
    package mutating func observe(_ event: inout FlowEvent, _ question: DNSQuestion) -> Bool {
        switch event.kind {
        case .tick: return roll(to: event.timestamp)
        case .opened: open(&event.flow, Digest.of(event.flow.key.initiator))
        case .established: establish(event.flow.key, event.timestamp)
        case .refused: refuse(event.flow.key, event.timestamp)
        case .progressed, .closed: carry(&event)
        case .application:
            if case .application(let fact) = event.detail { read(fact, &event.flow, event.timestamp, question) }
        case .echo:
            if case .echo(let echo) = event.detail {
                speak(&event.flow, event.timestamp) { $0.observe(echo, &$1, $2) }
            }
        case .neighbor:
            if case .neighbor(let fact) = event.detail { hear(fact, event.timestamp) }
        case .pulse, .unreachable: break
        }
        return false
    }

    /// Takes flows that open and end, from `first` to before `end`, of a run that began at `start`.
    @inline(never)
    mutating func observe(
        _ events: inout MutableSpan<FlowEvent>, _ first: Int, _ end: Int, _ start: Int, _ run: inout EventRun
    ) {
        for at in first..<end {
            if events[at].kind == .opened {
                open(&events[at].flow, run.sources[at &- start])
            } else if isRecording || !passes(&events[at].flow) {
                carry(&events[at])
            }
        }
    }

    /// The short way of the end of a flow in a flood: its source has no place, and its target was the last one, too. False, and nothing is
    /// changed, for others.
    @inline(__always)
    private mutating func passes(_ flow: inout FlowSnapshot) -> Bool {
        // A report of nothing new.
        guard flow.initiator.deltaPackets | flow.responder.deltaPackets != 0 else { return true }
        guard isVisited(flow.key.responder), flow.initiator.packets != 0, !flow.isComplaint,
            sources.turnsAway(flow.key.initiator)
        else { return false }
        targets[visited.place].carry(&flow)
        return true
    }

    /// Ends the minute under way, at the end of a capture.
    package mutating func finish() {
        minute = .min
        finishMinute()
    }

    /// What was recorded since the last call.
    package mutating func drain() -> [BehaviourWindow] {
        guard !recorded.isEmpty else { return [] }
        defer { recorded.removeAll(keepingCapacity: true) }
        return recorded
    }

    /// Of flows, one in sixteen: which ones follows from their place in the capture.
    private mutating func sample(_ flow: inout FlowSnapshot) {
        guard recorded.count < Self.mostRecorded, DistinctCount.mix(flow.id) % Self.flowSample == 0,
            let window = flow.behaviour
        else { return }
        recorded.append(window)
    }

    package mutating func forgetFinished() { if !finished.isEmpty { finished.removeAll(keepingCapacity: true) } }

    private mutating func roll(to time: Timestamp) -> Bool {
        let now = time.second >= 0 ? time.second / 60 : (time.second - 59) / 60
        guard now != minute else { return false }
        defer { minute = now }
        guard minute != .min else { return false }
        finishMinute()
        return !finished.isEmpty
    }

    private mutating func finishMinute() {
        // The memory of the minute before.
        var windows: [BehaviourWindow] = []
        swap(&windows, &finished)
        windows.removeAll(keepingCapacity: true)
        sources.forEach { $1.windows(of: $0, into: &windows) }
        targets.forEach { $1.windows(of: $0, into: &windows) }
        speakers.forEach { $1.windows(of: $0, into: &windows) }
        links.forEach { $1.windows(of: MACAddress(bits: $0), into: &windows) }
        if windows.count > Self.mostWindows {
            lost &+= UInt64(windows.count - Self.mostWindows)
            windows.removeLast(windows.count - Self.mostWindows)
        }
        finished = windows
        if isRecording { recorded += windows.prefix(max(0, Self.mostRecorded - recorded.count)) }
        sources.removeAll()
        targets.removeAll()
        visited.place = -1
        speakers.removeAll()
        links.removeAll()
        questions.roll()
    }

    /// A flow opens. `source`: the digest of its initiator.
    @inline(__always)
    mutating func open(_ flow: inout FlowSnapshot, _ source: UInt64) {
        // In a flood its source has no place, and its target was the last one, too.
        guard isVisited(flow.key.responder), flow.initiator.packets != 0, !flow.isComplaint,
            sources.turnsAway(flow.key.initiator)
        else { return openAnywhere(&flow, source) }
        openTarget(visited.place, &flow, source)
    }

    @inline(never)
    private mutating func openAnywhere(_ flow: inout FlowSnapshot, _ source: UInt64) {
        // Traffic to groups, and complaints about other packets: counted as volume only.
        guard flow.key.responder.isUnicast, !flow.isComplaint else {
            let time = flow.firstSeen
            return carry(&flow, time)
        }
        // What was joined midway and begins with an answer has no opener: it is only done to whoever hears it.
        if flow.initiator.packets == 0 {
            if let at = targets.place(of: flow.key.initiator, TargetCell(at: flow.firstSeen)) {
                let other = flow.key.responder
                targets[at].open(&flow, from: other, Digest.of(other), port: flow.key.initiatorPort)
                targets[at].carry(&flow.responder, answers: 0)
            }
            return
        }
        if let at = sources.place(of: flow.key.initiator, SourceCell(at: flow.firstSeen)) {
            sources[at].open(&flow)
        }
        if let at = target(flow.key.responder, flow.firstSeen) { openTarget(at, &flow, source) }
    }

    @inline(__always)
    private mutating func openTarget(_ at: Int, _ flow: inout FlowSnapshot, _ source: UInt64) {
        targets[at].open(&flow, source)
    }

    /// True for a host that has a place, and is unicast.
    @inline(__always)
    private func isVisited(_ host: IPAddress) -> Bool { visited.place >= 0 && visited.host == host }

    /// The place of a unicast host.
    @inline(__always)
    private mutating func target(_ host: IPAddress, _ time: Timestamp) -> Int? {
        guard let at = targets.place(of: host, TargetCell(at: time)) else { return nil }
        visited = (host, at)
        return at
    }

    private mutating func establish(_ key: FlowKey, _ time: Timestamp) {
        guard key.responder.isUnicast else { return }
        if let at = sources.place(of: key.initiator, SourceCell(at: time)) { sources[at].establish() }
        if let at = targets.place(of: key.responder, TargetCell(at: time)) { targets[at].establish() }
    }

    private mutating func refuse(_ key: FlowKey, _ time: Timestamp) {
        guard key.responder.isUnicast else { return }
        if let at = sources.place(of: key.initiator, SourceCell(at: time)) { sources[at].refuse() }
        if let at = targets.place(of: key.responder, TargetCell(at: time)) { targets[at].refuse() }
    }

    /// A flow has grown, or is over.
    @inline(never)
    mutating func carry(_ event: inout FlowEvent) {
        carry(&event.flow, event.timestamp)
        if isRecording, event.kind == .closed { sample(&event.flow) }
    }

    private mutating func carry(_ flow: inout FlowSnapshot, _ time: Timestamp) {
        // A report of nothing new.
        guard flow.initiator.deltaPackets | flow.responder.deltaPackets != 0 else { return }
        if flow.initiator.packets > 0, let at = sources.place(of: flow.key.initiator, SourceCell(at: time)) {
            sources[at].touch(flow.lastSeen)
            sources[at].carry(&flow)
        }
        if flow.key.responder.isUnicast, let at = target(flow.key.responder, time) {
            targets[at].carry(&flow)
            if flow.isComplaint { targets[at].complain(flow.initiator.deltaPackets) }
        }
        // Who never asked is done to as well.
        if flow.initiator.packets == 0, let at = targets.place(of: flow.key.initiator, TargetCell(at: time)) {
            targets[at].touch(flow.lastSeen)
            targets[at].carry(&flow.responder, answers: 0)
        }
    }

    private mutating func speak(
        _ flow: inout FlowSnapshot, _ time: Timestamp,
        _ body: (inout SpeechCell, inout FlowSnapshot, Timestamp) -> Void
    ) {
        guard let at = speakers.place(of: flow.key.initiator, SpeechCell(at: time)) else { return }
        body(&speakers[at], &flow, time)
    }

    private mutating func read(
        _ fact: ApplicationFact, _ flow: inout FlowSnapshot, _ time: Timestamp, _ question: DNSQuestion
    ) {
        switch fact {
        case .dns(let message): speak(&flow, time) { $0.observe(message, question, &$1, $2) }
        case .login(let attempt): speak(&flow, time) { $0.observe(attempt, &$1, $2) }
        case .smb(let action): speak(&flow, time) { $0.observe(action, &$1, $2) }
        case .dcerpc(let call):
            if RemoteExecution(call) != nil { speak(&flow, time) { $0.execute(on: &$1, $2) } }
        case .httpRequest(let request):
            // Remote management (WinRM), as in `LateralMovement`.
            if flow.key.responderPort == 5985, request.target.hasPrefix("/wsman") {
                speak(&flow, time) { $0.execute(on: &$1, $2) }
            }
        default: break
        }
    }

    private mutating func hear(_ fact: NeighborFact, _ time: Timestamp) {
        guard fact.operation == .request || fact.operation == .reply, fact.senderMAC != .none, !fact.senderMAC.isGroup,
            let at = links.place(of: fact.senderMAC.bits, LinkCell(at: time))
        else { return }
        if fact.operation == .request, !fact.isGratuitous {
            questions.ask(fact.targetAddress)
            links[at].ask(fact, time)
        } else {
            let isAnswer = !fact.isGratuitous && questions.answer(fact.senderAddress)
            links[at].claim(fact, isUnasked: !isAnswer, time)
        }
    }
}

extension BehaviourLedger: Gauged {
    package func gauge(_ name: String) -> TableGauge {
        TableGauge(
            name, count: max(sources.count, targets.count, speakers.count), capacity: sources.capacity,
            whenFull: "newcomers of the minute are not counted",
            lost: sources.turnedAway &+ targets.turnedAway &+ speakers.turnedAway &+ links.turnedAway &+ lost)
    }
}

extension FlowSnapshot {
    /// An ICMP message about a packet of somebody else: unreachable, quench, redirect, exceeded, bad parameter.
    var isComplaint: Bool {
        switch key.transport {
        case .icmp: icmpType != 8 && icmpType != 0 && icmpType != 13
        case .icmpv6: icmpType < 128
        default: false
        }
    }
}
