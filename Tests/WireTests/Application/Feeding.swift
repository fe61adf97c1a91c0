import Bedrock
import Vocabulary

@testable import Wire

/// What one side says before the other answers.
struct Turn: Sendable {
    var fromClient: Bool
    var bytes: [UInt8]

    static func client(_ bytes: [UInt8]) -> Turn { Turn(fromClient: true, bytes: bytes) }
    static func server(_ bytes: [UInt8]) -> Turn { Turn(fromClient: false, bytes: bytes) }
    static func client(_ text: String) -> Turn { client(Array(text.utf8)) }
    static func server(_ text: String) -> Turn { server(Array(text.utf8)) }
}

extension StreamReader {
    /// Feeds the turns in pieces of at most `size` bytes, ends the connection, and gives what was read.
    mutating func read(_ turns: [Turn], size: Int = .max) -> [ApplicationFact] {
        read(turns) { _ in size }
    }

    /// The same with pieces of random size.
    mutating func read(_ turns: [Turn], seed: UInt64) -> [ApplicationFact] {
        var random = SeededGenerator(seed)
        return read(turns) { Int.random(in: 1...max(1, min($0, 90)), using: &random) }
    }

    private mutating func read(_ turns: [Turn], piece: (Int) -> Int) -> [ApplicationFact] {
        var sink = FactSink()
        for turn in turns {
            var at = 0
            while at < turn.bytes.count {
                let end = at + min(piece(turn.bytes.count - at), turn.bytes.count - at)
                let part = Array(turn.bytes[at..<end])
                guard part.withBytes({ consume($0, fromClient: turn.fromClient, into: &sink) }) == .more else {
                    return sink.facts
                }
                at = end
            }
        }
        close(into: &sink)
        return sink.facts
    }
}

/// Bytes that mean nothing.
func noise(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
}

/// `bytes` with a few of them changed.
func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8(truncatingIfNeeded: random.next())
    }
    return bytes
}
