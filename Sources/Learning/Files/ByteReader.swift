/// Reads what `ByteWriter` wrote; every read is checked, and the first that fails ends the reading.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private var place: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    var isAtEnd: Bool { place == bytes.endIndex }

    mutating func integer<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type = Number.self
    ) throws(LearningError) -> Number {
        let width = Number.bitWidth / 8
        guard bytes.endIndex - place >= width else { throw Self.damaged("it ends early") }
        var number: Number = 0
        for offset in 0..<width { number = number << 8 | Number(bytes[place + offset]) }
        place += width
        return number
    }

    /// One byte, and two as a number: what a forest is made of, by the ten thousand.
    @inline(__always)
    mutating func byte() throws(LearningError) -> UInt8 {
        guard place < bytes.endIndex else { throw Self.damaged("it ends early") }
        defer { place &+= 1 }
        return bytes[place]
    }

    @inline(__always)
    mutating func short() throws(LearningError) -> UInt16 {
        guard bytes.endIndex &- place >= 2 else { throw Self.damaged("it ends early") }
        defer { place &+= 2 }
        return UInt16(bytes[place]) << 8 | UInt16(bytes[place &+ 1])
    }

    /// A number in a range, or the file is damaged.
    mutating func integer<Number: FixedWidthInteger & UnsignedInteger>(
        _ range: ClosedRange<Number>
    ) throws(LearningError) -> Int {
        let number: Number = try integer()
        guard range.contains(number) else { throw Self.damaged("a number is out of its range") }
        return Int(number)
    }

    /// A finite number.
    mutating func float() throws(LearningError) -> Float {
        let number = Float(bitPattern: try integer(UInt32.self))
        guard number.isFinite else { throw Self.damaged("a number is not finite") }
        return number
    }

    /// A finite number.
    mutating func double() throws(LearningError) -> Double {
        let number = Double(bitPattern: try integer(UInt64.self))
        guard number.isFinite else { throw Self.damaged("a number is not finite") }
        return number
    }

    mutating func text() throws(LearningError) -> String {
        let count = Int(try integer(UInt8.self))
        guard bytes.endIndex - place >= count else { throw Self.damaged("it ends early") }
        defer { place += count }
        return String(decoding: bytes[place..<(place + count)], as: UTF8.self)
    }

    static func damaged(_ what: String) -> LearningError {
        LearningError(.damaged, "This is no model that can be used: \(what). Train it anew.")
    }
}
