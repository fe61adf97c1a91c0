// A C structure such as `timespec` belongs to the module that declares it first, which differs between debug and release builds:
// files of this target import all that may.
import CPcap
import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// Time that only goes forward: for waiting, pacing and live idle ticks, never for what a packet means.
public enum MonotonicClock {
    /// Nanoseconds since some fixed moment.
    public static var now: Int64 { read(CLOCK_MONOTONIC) }

    /// Nanoseconds since 1970, as the kernel stamps live frames: the event time of a quiet interface.
    public static var wallNow: Int64 { read(CLOCK_REALTIME) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        // SAFETY: fills the structure that this call owns.
        _ = unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// Sleeps; a signal may wake it early.
    public static func sleep(nanoseconds: Int64) {
        guard nanoseconds > 0 else { return }
        var request = timespec(
            tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        // SAFETY: reads the structure that this call owns.
        _ = unsafe nanosleep(&request, nil)
    }
}
