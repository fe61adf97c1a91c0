package import Vocabulary

/// One machine asks the link for many addresses that nobody has.
///
/// Bounds: 2048 link addresses with 256 questions each. A machine that forwards for others (a router) asks on behalf of whoever
/// scans through it, and is held against four times the thresholds.
package struct ArpSweep: DetectionRule {
    package static let card = RuleCard(
        name: "arp-sweep", title: "ARP sweep",
        summary:
            "One link address asks for many different addresses in a short time, and most questions stay unanswered.",
        detections: [.arpSweep], techniques: ["T1018"], severity: .low,
        options: [
            CardOption("minute_targets", 40, 5...100_000, "addresses", "unanswered addresses in a minute"),
            CardOption("ten_minute_targets", 80, 5...200, "addresses", "unanswered addresses in ten minutes"),
            CardOption("hour_targets", 200, 5...250, "addresses", "unanswered addresses in an hour"),
        ],
        blindSpots: [
            "On a switch port answers to others are not seen, so answered questions look unanswered.",
            "A sweep slower than two hundred addresses an hour.",
        ],
        rationale:
            "A host boots, finds its printer and servers and asks for a dozen addresses; arp-scan and nmap ask for a /24 in "
            + "seconds. Left alone: routers, a NAS or monitor that starts, probes for address conflicts (RFC 5227).")
    package static let interests: EventKinds = [.opened, .neighbor]
    package static var glances: Bool { true }

    private var speakers = DigestTable<LinkAsker>(capacity: 2048)
    private var wanted = WantedAddresses()
    private let limits: [(threshold: Int, seconds: Double)]

    package init(settings: RuleSettings) {
        limits = [
            (Int(settings["minute_targets"]), 60), (Int(settings["ten_minute_targets"]), 600),
            (Int(settings["hour_targets"]), 3600),
        ]
    }

    /// Without a question on the link there is nothing to excuse.
    @inline(__always)
    package mutating func glance(
        _ events: Span<FlowEvent>, _ index: Int, _ context: borrowing DetectionContext
    ) -> Bool { speakers.count > 0 }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        if event.kind == .opened {
            forward(event.flow, event.timestamp.second)
            return
        }
        guard case .neighbor(let fact) = event.detail else { return }
        switch fact.operation {
        case .request:
            guard !fact.isGratuitous, fact.targetAddress.isUnicast, fact.senderMAC != .none || fact.frameSource != .none
            else { return }
            // A router asks for whom a packet of somebody else is waiting.
            if wanted.isWanted(fact.targetAddress, by: fact.senderAddress, second: event.timestamp.second) { return }
            let mac = fact.senderMAC != .none ? fact.senderMAC : fact.frameSource
            let place = speakers.place(of: Digest.of(mac), default: LinkAsker(mac, at: event.timestamp))
            speakers[place].ask(fact, at: event.timestamp)
            if let finding = speakers[place].judge(limits, at: event.timestamp) { report.report(finding) }
        case .reply:
            // Advertisements do not say whom they answer by link address; the frame does.
            let asker = fact.isNDP ? fact.frameDestination : fact.targetMAC
            guard let place = speakers.find(Digest.of(asker)) else { return }
            speakers[place].answer(fact.senderAddress)
        case .router, .redirect: return
        }
    }

    private mutating func forward(_ flow: FlowSnapshot, _ second: Int64) {
        guard flow.initiator.packets > 0, flow.key.initiator.isV4, flow.key.responder.isUnicast else { return }
        wanted.note(flow.key.initiator, flow.key.responder, second: second)
        // Whose packets does this machine send? Several senders' make it a router.
        guard flow.initiator.mac != .none, let place = speakers.find(Digest.of(flow.initiator.mac)) else { return }
        speakers[place].carries(flow.key.initiator)
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        var last: [Finding] = []
        let limits = limits
        speakers.forEach { asker in if let finding = asker.conclude(limits) { last.append(finding) } }
        for finding in last { report.report(finding) }
    }
}

/// To whom packets were sent in the last seconds, and by whom: 4096 slots, the newer takes a slot over.
struct WantedAddresses {
    private struct Slot {
        var address: UInt32 = 0
        var sender: UInt32 = 0
        var second: Int64 = .min / 2
    }
    private var slots = [Slot](repeating: Slot(), count: 4096)

