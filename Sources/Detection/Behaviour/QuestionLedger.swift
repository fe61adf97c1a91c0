import Vocabulary

/// Which addresses were asked for on the link lately, and how many of the questions are still open.
///
/// Why a count: a forger who tells lies every second lives on one question for a minute if an answer does not use it up. Two minutes are
/// held, because an answer may come after the roll. Bounds: 512 counters of a byte each a minute, chosen by digest; two addresses that
/// share one lend each other their questions, which can hide an unasked claim and never invents one.
struct QuestionLedger: Sendable {
    private var now = InlineArray<512, UInt8>(repeating: 0)
    private var before = InlineArray<512, UInt8>(repeating: 0)

    private static func place(_ address: IPAddress) -> Int { Int(truncatingIfNeeded: Digest.of(address) >> 55) & 511 }

    mutating func ask(_ address: IPAddress) {
        let place = Self.place(address)
        now[place] = max(now[place], now[place] &+ 1)
    }

    /// True where somebody had asked; uses the question up.
    mutating func answer(_ address: IPAddress) -> Bool {
        let place = Self.place(address)
        if before[place] > 0 {
            before[place] &-= 1
            return true
        }
        guard now[place] > 0 else { return false }
        now[place] &-= 1
        return true
    }

    mutating func roll() {
        before = now
        now = InlineArray(repeating: 0)
    }
}
