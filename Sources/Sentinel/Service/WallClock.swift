import Foundation
package import Vocabulary

/// The time on the wall: for what people do and what the service says of itself, never for traffic.
package enum WallClock {
    package static var now: Timestamp { Timestamp(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e6) * 1000) }
}