    mutating func note(_ sender: IPAddress, _ address: IPAddress, second: Int64) {
        let digest = Digest.of(address)
        slots[Int(digest & 4095)] = Slot(
            address: UInt32(truncatingIfNeeded: digest >> 32), sender: UInt32(truncatingIfNeeded: Digest.of(sender)),
            second: second)
    }

    /// Did somebody other than `asker` send a packet to `address` within five seconds?
    func isWanted(_ address: IPAddress, by asker: IPAddress, second: Int64) -> Bool {
        let digest = Digest.of(address)
        let slot = slots[Int(digest & 4095)]
        return slot.address == UInt32(truncatingIfNeeded: digest >> 32)
            && slot.sender != UInt32(truncatingIfNeeded: Digest.of(asker)) && abs(second - slot.second) <= 5
    }
}

/// What one link address asked for.
struct LinkAsker {
    private let mac: MACAddress
    private var log = ContactLog<IPAddress>(capacity: 256)
    private var targets = DistinctCount()
    private var answered = DistinctCount()
    private var addresses: [IPAddress] = []
    private var carried: [IPAddress] = []
    private var growth = Growth()
    private var isNDP = false
    private var firstSeen: Timestamp
    private var lastSeen: Timestamp

    init(_ mac: MACAddress, at time: Timestamp) {
        self.mac = mac
        firstSeen = time
        lastSeen = time
    }

    mutating func carries(_ address: IPAddress) {
        guard carried.count < 4, !carried.contains(address) else { return }
        carried.append(address)
    }

    mutating func ask(_ fact: NeighborFact, at now: Timestamp) {
        if now.seconds(since: lastSeen) > 3600, growth.reported == 0 { firstSeen = now }
        lastSeen = max(lastSeen, now)
        isNDP = fact.isNDP
        targets.add(Digest.of(fact.targetAddress))
        log.note(fact.targetAddress, .pending, at: now)
        if fact.senderAddress.isUnicast, addresses.count < 4, !addresses.contains(fact.senderAddress) {
            addresses.append(fact.senderAddress)
        }
    }

    mutating func answer(_ address: IPAddress) {
        log.settle(address, .succeeded)
        answered.add(Digest.of(address))
    }

    mutating func judge(_ limits: [(threshold: Int, seconds: Double)], at now: Timestamp) -> Finding? {
        let silent = max(targets.count - answered.count, 0)
        if growth.reported > 0 {
            guard growth.speaks(silent, threshold: 1) else { return nil }
            return finding(silent, threshold: limits[0].threshold, seconds: limits[0].seconds)
        }
        let factor = carried.count >= 4 ? 4 : 1
        for (threshold, seconds) in limits where log.contacts.count >= threshold * factor {
            let tally = log.tally(seconds, before: now)
            guard tally.pending >= threshold * factor, tally.pending >= tally.succeeded else { continue }
            guard growth.speaks(max(silent, 1), threshold: 1) else { return nil }
            return finding(tally.pending, threshold: threshold * factor, seconds: seconds)
        }
        return nil
    }

    mutating func conclude(_ limits: [(threshold: Int, seconds: Double)]) -> Finding? {
        let silent = max(targets.count - answered.count, 0)
        guard growth.concludes(silent) else { return nil }
        return finding(silent, threshold: limits[0].threshold, seconds: limits[0].seconds)
    }

    private func finding(_ count: Int, threshold: Int, seconds: Double) -> Finding {
        let (victims, blocks) = Swept.parties(log.contacts.map(\.target))
        return Finding(
            detection: .arpSweep,
            summary: "\(addresses.first.map { "\($0)" } ?? "\(mac)") asks the link for many addresses",
            severity: .low, confidence: min(0.95, 0.75 + 0.001 * Double(targets.count)), techniques: ["T1018"],
            attackers: addresses.sorted().map(Party.address) + [.mac(mac)], victims: victims,
            evidence: [
                Evidence("unanswered_addresses", count: count, threshold: Double(threshold)),
                Evidence("window_seconds", measure: seconds),
                Evidence("addresses_asked_for", count: targets.count),
                Evidence("answered", count: answered.count),
                Evidence("blocks", .list(blocks)),
                Evidence("protocol", text: isNDP ? "ndp" : "arp"),
            ], firstSeen: firstSeen, lastSeen: lastSeen)
    }
}
