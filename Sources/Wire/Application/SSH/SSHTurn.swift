import Bedrock

/// What one side sent in encrypted packets before the other side spoke.
///
/// Where lengths can be read (`-etm` MACs, AES-GCM) the packets are told apart; otherwise only their sum is known, which is
/// enough because log-ins are question and answer. Bounds: the first eight sizes.
struct SSHTurn {
    private(set) var total = 0
    /// Sizes of whole packets on the wire, MAC included; empty where lengths are hidden.
    private(set) var packets: [Int] = []

    /// The answer or question itself: the last packet, or all of it.
    var size: Int { packets.last ?? total }

    mutating func add(_ count: Int) { total &+= count }
    mutating func add(packet size: Int) {
        if packets.count == 8 { packets.removeFirst() }
        packets.append(size)
    }
}

/// Finds the packets of one direction by their lengths in clear.
struct SSHPacketCutter {
    private let shape: SSHPacketShape
    private var header: UInt32 = 0
    private var headerCount = 0
    private var rest = 0
    private var size = 0
    /// A length was impossible: from here on only sums are known.
    private var isLost = false

    init(_ shape: SSHPacketShape) {
        self.shape = shape
        isLost = !shape.lengthIsClear
    }

    /// Passes over `range` and adds what was found to `turn`.
    mutating func cut(_ bytes: RawSpan, _ range: Range<Int>, into turn: inout SSHTurn) {
        turn.add(range.count)
        var at = range.lowerBound
        while at < range.upperBound, !isLost {
            if rest > 0 {
                let passed = min(rest, range.upperBound - at)
                rest -= passed
                at += passed
                if rest == 0 { turn.add(packet: size) }
                continue
            }
            header = header << 8 | UInt32(bytes.u8(at))
            headerCount += 1
            at += 1
            guard headerCount == 4 else { continue }
            guard header >= 8, header <= 256 << 10 else {
                isLost = true
                return
            }
            rest = Int(header) + shape.mac
            size = rest + 4
            header = 0
            headerCount = 0
        }
    }

    /// Bytes that cannot be read any more.
    mutating func lose(_ count: Int, into turn: inout SSHTurn) {
        turn.add(count)
        isLost = true
    }
}
