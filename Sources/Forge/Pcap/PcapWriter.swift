package import Vocabulary

/// Writes a classic pcap file: micro- or nanoseconds, either byte order, one link type.
///
/// Bytes are handed on in runs of about 256 KiB; `finish` hands on the rest. Seconds are kept modulo 2³², as the format does.
package struct PcapWriter<Sink: ByteSink> {
    package private(set) var sink: Sink
    package private(set) var frameCount = 0
    private var buffer: [UInt8] = []
    private let link: LinkType
    private let nanoseconds: Bool
    private let bigEndian: Bool

    package init(
        to sink: Sink, link: LinkType = .ethernet, nanoseconds: Bool = false, bigEndian: Bool = false,
        snapLength: UInt32 = 262_144
    ) {
        self.sink = sink
        self.link = link
        self.nanoseconds = nanoseconds
        self.bigEndian = bigEndian
        buffer.reserveCapacity(writerRun + 65_536)
        buffer.append(nanoseconds ? 0xA1B2_3C4D : 0xA1B2_C3D4, bigEndian)
        buffer.append(short: 2, bigEndian)
        buffer.append(short: 4, bigEndian)
        buffer.append(0, bigEndian)
        buffer.append(0, bigEndian)
        buffer.append(snapLength, bigEndian)
        buffer.append(UInt32(link.rawValue), bigEndian)
    }

    package mutating func write(_ frame: ForgedFrame) throws(Sink.Failure) {
        precondition(frame.link == link, "a pcap file has one link type; use PcapngWriter for several")
        let rest = frame.timestamp.nanoseconds - frame.timestamp.second * 1_000_000_000
        buffer.append(UInt32(truncatingIfNeeded: frame.timestamp.second), bigEndian)
        buffer.append(UInt32(truncatingIfNeeded: nanoseconds ? rest : rest / 1000), bigEndian)
        buffer.append(UInt32(truncatingIfNeeded: frame.bytes.count), bigEndian)
        buffer.append(UInt32(truncatingIfNeeded: frame.wireLength), bigEndian)
        buffer.append(contentsOf: frame.bytes)
        frameCount += 1
        if buffer.count >= writerRun { try flush() }
    }

    /// Hands on what is still held back.
    package mutating func finish() throws(Sink.Failure) { try flush() }

    private mutating func flush() throws(Sink.Failure) {
        try sink.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Bytes a capture writer holds before it hands them on.
let writerRun = 262_144

extension [UInt8] {
    @inline(__always)
    mutating func append(_ value: UInt32, _ bigEndian: Bool) {
        if bigEndian { append32(value) } else { append32LE(value) }
    }

    @inline(__always)
    mutating func append(short value: UInt16, _ bigEndian: Bool) {
        if bigEndian { append16(value) } else { append16LE(value) }
    }
}

/// A whole pcap file in memory: for tests and small scenarios.
package func pcap(
    _ frames: some Sequence<ForgedFrame>, link: LinkType = .ethernet, nanoseconds: Bool = false, bigEndian: Bool = false
) -> [UInt8] {
    var writer = PcapWriter(to: ByteCollector(), link: link, nanoseconds: nanoseconds, bigEndian: bigEndian)
    for frame in frames { writer.write(frame) }
    writer.finish()
    return writer.sink.bytes
}
