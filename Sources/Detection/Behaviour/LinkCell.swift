import Learning
import Vocabulary

/// What one link address asked and claimed in a minute.
struct LinkCell: Sendable, BitwiseCopyable {
    private(set) var first: Timestamp
    private(set) var last: Timestamp
    /// An address that it uses itself, and at most four of those it asked for or told.
    private var own = IPAddress.unspecified
    private var others = InlineArray<4, IPAddress>(repeating: .unspecified)
    private var questions: UInt32 = 0
    private var asked = DistinctSketch()
    private var unasked: UInt32 = 0
    private var claimed = DistinctSketch()

    init(at time: Timestamp) {
        first = time
        last = time
    }

    mutating func ask(_ fact: NeighborFact, _ time: Timestamp) {
        last = max(last, time)
        questions &+= 1
        if fact.senderAddress.isUnicast { own = fact.senderAddress }
        if asked.add(Digest.of(fact.targetAddress)) { note(fact.targetAddress) }
    }

    mutating func claim(_ fact: NeighborFact, isUnasked: Bool, _ time: Timestamp) {
        last = max(last, time)
        if isUnasked { unasked &+= 1 }
        claimed.add(Digest.of(fact.senderAddress))
        if isUnasked { note(fact.senderAddress) }
    }

    private mutating func note(_ address: IPAddress) {
        for place in 0..<4 where others[place] == .unspecified && address.isUnicast {
            others[place] = address
            return
        }
    }

    func windows(of mac: MACAddress, into result: inout [BehaviourWindow]) {
        guard questions >= 2 || unasked >= 1 else { return }
        var row = FeatureRow()
        row[0] = LogScale.of(questions)
        row[1] = LogScale.of(asked.count)
        row[2] = LogScale.of(unasked)
        row[3] = LogScale.of(claimed.count)
        row[4] = LogScale.of(Double(unasked) / max(1, claimed.count))
        var named: [IPAddress] = []
        for place in 0..<4 where others[place] != .unspecified { named.append(others[place]) }
        let isAsker = questions >= unasked && own != .unspecified
        result.append(
            BehaviourWindow(
                aspect: .neighbors, subject: isAsker ? .address(own) : .mac(mac), others: named, row: row,
                first: first, last: last, flows: []))
    }
}
