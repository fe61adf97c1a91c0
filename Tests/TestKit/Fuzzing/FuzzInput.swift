/// Takes a fuzzer's bytes apart: records with a length before each, so that a mutation of one leaves the others whole.
struct FuzzInput {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isEmpty: Bool { rest.isEmpty }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    mutating func short() -> UInt16 { UInt16(byte()) << 8 | UInt16(byte()) }

    mutating func word() -> UInt32 { UInt32(short()) << 16 | UInt32(short()) }

    /// Up to `count` bytes, as many as there are.
    mutating func bytes(_ count: Int) -> [UInt8] {
        let taken = Array(rest.prefix(count))
        rest = rest.dropFirst(taken.count)
        return taken
    }

    /// All the rest.
    mutating func all() -> [UInt8] { bytes(rest.count) }
}

extension [UInt8] {
    mutating func append(short value: Int) {
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }
}
