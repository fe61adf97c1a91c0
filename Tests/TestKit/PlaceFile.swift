import Foundation
package import Vocabulary

/// Writes small mmdb files (MaxMind DB 2.0), so that no data of others is kept in the tree.
package struct PlaceFile {
    package indirect enum Value {
        case text(String)
        case number(UInt32)
        case map([(String, Value)])
        case list([String])
    }
    private var nodes: [[UInt32?]] = [[nil, nil]]
    private var leaves: [Int: [Int: Int]] = [:]
    private var data: [UInt8] = []
    package let type: String

    package init(type: String) { self.type = type }

    /// Says this of every address of the block.
    package mutating func add(_ block: AddressBlock, _ value: Value) {
        let place = data.count
        data += Self.encoded(value)
        // IPv4 lies under ::/96 there.
        let high = block.base.isV4 ? 0 : block.base.high
        let low = block.base.isV4 ? UInt64(block.base.v4Bits) : block.base.low
        var node = 0
        for depth in 0..<Int(block.prefix) {
            let bit = Int((depth < 64 ? high >> UInt64(63 - depth) : low >> UInt64(127 - depth)) & 1)
            if depth == Int(block.prefix) - 1 {
                leaves[node, default: [:]][bit] = place
            } else if let next = nodes[node][bit] {
                node = Int(next)
            } else {
                nodes.append([nil, nil])
                nodes[node][bit] = UInt32(nodes.count - 1)
                node = nodes.count - 1
            }
        }
    }

    package var bytes: [UInt8] {
        let count = UInt32(nodes.count)
        var bytes: [UInt8] = []
        for (number, node) in nodes.enumerated() {
            for bit in 0..<2 {
                let leaf = leaves[number]?[bit].map { count + 16 + UInt32($0) }
                bytes += Self.big(leaf ?? node[bit] ?? count, 4)
            }
        }
        bytes += Array(repeating: 0, count: 16)
        bytes += data
        bytes += [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8)
        bytes += Self.encoded(
            .map([
                ("node_count", .number(count)), ("record_size", .number(32)), ("ip_version", .number(6)),
                ("database_type", .text(type)), ("binary_format_major_version", .number(2)),
                ("binary_format_minor_version", .number(0)), ("build_epoch", .number(1_700_000_000)),
                ("languages", .list(["en"])),
                ("description", .map([("en", .text("made by a test"))])),
            ]), short: ["record_size", "ip_version", "binary_format_major_version", "binary_format_minor_version"])
        return bytes
    }

    package func write(_ name: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)-\(name)"
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    /// `short`: members that are written as numbers of 16 bits.
    private static func encoded(_ value: Value, short: Set<String> = []) -> [UInt8] {
        switch value {
        case .text(let text):
            let utf8 = Array(text.utf8)
            return (utf8.count < 29 ? [0x40 | UInt8(utf8.count)] : [0x40 | 29, UInt8(utf8.count - 29)]) + utf8
        case .number(let number): return [0xC0 | 4] + big(number, 4)
        case .list(let texts): return [UInt8(texts.count), 4] + texts.flatMap { encoded(.text($0)) }
        case .map(let members):
            return [0xE0 | UInt8(members.count)]
                + members.flatMap { name, value -> [UInt8] in
                    if case .number(let number) = value, name == "build_epoch" {
                        // A number of 64 bits: an extended type.
                        return encoded(.text(name)) + [8, 2] + [0, 0, 0, 0] + big(number, 4)
                    }
                    if case .number(let number) = value, short.contains(name) {
                        return encoded(.text(name)) + [0xA0 | 2] + big(number, 2)
                    }
                    return encoded(.text(name)) + encoded(value)
                }
        }
    }

    private static func big(_ number: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * (count - 1 - $0))) }
    }
}
