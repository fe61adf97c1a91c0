/// How fast a capture is replayed: as it was recorded, a multiple of that, or as fast as it can be read.
package enum ReplaySpeed: Sendable, Hashable {
    case maximum
    /// More than 0; 1 is the recorded speed.
    case times(Double)

    /// `max`, `1x`, `10x`, `0.5x`; nil for anything else.
    package init?(_ text: String) {
        if text == "max" {
            self = .maximum
            return
        }
        guard text.last == "x", let factor = Double(text.dropLast()), factor.isFinite,
            (0.001...1_000_000).contains(factor)
        else { return nil }
        self = .times(factor)
    }

    /// Times the recorded speed; 0 for as fast as it can be read.
    package var factor: Double {
        if case .times(let factor) = self { factor } else { 0 }
    }
}
