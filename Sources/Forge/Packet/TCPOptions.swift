/// TCP options, kept inline: at most 40 bytes, as on the wire.
package struct TCPOptions: Sendable, ExpressibleByArrayLiteral {
    package private(set) var bytes: InlineArray<40, UInt8>
    package private(set) var count: Int

    package enum Option: Sendable {
        case end, nop
        case maximumSegmentSize(UInt16)
        case windowScale(UInt8)
        case selectiveAcknowledgmentPermitted
        case selectiveAcknowledgment(from: UInt32, to: UInt32)
        case timestamp(UInt32, echo: UInt32)
        /// Kind, stated length, and whatever bytes follow: for malformed options.
        case raw(kind: UInt8, length: UInt8, [UInt8])
    }

    package init() {
        bytes = InlineArray(repeating: 0)
        count = 0
    }

    package init(arrayLiteral options: Option...) {
        self.init()
        for option in options { append(option) }
    }

    package mutating func append(_ option: Option) {
        switch option {
        case .end: put(0)
        case .nop: put(1)
        case .maximumSegmentSize(let size):
            put(2)
            put(4)
            put(UInt8(size >> 8))
            put(UInt8(truncatingIfNeeded: size))
        case .windowScale(let shift):
            put(3)
            put(3)
            put(shift)
        case .selectiveAcknowledgmentPermitted:
            put(4)
            put(2)
        case .selectiveAcknowledgment(let from, let to):
            put(5)
            put(10)
            put32(from)
            put32(to)
        case .timestamp(let value, let echo):
            put(8)
            put(10)
            put32(value)
            put32(echo)
        case .raw(let kind, let length, let content):
            put(kind)
            put(length)
            for byte in content { put(byte) }
        }
    }

    private mutating func put(_ byte: UInt8) {
        precondition(count < 40, "TCP options end at 40 bytes")
        bytes[count] = byte
        count += 1
    }

    private mutating func put32(_ value: UInt32) {
        put(UInt8(truncatingIfNeeded: value >> 24))
        put(UInt8(truncatingIfNeeded: value >> 16))
        put(UInt8(truncatingIfNeeded: value >> 8))
        put(UInt8(truncatingIfNeeded: value))
    }
}
