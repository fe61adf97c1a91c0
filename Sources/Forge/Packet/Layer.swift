package import Vocabulary

/// One header of a packet, and how the header before it names it.
///
/// Packets are written as `Ethernet(…) / IPv4(…) / TCP(…) / bytes`. Which header may follow which is decided by types, so
/// that a packet which cannot exist does not compile; every length, type and checksum is right unless it is overridden by
/// name, so that a malformed packet is always meant.
package protocol Layer: Sendable {
    associatedtype Last: Layer = Self
    /// What the enclosing header writes into its "next" field.
    var identity: LayerIdentity { get }
    /// Appends the header, lengths and checksums still open.
    func open(in frame: inout FrameBuffer, next: LayerIdentity)
    /// Fills in what depends on the bytes that followed.
    func close(in frame: inout FrameBuffer)
}

/// EtherType and IP protocol number of a header; 0 where it has none.
package struct LayerIdentity: Sendable, BitwiseCopyable, Hashable {
    package var etherType: UInt16
    package var ipProtocol: UInt8
    @inline(__always)
    package init(etherType: UInt16 = 0, ipProtocol: UInt8 = 0) {
        self.etherType = etherType
        self.ipProtocol = ipProtocol
    }
}

/// The frame as it grows.
package struct FrameBuffer: Sendable {
    package var bytes: [UInt8] = []
    /// Addresses of the innermost IP header so far, for the checksums of what it carries.
    package var source = IPAddress.unspecified
    package var destination = IPAddress.unspecified
    private var marks: [Mark] = []

    private struct Mark: Sendable, BitwiseCopyable {
        var start: Int
        var source: IPAddress
        var destination: IPAddress
    }

    package init() {}

    /// Remembers where a header starts and which addresses enclose it.
    @inline(__always)
    package mutating func mark() { marks.append(Mark(start: bytes.count, source: source, destination: destination)) }

    /// Start of the header that closes now; its enclosing addresses are `source` and `destination` again.
    @inline(__always)
    package mutating func release() -> Int {
        let mark = marks.removeLast()
        source = mark.source
        destination = mark.destination
        return mark.start
    }

    /// Checksum over everything from `start`, with the pseudo-header of RFC 793 or RFC 8200.
    @inline(__always)
    package func transportChecksum(from start: Int, protocol number: UInt8) -> UInt16 {
        var sum = InternetChecksum()
        sum.add(source)
        sum.add(destination)
        sum.add(UInt16(number))
        sum.add(UInt16(truncatingIfNeeded: bytes.count - start))
        sum.add(bytes, from: start, to: bytes.count)
        return sum.value
    }
}

/// Two layers, one inside the other. `/` makes it.
package struct Stack<Outer: Layer, Inner: Layer>: Layer {
    package typealias Last = Inner.Last
    package var outer: Outer
    package var inner: Inner
    package var identity: LayerIdentity { outer.identity }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        outer.open(in: &frame, next: inner.identity)
        inner.open(in: &frame, next: next)
    }

    package func close(in frame: inout FrameBuffer) {
        inner.close(in: &frame)
        outer.close(in: &frame)
    }
}

extension Layer {
    /// The packet's bytes.
    package var bytes: [UInt8] {
        var frame = FrameBuffer()
        frame.bytes.reserveCapacity(128)
        write(into: &frame)
        return frame.bytes
    }

    /// Appends the packet to a buffer.
    package func write(into frame: inout FrameBuffer) {
        open(in: &frame, next: LayerIdentity())
        close(in: &frame)
    }
}
