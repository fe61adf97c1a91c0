import Vocabulary

/// How an address was claimed.
enum ClaimManner {
    /// As the sender of a question: what the holder does all day.
    case asking
    /// In answer to a question.
    case answered
    /// To everybody, about oneself.
    case announced
    /// To one host that did not ask.
    case unasked
}

/// Why a claim is held to be false.
struct ClaimVerdict {
    var name: String
    var count: Int
    var threshold: Int
    var confidence: Double
}

/// Who claims one address, and how.
struct AddressClaims {
    private struct Binding {
        let mac: MACAddress
        var first: Timestamp
        var last: Timestamp
        /// Asking and answering: the conduct of a holder.
        var ordinary = 0
        var announced = 0
        var unasked = 0
        var unaskedStart: Timestamp
        var growth = Growth()
    }
    let address: IPAddress
    private var bindings: [Binding] = []
    private(set) var lastSeen = Timestamp(nanoseconds: 0)

    init(_ address: IPAddress) { self.address = address }

    mutating func note(_ fact: NeighborFact, _ manner: ClaimManner, at now: Timestamp, window: Double) {
        lastSeen = now
        let index: Int
        if let found = bindings.firstIndex(where: { $0.mac == fact.senderMAC }) {
            index = found
        } else {
            if bindings.count == 4 {
                let oldest = bindings.indices.min { bindings[$0].last < bindings[$1].last } ?? 0
                bindings.remove(at: oldest)
            }
            bindings.append(Binding(mac: fact.senderMAC, first: now, last: now, unaskedStart: now))
            index = bindings.count - 1
        }
        if now.seconds(since: bindings[index].unaskedStart) > window {
            bindings[index].unaskedStart = now
            bindings[index].unasked = 0
            bindings[index].announced = 0
        }
        bindings[index].last = max(bindings[index].last, now)
        switch manner {
        case .asking, .answered: bindings[index].ordinary += 1
        case .announced: bindings[index].announced += 1
        case .unasked: bindings[index].unasked += 1
        }
    }

    /// Link addresses that hold the address by their ordinary conduct, ascending.
    func holders(besides mac: MACAddress) -> [MACAddress] {
        bindings.filter { $0.mac != mac && $0.ordinary > 0 }.map(\.mac).sorted()
    }

    func firstUnasked(_ mac: MACAddress) -> Timestamp {
        bindings.first { $0.mac == mac }?.unaskedStart ?? lastSeen
    }

    func verdict(_ mac: MACAddress, _ speaker: LinkSpeaker, _ limits: ArpSpoof.Limits, mirrored: Bool) -> ClaimVerdict?
    {
        guard let claim = bindings.first(where: { $0.mac == mac }) else { return nil }
        if mirrored {
            return ClaimVerdict(
                name: "unasked_claims_both_ways", count: speaker.unasked, threshold: 2, confidence: 0.95)
        }
        // A holder that has not been heard since the claim began may have handed the address over: once is no competition.
        let rival = bindings.contains { other in
            other.mac != mac && other.ordinary > 0
                && abs(other.last.seconds(since: claim.unaskedStart)) <= limits.window
        }
        let competes = bindings.contains { other in
            other.mac != mac && other.ordinary > 0 && other.last >= claim.first
        }
        if rival, claim.unasked >= limits.competing {
            return ClaimVerdict(
                name: "unasked_claims_against_holder", count: claim.unasked, threshold: limits.competing,
                confidence: competes ? 0.95 : 0.85)
        }
        if competes, claim.announced >= limits.announcements {
            return ClaimVerdict(
                name: "announcements_against_holder", count: claim.announced, threshold: limits.announcements,
                confidence: 0.7)
        }
        if claim.unasked >= limits.unasked, claim.unasked > 2 * claim.ordinary {
            return ClaimVerdict(
                name: "unasked_claims", count: claim.unasked, threshold: limits.unasked, confidence: 0.65)
        }
        return nil
    }

    mutating func speaks(_ mac: MACAddress, _ verdict: ClaimVerdict) -> Bool {
        guard let index = bindings.firstIndex(where: { $0.mac == mac }) else { return false }
        return bindings[index].growth.speaks(verdict.count, threshold: verdict.threshold)
    }
}

/// What one link address claims and to whom.
struct LinkSpeaker {
    private struct Claim {
        let address: IPAddress
        let target: IPAddress
        var time: Timestamp
    }
    let mac: MACAddress
    private var claims: [Claim] = []
    private var owned: [IPAddress] = []
    private(set) var unasked = 0

    init(_ mac: MACAddress) { self.mac = mac }

    /// True when it just told A that it is B, and B that it is A, both unasked.
    mutating func note(_ fact: NeighborFact, _ manner: ClaimManner, at now: Timestamp, window: Double) -> Bool {
        guard manner == .unasked else {
            if manner == .asking || manner == .answered, !owned.contains(fact.senderAddress), owned.count < 8 {
                owned.append(fact.senderAddress)
            }
            return false
        }
        unasked += 1
        claims.removeAll { now.seconds(since: $0.time) > window }
        if let index = claims.firstIndex(where: { $0.address == fact.senderAddress && $0.target == fact.targetAddress })
        {
            claims[index].time = now
        } else if claims.count < 64 {
            claims.append(Claim(address: fact.senderAddress, target: fact.targetAddress, time: now))
        }
        return claims.contains { $0.address == fact.targetAddress && $0.target == fact.senderAddress }
    }

    /// Addresses it was told to be, ascending.
    var told: [IPAddress] { Array(Set(claims.map(\.target))).filter(\.isUnicast).sorted() }

    /// How many addresses it claims unasked.
    var unaskedAddresses: Int { Set(claims.map(\.address)).count }

    /// Addresses it holds by ordinary conduct and never claimed unasked.
    func own(besides address: IPAddress) -> [IPAddress] {
        owned.filter { own in own != address && !claims.contains { $0.address == own || $0.target == own } }.sorted()
    }
}
