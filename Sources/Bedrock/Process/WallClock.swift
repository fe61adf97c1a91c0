/// The time on the wall: for what people do and what the service says of itself, never for traffic, whose only clock is the packet's.
package enum WallClock {
    /// Since 1970, in nanoseconds, of whole microseconds: so that what is kept is what the API tells.
    package static var nanoseconds: Int64 { MonotonicClock.wallNow / 1000 * 1000 }
}
