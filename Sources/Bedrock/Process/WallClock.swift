import Glibc

/// The time on the wall: for what people do and what the service says of itself, never for traffic, whose only clock is the packet's.
package enum WallClock {
    /// Since 1970, in nanoseconds, of whole microseconds: so that what is kept is what the API tells.
    package static var nanoseconds: Int64 {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) / 1000 * 1000
    }
}
