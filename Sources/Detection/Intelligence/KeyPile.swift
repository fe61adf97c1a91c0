import Bedrock

/// Keys on their way into a `KeyTable`: collected until their number is known.
///
/// In pieces of 1.5 MiB that go back to the kernel one by one as the table fills, so that the pile and the table do not both stand
/// at full size.
struct KeyPile: Sendable {
    private struct Entry: BitwiseCopyable, Sendable {
        var key: KeyTable.Key
        var value: UInt16
    }
    private static let pieceSize = 65_536
    private var pieces: [[Entry]] = []
    private(set) var count = 0

    mutating func append(_ key: KeyTable.Key, _ value: UInt16) {
        if count % Self.pieceSize == 0 {
            pieces.append([])
            pieces[pieces.count - 1].reserveCapacity(Self.pieceSize)
        }
        pieces[pieces.count - 1].append(Entry(key: key, value: value))
        count += 1
    }

    /// The table of them; the pile is empty afterwards.
    mutating func table(
        hash: (KeyTable.Key) -> UInt64, join: (UInt16, UInt16) -> UInt16
    ) throws(BedrockError) -> KeyTable {
        var table = try KeyTable(room: count)
        while let piece = pieces.popLast() {
            for entry in piece { table.insert(entry.key, hash: hash(entry.key), entry.value, join: join) }
        }
        count = 0
        return table
    }
}
