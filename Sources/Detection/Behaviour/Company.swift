import Vocabulary

/// Whom a host dealt with in one aspect in a minute: how many, and at most four of them and of the flows.
struct Company: Sendable, BitwiseCopyable {
    private var hosts = DistinctSketch()
    private(set) var others = InlineArray<4, IPAddress>(repeating: .unspecified)
    private(set) var flowIDs = InlineArray<4, UInt64>(repeating: .max)

    mutating func meet(_ other: IPAddress, flow: UInt64) {
        if hosts.add(Digest.of(other)) {
            for place in 0..<4 where others[place] == .unspecified {
                others[place] = other
                break
            }
        }
        for place in 0..<4 where flowIDs[place] == .max || flowIDs[place] == flow {
            flowIDs[place] = flow
            return
        }
    }

    var count: Double { hosts.count }
}
