/// A set of port numbers with an exact count: a short list first, one bit a port when it grows.
///
/// Bounds: 8 KiB when grown.
package struct PortSet: Sendable {
    private var few: [UInt16] = []
    private var bits: [UInt64] = []
    package private(set) var count = 0
    private static let listLimit = 32

    package init() {}

    /// True when the port is new.
    @discardableResult
    package mutating func insert(_ port: UInt16) -> Bool {
        if bits.isEmpty {
            if few.contains(port) { return false }
            if few.count < Self.listLimit {
                few.append(port)
                count += 1
                return true
            }
            bits = Array(repeating: 0, count: 1024)
            for old in few { set(old) }
            few = []
        }
        guard !contains(port) else { return false }
        set(port)
        count += 1
        return true
    }

    package func contains(_ port: UInt16) -> Bool {
        bits.isEmpty ? few.contains(port) : bits[Int(port >> 6)] >> UInt64(port & 63) & 1 == 1
    }

    /// The lowest ports, ascending.
    package func lowest(_ limit: Int) -> [UInt16] {
        guard !bits.isEmpty else { return Array(few.sorted().prefix(limit)) }
        var found: [UInt16] = []
        for word in bits.indices where bits[word] != 0 {
            for bit in 0..<64 where bits[word] >> UInt64(bit) & 1 == 1 {
                if found.count == limit { return found }
                found.append(UInt16(word * 64 + bit))
            }
        }
        return found
    }

    private mutating func set(_ port: UInt16) { bits[Int(port >> 6)] |= 1 << UInt64(port & 63) }
}
