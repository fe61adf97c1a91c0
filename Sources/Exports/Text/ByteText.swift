import Vocabulary

/// Text under construction: UTF-8 bytes in one buffer that is emptied and used again for every line.
///
/// Why not `String`: an export writes a line a flow, and a line has some thirty fields; growing a `String` by each costs more than all
/// of the packet path behind it. Nothing is escaped here.
struct ByteText {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 1024) { bytes.reserveCapacity(capacity) }

    var isEmpty: Bool { bytes.isEmpty }

    /// Empties the buffer and keeps its memory.
    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    @inline(__always)
    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    @inline(__always)
    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func append(decimal number: UInt64) {
        if number < 10 { return bytes.append(48 &+ UInt8(truncatingIfNeeded: number)) }
        if number < 100 { return append(two: number) }
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var rest = number
        var count = 0
        while rest > 0 {
            digits[count] = 48 &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            count += 1
        }
        while count > 0 {
            count -= 1
            bytes.append(digits[count])
        }
    }

    @inline(__always)
    mutating func append(decimal number: some BinaryInteger) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        append(decimal: UInt64(number.magnitude))
    }

    /// Two digits; `number` is below 100.
    @inline(__always)
    mutating func append(two number: UInt64) {
        bytes.append(48 &+ UInt8(truncatingIfNeeded: number / 10))
        bytes.append(48 &+ UInt8(truncatingIfNeeded: number % 10))
    }

    /// Six digits; `number` is below 1,000,000.
    mutating func append(six number: UInt64) {
        append(two: number / 10_000)
        append(two: number / 100 % 100)
        append(two: number % 100)
    }

    /// Two lower-case hexadecimal digits.
    @inline(__always)
    mutating func append(hex byte: UInt8) {
        append(digit: byte >> 4)
        append(digit: byte & 15)
    }

    /// One lower-case hexadecimal digit; `value` is below 16.
    @inline(__always)
    mutating func append(digit value: UInt8) { bytes.append(value < 10 ? 48 &+ value : 87 &+ value) }

    /// `02:00:5e:00:00:01`
    mutating func append(_ mac: MACAddress) {
        for shift in stride(from: UInt64(40), through: 0, by: -8) {
            append(hex: UInt8(truncatingIfNeeded: mac.bits >> shift))
            if shift > 0 { bytes.append(UInt8(ascii: ":")) }
        }
    }
}
