/// Where one frame lies in a lent buffer, and what the capture said about it.
///
/// Shapes: `offset` counts from the start of the buffer that is lent together with the batch; `captured` bytes are there,
/// `wire` bytes were on the link.
public struct FrameReference: Sendable, BitwiseCopyable {
    public var offset: Int
    public var timestamp: Timestamp
    public var captured: UInt32
    public var wire: UInt32
    public var link: LinkType
    /// Index of the interface among those of this source.
    public var interface: UInt16
    /// A VLAN tag the kernel took out of the frame (TPACKET_V3 metadata): TPID, or 0 where there was none.
    public var strippedTPID: UInt16
    public var strippedTCI: UInt16

    @inlinable @inline(__always)
    public init(
        offset: Int, timestamp: Timestamp, captured: UInt32, wire: UInt32, link: LinkType, interface: UInt16 = 0,
        strippedTPID: UInt16 = 0, strippedTCI: UInt16 = 0
    ) {
        self.offset = offset
        self.timestamp = timestamp
        self.captured = captured
        self.wire = wire
        self.link = link
        self.interface = interface
        self.strippedTPID = strippedTPID
        self.strippedTCI = strippedTCI
    }
}

/// A pcap link type (LINKTYPE_ values of tcpdump.org).
public struct LinkType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt16
    @inlinable @inline(__always)
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    @inlinable public static var bsdLoopback: LinkType { LinkType(rawValue: 0) }
    @inlinable public static var ethernet: LinkType { LinkType(rawValue: 1) }
    @inlinable public static var ppp: LinkType { LinkType(rawValue: 9) }
    @inlinable public static var pppHDLC: LinkType { LinkType(rawValue: 50) }
    @inlinable public static var pppoe: LinkType { LinkType(rawValue: 51) }
    @inlinable public static var rawIP: LinkType { LinkType(rawValue: 101) }
    @inlinable public static var openBSDLoopback: LinkType { LinkType(rawValue: 108) }
    @inlinable public static var linuxCooked: LinkType { LinkType(rawValue: 113) }
    @inlinable public static var rawIPv4: LinkType { LinkType(rawValue: 228) }
    @inlinable public static var rawIPv6: LinkType { LinkType(rawValue: 229) }
    @inlinable public static var linuxCooked2: LinkType { LinkType(rawValue: 276) }
}

/// Up to `FrameBatch.capacity` frames of one lent buffer: the unit in which a source hands frames to the packet path.
public struct FrameBatch: ~Copyable, Sendable {
    @inlinable public static var capacity: Int { 32 }
    public var frames: InlineArray<32, FrameReference>
    public var count: Int

    public init() {
        frames = InlineArray(
            repeating: FrameReference(
                offset: 0, timestamp: Timestamp(nanoseconds: 0), captured: 0, wire: 0, link: .ethernet))
        count = 0
    }

    @inlinable @inline(__always)
    public var isFull: Bool { count == Self.capacity }

    /// The frame at `index`. For batches lent as `borrowing`: there `frames[index]` copies the whole array each time
    /// (Swift 6.3); on an owned or `inout` batch it does not, and is the better way.
    @inlinable @inline(__always)
    public subscript(index: Int) -> FrameReference { frames.span[index] }

    /// Traps when the batch is full: the caller asks `isFull` first.
    @inlinable @inline(__always)
    public mutating func append(_ frame: FrameReference) {
        frames[count] = frame
        count += 1
    }
}
