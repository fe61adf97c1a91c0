import Vocabulary

/// How a pcapng interface writes time: ticks of a power of ten or of two, from a start that may be moved by whole seconds.
///
/// Source: draft-ietf-opsawg-pcapng, `if_tsresol` (9) and `if_tsoffset` (14). Every value of both is allowed: what falls outside
/// of 1970…2106 is moved to the nearest end and counted by the caller.
struct TimeScale: Hashable {
    /// Nanoseconds in a tick where that is a whole number, else 0.
    private let nanosecondsPerTick: UInt64
    /// Otherwise a tick is `10^-power` or `2^-power` seconds.
    private let power: Int
    private let isBinary: Bool
    private let offsetSeconds: Int64

    static let microseconds = TimeScale(resolution: 6, offsetSeconds: 0)

    init(resolution: UInt8, offsetSeconds: Int64) {
        power = Int(resolution & 0x7F)
        isBinary = resolution & 0x80 != 0
        self.offsetSeconds = offsetSeconds
        nanosecondsPerTick = isBinary || power > 9 ? 0 : Self.tenTo(9 - power)
    }

    /// The moment of a tick count, and whether it had to be moved into the possible range.
    @inline(__always)
    func moment(_ ticks: UInt64) -> (Timestamp, isClamped: Bool) {
        if offsetSeconds == 0, nanosecondsPerTick != 0 {
            let (product, over) = ticks.multipliedReportingOverflow(by: nanosecondsPerTick)
            if !over, product <= UInt64(CaptureLimits.latest) {
                return (Timestamp(nanoseconds: Int64(product)), false)
            }
        }
        return slowMoment(ticks)
    }

    /// 128 bits hold every product of 64-bit ticks and 10^9, and the offset besides.
    @inline(never)
    private func slowMoment(_ ticks: UInt64) -> (Timestamp, isClamped: Bool) {
        var moment: Int128
        if nanosecondsPerTick != 0 {
            moment = Int128(ticks) * Int128(nanosecondsPerTick)
        } else if isBinary {
            moment = (Int128(ticks) * 1_000_000_000) >> Int128(power)
        } else {
            // 10^-29 s and finer: all 64 bits of ticks are less than a nanosecond.
            moment = power - 9 > 19 ? 0 : Int128(ticks) / Int128(Self.tenTo(power - 9))
        }
        moment += Int128(offsetSeconds) * 1_000_000_000
        let inside = min(max(moment, 0), Int128(CaptureLimits.latest))
        return (Timestamp(nanoseconds: Int64(inside)), inside != moment)
    }

    /// 10^`power` for 0...19, the powers that 64 bits hold.
    private static func tenTo(_ power: Int) -> UInt64 {
        (0..<power).reduce(1) { product, _ in product * 10 }
    }
}
