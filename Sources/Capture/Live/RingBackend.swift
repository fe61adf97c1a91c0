import Bedrock
import Vocabulary

/// A TPACKET_V3 ring as a backend: frames are lent where the kernel wrote them.
final class RingBackend: LiveBackend {
    private var ring: PacketRing
    private var block = RingBlock()
    private var holdsBlock = false
    private var pace = RingPace()
    private var totals = LiveStatistics()
    private let dropsBefore: UInt64
    let descriptor: Int32
    let link: LinkType
    let interfaceIndex: Int32
    var formatName: String { "ring" }

    init(_ interface: NetworkInterface, _ settings: LiveSettings) throws(BedrockError) {
        ring = try PacketRing(interface, settings)
        descriptor = ring.socket.number
        link = interface.isRawIP ? .rawIP : .ethernet
        interfaceIndex = interface.index
        dropsBefore = interface.driverDrops
    }

    func fill(_ batch: inout FrameBatch, interface: UInt16) -> LiveFill {
        if block.isFinished {
            if holdsBlock { ring.release() }
            holdsBlock = ring.isReady
            guard holdsBlock else {
                if pace.isSlow(atRest: MonotonicClock.now) { ring.narrow(toBlocks: RingPace.window) }
                return .none
            }
            if pace.isSlow(atBlock: { MonotonicClock.now }) { ring.narrow(toBlocks: RingPace.window) }
            block = ring.withBlock { RingBlock($0) }
        }
        ring.withBlock { block.fill($0, link: link, interface: interface, into: &batch) }
        return .frames
    }

    func withBytes<Result, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Result) throws(Failure) -> Result {
        try ring.withBlock(body)
    }

    func failure() -> BedrockError? {
        if let broken = ring.failure { return broken }
        let number = ring.socket.pendingError()
        return number == 0 ? nil : .of(number, ring.interface.name)
    }

    func statistics() -> LiveStatistics {
        let now = ring.statistics()
        totals.received &+= now.received
        totals.lost &+= now.lost
        totals.freezes &+= now.freezes
        // A device that was made again counts from 0.
        let drops = ring.interface.driverDrops
        totals.droppedByInterface = drops >= dropsBefore ? drops - dropsBefore : drops
        return totals
    }
}
