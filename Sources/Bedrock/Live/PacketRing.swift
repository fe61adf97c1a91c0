import CMaxMind
import CPcap
import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// How to open a live interface.
public struct LiveSettings: Sendable, Hashable {
    public var ringBytes = 64 << 20
    public var blockBytes = 1 << 20
    /// After how long the kernel hands over a block that is not full.
    public var retireMilliseconds: UInt32 = 50
    public var isPromiscuous = true
    public var snapLength = 262_144
    /// Group number of the workers that share the traffic by flow hash.
    public var fanOut: UInt16?
    public var filter = ""
    public init() {}
}

/// A TPACKET_V3 ring: memory shared with the kernel, into which it writes frames block by block.
///
/// A block belongs to the kernel until it hands it over, and again when it is released. `lost` counts frames that found no free block:
/// the size of the ring, not the speed of the reader, decides that number. Source: Documentation/networking/packet_mmap.rst.
@safe
public struct PacketRing: ~Copyable, Sendable {
    public let socket: FileDescriptor
    public let interface: NetworkInterface
    public let blockBytes: Int
    public let blockCount: Int
    private var mapping: RingMapping
    /// Number of the block that the kernel hands over next.
    private var current = 0
    /// Why the ring cannot be read any more.
    public private(set) var failure: BedrockError?

    public init(_ interface: NetworkInterface, _ settings: LiveSettings) throws(BedrockError) {
        precondition(settings.blockBytes > 0 && settings.blockBytes % 4096 == 0, "Blocks are made of whole pages.")
        let blocks = max(2, settings.ringBytes / settings.blockBytes)
        let frames = UInt32(settings.blockBytes / 2048 * blocks)
        let name = interface.name
        // Protocol 0: nothing arrives before the filter is in place.
        let socket = FileDescriptor(Glibc.socket(AF_PACKET, Int32(SOCK_RAW.rawValue) | O_CLOEXEC, 0))
        guard socket.number >= 0 else { throw .last("Could not open a packet socket") }
        try socket.set(SocketOption.packetVersion, Int32(TPACKET_V3.rawValue), "Could not ask for a ring of version 3")
        let request = tpacket_req3(
            tp_block_size: UInt32(settings.blockBytes), tp_block_nr: UInt32(blocks), tp_frame_size: 2048,
            tp_frame_nr: frames, tp_retire_blk_tov: settings.retireMilliseconds, tp_sizeof_priv: 0,
            tp_feature_req_word: 0)
        try socket.set(
            SocketOption.receiveRing, request, "Could not make a ring of \(settings.ringBytes) bytes for \(name)")
        let program = try PacketFilter(
            settings.filter, link: interface.isRawIP ? 101 : 1, snapLength: settings.snapLength)
        try program.attach(to: socket)
        if interface.isLoopback {
            // Each frame would come twice: when it is sent, and when it is received.
            try socket.set(SocketOption.ignoreOutgoing, Int32(1), "Could not leave out the sent frames of \(name)")
        }
        try socket.bind(interface.index, name)
        if settings.isPromiscuous {
            let wish = packet_mreq(
                mr_ifindex: interface.index, mr_type: 1, mr_alen: 0, mr_address: (0, 0, 0, 0, 0, 0, 0, 0))
            try socket.set(SocketOption.addMembership, wish, "Could not make \(name) promiscuous")
        }
        if let group = settings.fanOut {
            // By flow hash, which is the same for both directions.
            try socket.set(SocketOption.fanOut, UInt32(group), "Could not share \(name) between workers")
        }
        mapping = try RingMapping(socket, blockBytes: settings.blockBytes, blockCount: blocks, name)
        self.socket = socket
        self.interface = interface
        blockBytes = settings.blockBytes
        blockCount = blocks
    }

    /// True when the kernel has handed over the next block.
    public var isReady: Bool {
        guard failure == nil else { return false }
        // SAFETY: the block is mapped (`release` sees to that); the load is atomic.
        return unsafe ns_ring_status(mapping.base + current * blockBytes) & UInt32(TP_STATUS_USER) != 0
    }

    /// Lends the next block, which must be ready.
    public func withBlock<Result: ~Copyable, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(failure == nil, "A ring that failed has no blocks.")
        // SAFETY: the kernel does not write to a block that it has handed over; the block is mapped and stays ours until `release`,
        // which needs exclusive access to `self`.
        return try unsafe body(
            UnsafeRawBufferPointer(start: mapping.base + current * blockBytes, count: blockBytes).bytes)
    }

    /// Gives the block back and turns to the next one.
    public mutating func release() {
        guard failure == nil else { return }
        // SAFETY: as in `isReady`; nobody reads the block any more, because lending ended before this call.
        unsafe ns_ring_release(mapping.base + current * blockBytes)
        current = current + 1 == blockCount ? 0 : current + 1
        guard !mapping.contains(current) else { return }
        do {
            try mapping.widen(socket, interface.name)
        } catch {
            failure = error
        }
    }

    /// Keeps only the next blocks in this process's memory until they are used up; the kernel's ring stays as large as it is.
    public mutating func narrow(toBlocks count: Int) {
        precondition(count > 0, "At least the next block stays mapped.")
        guard failure == nil else { return }
        mapping.narrow(to: count, from: current)
    }

    /// Blocks in this process's memory.
    public var mappedBlocks: Int { mapping.kept }

    /// Frames since the last call: all that came to the socket, those of them that found the ring full, and how often it was full.
    public func statistics() -> (received: UInt64, lost: UInt64, freezes: UInt64) {
        let counts: tpacket_stats_v3 = socket.get(SocketOption.statistics) ?? tpacket_stats_v3()
        return (UInt64(counts.tp_packets), UInt64(counts.tp_drops), UInt64(counts.tp_freeze_q_cnt))
    }
}

extension NetworkInterface {
    /// Frames of this interface begin with the IP header.
    public var isRawIP: Bool { hardware == 65_534 || hardware == 519 }

    /// A ring can read it: Ethernet, loopback and raw IP. The rest (monitor mode, PPP, `any`) is libpcap's business.
    public var isRingReadable: Bool { hardware == 1 || hardware == 772 || isRawIP }
}
