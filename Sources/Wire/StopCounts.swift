package import Vocabulary

/// How often reading ended early, by layer and reason.
package struct StopCounts: Sendable, BitwiseCopyable {
    private static var reasons: Int { 8 }
    private var cells = InlineArray<136, UInt64>(repeating: 0)

    mutating func add(_ stop: Stop) {
        cells[Int(stop.layer.rawValue) * Self.reasons + Int(stop.reason.rawValue)] &+= 1
    }

    package subscript(_ layer: Stop.Layer, _ reason: Stop.Reason) -> UInt64 {
        cells[Int(layer.rawValue) * Self.reasons + Int(reason.rawValue)]
    }

    /// What happened at all, in the order of layers and reasons.
    package var all: [(stop: Stop, count: UInt64)] {
        Stop.Layer.allCases.flatMap { layer in
            Stop.Reason.allCases.compactMap { reason in
                self[layer, reason] > 0 ? (Stop(layer, reason), self[layer, reason]) : nil
            }
        }
    }

    /// Adds another decoder's counts.
    package mutating func merge(_ other: StopCounts) {
        for index in cells.indices { cells[index] &+= other.cells[index] }
    }
}
