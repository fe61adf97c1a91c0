package import Vocabulary

/// Somebody on the link claims addresses that others hold: ARP cache poisoning, and its IPv6 form by neighbour advertisements.
///
/// Every binding of an address is kept with how it was claimed: asked for, asked with, announced, or told to somebody who did not
/// ask. Bounds: 4096 addresses with four bindings each, 1024 open questions.
package struct ArpSpoof: DetectionRule {
    package static let card = RuleCard(
        name: "arp-spoof", title: "ARP spoofing",
        summary:
            "A link address tells hosts, unasked and again, that it holds an IP address another one holds, or tells two hosts "
            + "that it is the other. One change of a binding is not spoofing; two claims that compete are.",
        detections: [.arpSpoof], techniques: ["T1557.002"], severity: .high,
        options: [
            CardOption("competing_claims", 3, 2...1000, "replies", "unasked claims to an address somebody else holds"),
            CardOption("unasked_claims", 8, 3...10_000, "replies", "unasked claims to one host without a known holder"),
            CardOption(
                "announcements", 12, 3...10_000, "replies", "announcements of an address that somebody else holds"),
            CardOption("window", 300, 10...3600, "seconds", "how long claims are counted together"),
        ],
        blindSpots: [
            "A sensor that sees neither the forged replies (they are unicast) nor the questions sees nothing.",
            "One single forged reply without any contradiction.",
            "Spoofing under a VRRP, HSRP or GLBP virtual address.",
        ],
        rationale:
            "arpwatch's flip-flop and Snort's arpspoof preprocessor (contradicting and unicast claims, frame and body that "
            + "disagree), weighed together. Left alone: DHCP reassignment, fail-over, proxy ARP, bridges and virtual machines "
            + "that rewrite addresses (answers that were asked for), address conflicts, announcements after boot.")
    package static let interests: EventKinds = [.neighbor]

    private var claims = DigestTable<AddressClaims>(capacity: 4096)
    private var questions = DigestTable<Timestamp>(capacity: 1024)
    private var speakers = DigestTable<LinkSpeaker>(capacity: 2048)
    private let limits: Limits

    struct Limits {
        let competing: Int
        let unasked: Int
        let announcements: Int
        let window: Double
    }

    package init(settings: RuleSettings) {
        limits = Limits(
            competing: Int(settings["competing_claims"]), unasked: Int(settings["unasked_claims"]),
            announcements: Int(settings["announcements"]), window: settings["window"])
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard case .neighbor(let fact) = event.detail, fact.operation == .request || fact.operation == .reply else {
            return
        }
        let mac = fact.senderMAC
        if fact.operation == .request, !fact.isGratuitous { ask(fact, event.timestamp) }
        guard fact.senderAddress.isUnicast, mac != .none, !mac.isGroup, !mac.isRedundant else { return }
        let manner = manner(of: fact, at: event.timestamp)
        let digest = Digest.of(fact.senderAddress, UInt32(fact.vlan))
        let place = claims.place(of: digest, default: AddressClaims(fact.senderAddress))
        claims[place].note(fact, manner, at: event.timestamp, window: limits.window)
        let speaker = speakers.place(of: Digest.of(mac) ^ UInt64(fact.vlan), default: LinkSpeaker(mac))
        let mirrored = speakers[speaker].note(fact, manner, at: event.timestamp, window: limits.window)
        guard manner == .unasked || manner == .announced else { return }
        guard let verdict = claims[place].verdict(mac, speakers[speaker], limits, mirrored: mirrored) else { return }
        guard claims[place].speaks(mac, verdict) else { return }
        report.report(finding(fact, verdict, claims[place], speakers[speaker]))
    }

    private mutating func ask(_ fact: NeighborFact, _ now: Timestamp) {
        let question = Self.question(fact.targetAddress, fact.vlan)
        if let place = questions.find(question) { questions[place] = now } else { _ = questions.insert(question, now) }
    }

    /// Who asks is not compared: a bridge that rewrites addresses relays the question of somebody else.
    private static func question(_ address: IPAddress, _ vlan: UInt16) -> UInt64 {
        Digest.of(address, UInt32(vlan) | 1 << 20)
    }

    private mutating func manner(of fact: NeighborFact, at now: Timestamp) -> ClaimManner {
        guard fact.operation == .reply else { return fact.isGratuitous ? .announced : .asking }
        if fact.isGratuitous || fact.targetAddress.isUnspecified || fact.targetAddress.isBroadcast { return .announced }
        if let place = questions.find(Self.question(fact.senderAddress, fact.vlan)),
            abs(now.seconds(since: questions[place])) <= 2
        {
            return .answered
        }
        return .unasked
    }

    private func finding(
        _ fact: NeighborFact, _ verdict: ClaimVerdict, _ claims: AddressClaims, _ speaker: LinkSpeaker
    ) -> Finding {
        let own = speaker.own(besides: claims.address)
        var victims = [claims.address]
        victims += speaker.told.filter { $0 != claims.address && !own.contains($0) }
        var evidence = [
            Evidence("claimed_address", text: "\(claims.address)"),
            Evidence("claimed_by", text: "\(fact.senderMAC)"),
            Evidence(verdict.name, count: verdict.count, threshold: Double(verdict.threshold)),
            Evidence("held_by", .list(claims.holders(besides: fact.senderMAC).map(\.description))),
            Evidence("told_to", .list(speaker.told.map(\.description))),
            Evidence("addresses_claimed_unasked", count: speaker.unaskedAddresses),
            Evidence("protocol", text: fact.isNDP ? "ndp" : "arp"),
        ]
        if fact.frameSource != fact.senderMAC {
            evidence.append(Evidence("frame_source", text: "\(fact.frameSource)"))
        }
        return Finding(
            detection: .arpSpoof, summary: "\(fact.senderMAC) claims \(claims.address), which it does not hold",
            severity: .high, confidence: verdict.confidence, techniques: ["T1557.002"],
            attackers: own.map(Party.address) + [.mac(fact.senderMAC)],
            victims: victims.prefix(16).sorted().map(Party.address), evidence: evidence,
            firstSeen: claims.firstUnasked(fact.senderMAC), lastSeen: claims.lastSeen)
    }
}

extension MACAddress {
    /// Virtual addresses of redundant routers: VRRP and CARP (RFC 9568), HSRP, GLBP. They move by design.
    fileprivate var isRedundant: Bool {
        switch bits >> 8 {
        case 0x00_005E_0001, 0x00_005E_0002, 0x00_000C_07AC: true
        default: bits >> 12 == 0x0_0000_0C9F_F || bits >> 24 == 0x00_07B4
        }
    }
}
