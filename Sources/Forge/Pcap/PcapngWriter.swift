package import Vocabulary

/// Writes a pcapng file (draft-ietf-opsawg-pcapng): one section, several interfaces, each with its own clock resolution.
package struct PcapngWriter<Sink: ByteSink> {
    package private(set) var sink: Sink
    private var buffer: [UInt8] = []
    private let interfaces: [CaptureInterface]
    private let bigEndian: Bool

    package init(to sink: Sink, interfaces: [CaptureInterface] = [CaptureInterface()], bigEndian: Bool = false) {
        precondition(!interfaces.isEmpty, "a pcapng section describes at least one interface")
        self.sink = sink
        self.interfaces = interfaces
        self.bigEndian = bigEndian
        buffer.reserveCapacity(writerRun + 65_536)
        startSection()
    }

    /// Begins a new section with the same interfaces, as concatenated files have.
    package mutating func startSection() {
        block(0x0A0D_0D0A) { bytes, bigEndian in
            bytes.append(0x1A2B_3C4D, bigEndian)
            bytes.append(short: 1, bigEndian)
            bytes.append(short: 0, bigEndian)
            bytes.append(0xFFFF_FFFF, bigEndian)
            bytes.append(0xFFFF_FFFF, bigEndian)
        }
        for interface in interfaces {
            block(1) { bytes, bigEndian in
                bytes.append(short: interface.link.rawValue, bigEndian)
                bytes.append(short: 0, bigEndian)
                bytes.append(interface.snapLength, bigEndian)
                bytes.appendOption(2, Array(interface.name.utf8), bigEndian)
                bytes.appendOption(9, [interface.resolution.code], bigEndian)
                bytes.append(0, bigEndian)
            }
        }
    }

    package mutating func write(_ frame: ForgedFrame, interface index: Int = 0) throws(Sink.Failure) {
        precondition(interfaces.indices.contains(index), "the frame names an interface that was not described")
        precondition(interfaces[index].link == frame.link, "the frame's link type is not its interface's")
        let ticks = interfaces[index].resolution.ticks(frame.timestamp)
        block(6) { bytes, bigEndian in
            bytes.append(UInt32(index), bigEndian)
            bytes.append(UInt32(truncatingIfNeeded: ticks >> 32), bigEndian)
            bytes.append(UInt32(truncatingIfNeeded: ticks), bigEndian)
            bytes.append(UInt32(truncatingIfNeeded: frame.bytes.count), bigEndian)
            bytes.append(UInt32(truncatingIfNeeded: frame.wireLength), bigEndian)
            bytes.append(contentsOf: frame.bytes)
            while bytes.count % 4 != 0 { bytes.append(0) }
        }
        if buffer.count >= writerRun { try finish() }
    }

    /// Hands on what is still held back.
    package mutating func finish() throws(Sink.Failure) {
        try sink.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    /// A block starts and ends with its length; the buffer is a multiple of 4 whenever a block starts.
    private mutating func block(_ type: UInt32, _ body: (inout [UInt8], Bool) -> Void) {
        let start = buffer.count
        buffer.append(type, bigEndian)
        buffer.append(0, bigEndian)
        body(&buffer, bigEndian)
        let length = UInt32(buffer.count - start + 4)
        buffer.append(length, bigEndian)
        if bigEndian {
            buffer.patch32(length, at: start + 4)
        } else {
            buffer.patch32LE(length, at: start + 4)
        }
    }
}

/// One interface of a pcapng file.
package struct CaptureInterface: Sendable {
    package var link: LinkType
    package var name: String
    package var resolution: Resolution
    package var snapLength: UInt32

    package init(
        link: LinkType = .ethernet, name: String = "eth0", resolution: Resolution = .decimal(6),
        snapLength: UInt32 = 262_144
    ) {
        self.link = link
        self.name = name
        self.resolution = resolution
        self.snapLength = snapLength
    }

    /// `if_tsresol`: ticks of 10⁻ⁿ (0 to 9) or 2⁻ⁿ (0 to 30) seconds.
    package enum Resolution: Sendable, Hashable {
        case decimal(UInt8)
        case binary(UInt8)

        var code: UInt8 {
            switch self {
            case .decimal(let digits): digits
            case .binary(let bits): 0x80 | bits
            }
        }

        func ticks(_ moment: Timestamp) -> UInt64 {
            let nanoseconds = UInt64(max(0, moment.nanoseconds))
            switch self {
            case .decimal(let digits):
                precondition(digits <= 9, "a decimal resolution ends at nanoseconds")
                return (digits..<9).reduce(nanoseconds) { ticks, _ in ticks / 10 }
            case .binary(let bits):
                precondition(bits <= 30, "a binary resolution ends at 2⁻³⁰ s")
                return (nanoseconds / 1_000_000_000) << UInt64(bits)
                    | ((nanoseconds % 1_000_000_000) << UInt64(bits)) / 1_000_000_000
            }
        }
    }
}

extension [UInt8] {
    fileprivate mutating func appendOption(_ code: UInt16, _ value: [UInt8], _ bigEndian: Bool) {
        append(short: code, bigEndian)
        append(short: UInt16(value.count), bigEndian)
        append(contentsOf: value)
        for _ in 0..<(4 - value.count % 4) % 4 { append(0) }
    }
}
