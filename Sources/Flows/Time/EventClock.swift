import Vocabulary

/// The event clock: the latest packet stamp that can be believed.
///
/// It follows every step forward of up to an hour at once. A stamp more than an hour ahead is followed only when four frames in a row
/// are that far ahead and none falls more than an hour behind the others: one bogus stamp moves nothing. Frames from the
/// past are late and do not move it either; only when 64 in a row are more than an hour behind (a sensor whose clock was set
/// back, captures put together in the wrong order) does it start again there, because a stopped clock would expire nothing.
/// Until a second frame has agreed with the first, the newest stamp is as good as any, and is taken.
struct EventClock: BitwiseCopyable {
    static var tolerance: Int64 { 3_600_000_000_000 }
    /// Stamps are held within this many nanoseconds of 1970 (until 2115), so that differences cannot overflow.
    static var limit: Int64 { 4_600_000_000_000_000_000 }
    static var framesForward: Int { 4 }
    static var framesBack: Int { 64 }

    /// Nanoseconds; meaningless before the first frame.
    private(set) var now: Int64 = 0
    private(set) var isSet = false
    private(set) var late: UInt64 = 0
    private(set) var jumps: UInt64 = 0
    /// First nanosecond of the next second.
    private var boundary: Int64 = 0
    /// The same once a stamp was confirmed, before that a time that no stamp lies before: the hot path compares with it only.
    private var quickBoundary = Int64.min
    private var isConfirmed = false { didSet { quickBoundary = isConfirmed ? boundary : .min } }
    private var candidate: Int64 = 0
    private var agreeing = 0

    enum Movement: BitwiseCopyable {
        case none
        /// The first frame of all.
        case started
        /// A new second was reached.
        case forward
        /// Event time began again somewhere else: earlier, or before any stamp was confirmed.
        case restarted
    }

    /// Takes a frame's stamp, which must be inside of `limit` on either side.
    @inline(__always)
    mutating func observe(_ ns: Int64) -> Movement {
        if isOrdinary(ns) {
            pass(ns)
            return .none
        }
        return observeOdd(ns)
    }

    /// The stamp lies in the second under way, and not before the last one. Then it is inside of `limit` too.
    @inline(__always)
    func isOrdinary(_ ns: Int64) -> Bool { ns >= now && ns < quickBoundary }

    /// The other half of that, for those who keep the last stamp at hand.
    @inline(__always)
    func isBeforeBoundary(_ ns: Int64) -> Bool { ns < quickBoundary }

    /// Takes a stamp that is ordinary.
    @inline(__always)
    mutating func pass(_ ns: Int64) {
        now = ns
        agreeing = 0
    }

    private mutating func observeOdd(_ ns: Int64) -> Movement {
        guard isSet else {
            isSet = true
            set(ns)
            return .started
        }
        let step = ns &- now
        if step.magnitude <= Self.tolerance.magnitude {
            isConfirmed = true
            agreeing = 0
            guard step >= 0 else {
                late &+= 1
                return .none
            }
            guard ns >= boundary else {
                now = ns
                return .none
            }
            set(ns)
            return .forward
        }
        if step < 0 { late &+= 1 }
        let wasConfirmed = isConfirmed
        if wasConfirmed {
            let sameSide = agreeing > 0 && (candidate > now) == (step > 0)
            let agrees = sameSide && ns >= candidate &- Self.tolerance
            agreeing = agrees ? agreeing + 1 : 1
            candidate = agrees ? max(candidate, ns) : ns
            guard agreeing >= (step > 0 ? Self.framesForward : Self.framesBack) else { return .none }
        }
        jumps &+= 1
        agreeing = 0
        set(ns)
        return step > 0 && wasConfirmed ? .forward : .restarted
    }

    private mutating func set(_ ns: Int64) {
        now = ns
        boundary = (Timestamp(nanoseconds: ns).second + 1) * 1_000_000_000
        quickBoundary = isConfirmed ? boundary : .min
    }

    /// The second `now` lies in.
    var second: Int64 { Timestamp(nanoseconds: now).second }
}
